//! A small world to recommend in: teams told by cards, driving times from a table.

mod brute_force;
mod examples;

use super::*;
use crate::{
    coverage::Zones,
    dispatch::{
        command::{Command, CrewCommand},
        fleet::{Fix, LivePosition},
        model::{Crew, RequestDetails},
    },
    routing::{EdgeId, Origin, Path, SegmentId},
    units::LngLat,
};

const NOW: Timestamp = Timestamp(1_700_000_000_000);
const GOAL: Millis = Millis::from_mins(20);

/// Driving times to the one place of the test, by the segment that a trip begins on.
struct Table(Vec<Option<Millis>>);

impl Router for Table {
    type Scratch = ();

    fn scratch(&self) {}

    fn travel_time(&self, (): &mut (), from: &Snap, _: &Snap) -> Option<Millis> {
        self.0[from.segment.0 as usize]
    }

    fn route(&self, (): &mut (), _: &Snap, _: &Snap) -> Option<Path> {
        None
    }

    fn one_to_many(&self, (): &mut (), from: &Snap, to: &[Snap], out: &mut Vec<Option<Millis>>) {
        out.clear();
        out.resize(to.len(), self.travel_time(&mut (), from, from));
    }

    fn many_to_one(&self, (): &mut (), from: &[Origin], to: &Snap, out: &mut Vec<Option<Millis>>) {
        out.clear();
        out.extend(from.iter().map(|origin| {
            let time = self.travel_time(&mut (), &origin.snap, to)?;
            Some(time + origin.delay)
        }));
    }

    fn nearest(
        &self,
        (): &mut (),
        from: &[Origin],
        to: &Snap,
        k: usize,
        out: &mut Vec<(usize, Millis)>,
    ) {
        let mut times = Vec::new();
        self.many_to_one(&mut (), from, to, &mut times);
        let arriving = times.into_iter().enumerate();
        *out = arriving.filter_map(|(i, time)| Some((i, time?))).collect();
        out.sort_by_key(|&(i, time)| (time, i));
        out.truncate(k);
    }
}

fn snap(segment: u32) -> Snap {
    Snap {
        segment: SegmentId(segment),
        fraction: 0.0,
        position: LngLat::new(14.5, 35.9).unwrap(),
        distance: Metres(4.0),
        forward: Some(EdgeId(segment)),
        backward: None,
    }
}

fn capability(name: &str) -> Capability {
    Capability::try_from(name.to_owned()).unwrap()
}

/// A team of the test: everything that can decide about it.
#[derive(Clone, Debug)]
struct Card {
    drive: Option<u64>,
    age: u64,
    peer: bool,
    assigned_before: u32,
    on_shift: bool,
    /// It was at the place of the request before.
    knows: bool,
    /// Its shift ends in ten minutes.
    ends_soon: bool,
}

/// Teams as told by cards; team n stands on segment n - 1.
struct Scene {
    board: Board,
    fleet: Fleet,
    router: Table,
    policy: Policy,
}

impl Scene {
    fn new(cards: &[Card]) -> Self {
        let mut scene = Self {
            board: Board::new(),
            fleet: Fleet::default(),
            router: Table(cards.iter().map(|card| card.drive.map(Millis)).collect()),
            policy: Policy::default(),
        };
        scene.say(&Command::CreateRequest {
            details: details(),
            intake: crate::dispatch::Intake::default(),
        });
        for (number, card) in (1..).zip(cards) {
            scene.add(number, card);
        }
        scene
    }

    fn add(&mut self, number: u32, card: &Card) {
        let team = TeamId(number);
        self.say(&Command::AddTeam {
            callsign: format!("Team {number}"),
            capabilities: card.peer.then(|| capability("peer")).into_iter().collect(),
            post: None,
        });
        if !card.on_shift {
            return;
        }
        if card.ends_soon {
            self.say(&Command::Crew(CrewCommand::PlanShift {
                team,
                crew: Crew::default(),
                from: NOW,
                until: NOW.plus(Millis::from_mins(10)),
            }));
        }
        self.say(&Command::SignOn { team });
        if card.knows {
            self.assign(team);
            let assignment = self.board.assignments().last().unwrap().id;
            let to = TeamStatus::OnScene;
            self.say(&Command::Advance { assignment, to });
            self.say(&Command::Clear { assignment });
        }
        for _ in 0..card.assigned_before {
            self.assign(team);
            let last = self.board.assignments().last().unwrap().id;
            self.say(&Command::CancelAssignment {
                assignment: last,
                reason: "test".to_owned(),
            });
        }
        self.locate(team, Some(snap(number - 1)), card.age);
    }

    fn locate(&mut self, team: TeamId, snap: Option<Snap>, age: u64) {
        let at = Timestamp(NOW.0 - i64::try_from(age).unwrap());
        let fix = Fix {
            position: LngLat::new(14.5, 35.9).unwrap(),
            at,
            speed: None,
            bearing: None,
            accuracy: None,
        };
        let position = LivePosition {
            fix,
            received_at: at,
            snap,
        };
        self.fleet.set(team, position);
    }

    fn assign(&mut self, team: TeamId) {
        self.say(&Command::Assign {
            request: RequestId(1),
            team,
            override_reason: None,
            shown: Vec::new(),
        });
    }

    fn say(&mut self, command: &Command) {
        for event in self.board.decide(command, NOW).unwrap() {
            self.board.apply(&event);
        }
    }

    fn recommend(&self, query: &Query, cover: Option<&CoverIndex>) -> Recommendation {
        let situation = Situation {
            board: &self.board,
            fleet: &self.fleet,
            road: None,
            router: &self.router,
            cover,
            policy: &self.policy,
        };
        recommend(&situation, &mut (), query, NOW)
    }
}

fn details() -> RequestDetails {
    RequestDetails {
        position: LngLat::new(14.5, 35.9).unwrap(),
        address: None,
        kind: "homelessness_outreach".try_into().unwrap(),
        priority: Priority::FIRST,
        needs: BTreeSet::new(),
        source: "phone".to_owned(),
        note: None,
    }
}

fn query(priority: u8, k: usize) -> Query {
    Query {
        request: None,
        at: LngLat::new(14.5, 35.9).unwrap(),
        place: snap(0),
        kind: "homelessness_outreach".try_into().unwrap(),
        priority: Priority::try_from(priority).unwrap(),
        needs: BTreeSet::new(),
        k,
    }
}

/// A cover index over as many zones as there are bits, in which edge `e` reaches the zones of `rows[e]`.
fn cover_index(rows: &[u8]) -> CoverIndex {
    let place = |zone: u32| LngLat::new(14.0 + f64::from(zone) * 0.02, 35.9).unwrap();
    let points = (0..8).map(|zone| (place(zone), 1.0 + f64::from(zone)));
    let zones = Zones::from_points(points, "a table");
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let number = |point: LngLat| ((point.lng() - 14.0) / 0.02).round() as u32;
    CoverIndex::build(
        rows.len(),
        zones,
        GOAL,
        |centre| Some(snap(number(centre))),
        |zone, _| {
            let reaches = |&(_, row): &(u32, &u8)| row & (1 << zone.segment.0) != 0;
            let edges = (0..).zip(rows).filter(reaches);
            edges.map(|(edge, _)| (EdgeId(edge), Millis(0))).collect()
        },
        |_, _| {},
    )
}

const CLOSE: Card = Card {
    drive: Some(60_000),
    age: 0,
    peer: true,
    assigned_before: 0,
    on_shift: true,
    knows: false,
    ends_soon: false,
};
