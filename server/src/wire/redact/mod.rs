//! What a role may see: the one place where anything is taken out.
//!
//! | role | sees |
//! |---|---|
//! | dispatcher | everything |
//! | planner | teams, shifts, vehicles, members without names; closures; destinations; triage forms; requests without what tells of a person and without exact place; assignments without reasons |
//! | field team | itself and its shift; closures; destinations; requests it was sent to, with what tells of a person only while it works on them |
//! | supervisor | what the planner sees; a whole request for a reason that is recorded |
//! | partner | how the requests it told of stand, and nothing else of them |
//! | admin, auditor, device | nothing |

mod things;

use nearhand_engine::{
    dispatch::{
        Board,
        closure::{ClosureState, StreetClosure},
        ids::TeamId,
        model::{self, ShiftState},
    },
    units::{LngLat, Millis, Timestamp},
};

use super::{
    care::{Ending, FollowUp, HandOver, Warning},
    closures::Closure,
    entities::{Assignment, BoardState, Request, Team},
};
use crate::{auth::Principal, store::Role};

/// A closed request stays on the screens for this long.
const RECENT: Millis = Millis::from_mins(24 * 60);

/// Whose eyes something is made ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Viewer {
    /// The role.
    pub role: Role,
    /// The team it is bound to.
    pub team: Option<TeamId>,
}

impl Viewer {
    /// How many kinds of viewers there are of which all see the same.
    pub(crate) const KINDS: usize = 2;

    /// Its kind, when it sees the same as all others of its role: what is made ready for one is ready for all.
    pub(crate) fn kind(self) -> Option<usize> {
        match self.role {
            Role::Dispatcher => Some(0),
            // They see the same.
            Role::Planner | Role::Supervisor => Some(1),
            _ => None,
        }
    }
}

impl From<&Principal> for Viewer {
    fn from(principal: &Principal) -> Self {
        Self {
            role: principal.role,
            team: principal.team,
        }
    }
}

/// A request and who works or worked on it, which decides who may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenRequest {
    /// The request.
    pub request: model::Request,
    /// Teams sent to it, and whether each still works on it. A team that is only proposed is not among them.
    pub teams: Vec<(TeamId, bool)>,
    /// From its receipt to a team on scene.
    pub goal: Millis,
    /// Warnings about its place.
    pub warnings: Vec<Warning>,
}

impl SeenRequest {
    /// A request of a board.
    #[must_use]
    pub fn of(board: &Board, request: &model::Request) -> Self {
        let teams = request
            .assignments
            .iter()
            .filter_map(|&id| board.assignment(id))
            .filter(|assignment| !assignment.never_sent)
            .map(|assignment| (assignment.team, assignment.is_open()))
            .collect();
        // Nobody goes to a closed request any more.
        let place =
            Some(request.details.position).filter(|_| request.state != model::RequestState::Closed);
        let warnings = place.into_iter().flat_map(|place| board.flags_at(place));
        Self {
            request: request.clone(),
            teams,
            goal: board.goal(request),
            warnings: warnings.map(Warning::from).collect(),
        }
    }
}

impl Viewer {
    /// Whether it may know where a team is.
    #[must_use]
    pub fn sees_position_of(&self, team: TeamId) -> bool {
        match self.role {
            Role::Dispatcher | Role::Planner | Role::Supervisor => true,
            Role::Field => self.team == Some(team),
            Role::Partner | Role::Admin | Role::Auditor | Role::Device => false,
        }
    }

    /// A team as it may see it.
    #[must_use]
    pub fn team(&self, team: &model::Team) -> Option<Team> {
        let own = self.team == Some(team.id);
        match self.role {
            Role::Dispatcher | Role::Planner | Role::Supervisor => Some(Team::from(team)),
            Role::Field if own => Some(Team::from(team)),
            _ => None,
        }
    }

    /// A request as it may see it.
    #[must_use]
    pub fn request(&self, seen: &SeenRequest) -> Option<Request> {
        let full = || Request {
            warnings: seen.warnings.clone(),
            ..Request::with_goal(&seen.request, seen.goal)
        };
        match self.role {
            Role::Dispatcher => Some(full()),
            Role::Planner | Role::Supervisor => {
                let request = without_person(full());
                Some(Request {
                    position: coarse(request.position),
                    ..request
                })
            }
            Role::Field => {
                let own = seen
                    .teams
                    .iter()
                    .filter(|(team, _)| self.team == Some(*team));
                let works_on_it = own.map(|&(_, open)| open).max()?;
                Some(if works_on_it {
                    full()
                } else {
                    without_person(full())
                })
            }
            Role::Partner | Role::Admin | Role::Auditor | Role::Device => None,
        }
    }

    /// An assignment as it may see it.
    #[must_use]
    pub fn assignment(&self, assignment: &model::Assignment) -> Option<Assignment> {
        let full = Assignment::from(assignment);
        match self.role {
            Role::Dispatcher => Some(full),
            Role::Planner | Role::Supervisor => Some(Assignment {
                reason: None,
                ..full
            }),
            // A proposal is not for the team before it is confirmed, and the ranking tells of other teams.
            Role::Field if self.team == Some(assignment.team) && !assignment.never_sent => {
                Some(Assignment {
                    shown: Vec::new(),
                    ..full
                })
            }
            _ => None,
        }
    }

    /// A closure as it may see it.
    #[must_use]
    pub fn closure(&self, closure: &StreetClosure) -> Option<Closure> {
        match self.role {
            Role::Dispatcher | Role::Planner | Role::Supervisor | Role::Field => {
                Some(Closure::from(closure))
            }
            Role::Partner | Role::Admin | Role::Auditor | Role::Device => None,
        }
    }

    /// Everything on a board that it may see and that a desk works with: requests closed longer ago than
    /// a day are left to the lists, or a screen would be sent years.
    #[must_use]
    pub fn board(&self, board: &Board) -> BoardState {
        let since = Timestamp(board.latest().0.saturating_sub_unsigned(RECENT.0));
        let at_hand: Vec<&model::Request> = board
            .requests()
            .filter(|request| request.times.closed.is_none_or(|closed| closed >= since))
            .collect();
        let mut assignments: Vec<_> = at_hand.iter().flat_map(|it| &it.assignments).collect();
        assignments.sort_unstable();
        BoardState {
            teams: board.teams().filter_map(|team| self.team(team)).collect(),
            requests: at_hand
                .into_iter()
                .filter_map(|request| self.request(&SeenRequest::of(board, request)))
                .collect(),
            assignments: assignments
                .into_iter()
                .filter_map(|&id| self.assignment(board.assignment(id)?))
                .collect(),
            closures: board
                .closures()
                .filter(|closure| closure.state != ClosureState::Ended)
                .filter_map(|closure| self.closure(closure))
                .collect(),
            members: board
                .members()
                .filter(|member| member.retired_at.is_none())
                .filter_map(|member| self.member(member))
                .collect(),
            vehicles: board.vehicles().filter_map(|v| self.vehicle(v)).collect(),
            shifts: board
                .shifts()
                .filter(|shift| matches!(shift.state, ShiftState::Planned | ShiftState::Running))
                .filter_map(|shift| self.shift(shift))
                .collect(),
            destinations: board
                .destinations()
                .filter(|destination| destination.retired_at.is_none())
                .filter_map(|destination| self.destination(destination))
                .collect(),
            flags: board
                .flags()
                .filter(|flag| flag.ended_at.is_none())
                .filter_map(|flag| self.flag(flag))
                .collect(),
            triage_forms: board.forms().filter_map(|form| self.form(form)).collect(),
        }
    }
}

fn without_person(request: Request) -> Request {
    let hand_over = request.hand_over.map(|it| HandOver {
        acknowledged_by: None,
        ..it
    });
    let follow_up = request.follow_up.map(|it| FollowUp { note: None, ..it });
    let earlier = request.earlier.into_iter();
    Request {
        address: None,
        note: None,
        closing_note: None,
        held_reason: None,
        triage: None,
        notes: Vec::new(),
        warnings: Vec::new(),
        hand_over,
        follow_up,
        earlier: earlier.map(|it| Ending { note: None, ..it }).collect(),
        ..request
    }
}

/// Rounded to a thousandth of a degree (about 100 m): an exact point is an address.
fn coarse(position: LngLat) -> LngLat {
    let round = |degrees: f64| (degrees * 1000.0).round() / 1000.0;
    LngLat::new(round(position.lng()), round(position.lat())).unwrap_or(position)
}

#[cfg(test)]
mod tests {
    use nearhand_engine::{
        dispatch::{
            Command, Intake,
            ids::RequestId,
            model::{Priority, RequestDetails},
        },
        units::Timestamp,
    };

    use super::*;

    fn run(board: &mut Board, command: &Command) {
        for event in board.decide(command, Timestamp(1000)).unwrap() {
            board.apply(&event);
        }
    }

    /// T1 works on R1, T2 was taken off it.
    fn board() -> Board {
        let mut board = Board::new();
        for callsign in ["One", "Two"] {
            run(
                &mut board,
                &Command::AddTeam {
                    callsign: callsign.to_owned(),
                    capabilities: [].into(),
                    post: None,
                },
            );
        }
        let (one, two, request) = (TeamId(1), TeamId(2), RequestId(1));
        run(&mut board, &Command::SignOn { team: one });
        run(&mut board, &Command::SignOn { team: two });
        let details = RequestDetails {
            position: LngLat::new(14.512_345, 35.898_765).unwrap(),
            address: Some("12 Secret Street".to_owned()),
            kind: "wellness_check".try_into().unwrap(),
            priority: Priority::FIRST,
            needs: [].into(),
            source: "phone".to_owned(),
            note: Some("secret note".to_owned()),
        };
        run(
            &mut board,
            &Command::CreateRequest {
                details,
                intake: Intake::default(),
            },
        );
        for team in [one, two] {
            let shown = vec![model::ShownCandidate {
                team: one,
                eta: nearhand_engine::units::Millis(1000),
            }];
            run(
                &mut board,
                &Command::Assign {
                    request,
                    team,
                    override_reason: None,
                    shown,
                },
            );
        }
        let taken_off = board.team(two).unwrap().assignment.unwrap();
        run(
            &mut board,
            &Command::CancelAssignment {
                assignment: taken_off,
                reason: "secret reason".to_owned(),
            },
        );
        board
    }

    fn seen_by(role: Role, team: Option<u32>) -> (BoardState, String) {
        let viewer = Viewer {
            role,
            team: team.map(TeamId),
        };
        let state = viewer.board(&board());
        let text = serde_json::to_string(&state).unwrap();
        (state, text)
    }

    #[test]
    fn a_dispatcher_sees_everything() {
        let (state, text) = seen_by(Role::Dispatcher, None);
        assert_eq!((state.teams.len(), state.assignments.len()), (2, 2));
        assert!(text.contains("12 Secret Street") && text.contains("secret note"));
    }

    #[test]
    fn what_was_closed_long_ago_is_left_to_the_lists() {
        let mut board = board();
        let close = Command::CloseRequest {
            request: RequestId(1),
            disposition: model::Disposition::NoContact,
            note: None,
            follow_up: None,
        };
        let assignment = board.team(TeamId(1)).unwrap().assignment.unwrap();
        let reason = "not needed".to_owned();
        run(
            &mut board,
            &Command::CancelAssignment { assignment, reason },
        );
        run(&mut board, &close);
        let viewer = Viewer {
            role: Role::Dispatcher,
            team: None,
        };
        let shown = |board: &Board| {
            let state = viewer.board(board);
            (state.requests.len(), state.assignments.len())
        };
        assert_eq!(shown(&board), (1, 2));
        let much_later = Timestamp(1000).plus(RECENT).plus(Millis(1));
        let sign_off = Command::SignOff { team: TeamId(1) };
        for event in board.decide(&sign_off, much_later).unwrap() {
            board.apply(&event);
        }
        assert_eq!(shown(&board), (0, 0));
    }

    #[test]
    fn a_planner_sees_no_person() {
        let (state, text) = seen_by(Role::Planner, None);
        assert_eq!((state.teams.len(), state.requests.len()), (2, 1));
        assert!(!text.to_lowercase().contains("secret"), "{text}");
        assert_eq!(
            state.requests[0].position,
            LngLat::new(14.512, 35.899).unwrap()
        );
    }

    #[test]
    fn a_team_sees_its_own_work_only() {
        let (state, text) = seen_by(Role::Field, Some(1));
        assert_eq!((state.teams.len(), state.assignments.len()), (1, 1));
        assert!(text.contains("12 Secret Street"));
        assert!(state.assignments[0].shown.is_empty());
        assert!(!text.contains("Two"));
    }

    #[test]
    fn a_team_taken_off_keeps_no_person() {
        let (state, text) = seen_by(Role::Field, Some(2));
        assert_eq!(state.requests.len(), 1);
        assert!(!text.contains("Secret Street") && !text.contains("secret note"));
    }

    #[test]
    fn others_see_nothing() {
        assert_eq!(seen_by(Role::Field, Some(3)).0, BoardState::default());
        assert_eq!(seen_by(Role::Device, Some(1)).0, BoardState::default());
    }
}
