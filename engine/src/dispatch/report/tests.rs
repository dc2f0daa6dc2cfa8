//! Figures against what was done, and against percentiles by counting.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    dispatch::{
        Board, Command, Intake,
        ids::{AssignmentId, RequestId, TeamId},
        model::{Disposition, FollowUp, Priority, RequestDetails, TeamStatus},
    },
    units::{LngLat, Millis, Timestamp},
};

const T1: TeamId = TeamId(1);
const T2: TeamId = TeamId(2);
const GOALS: [u64; 4] = [20, 30, 60, 120];

/// A board and the clock that its commands are given by, in seconds.
#[derive(Default)]
struct Desk {
    board: Board,
    now: i64,
}

impl Desk {
    fn with_two_teams() -> Self {
        let mut desk = Self::default();
        for callsign in ["Harbour", "Bastion"] {
            desk.say(&Command::AddTeam {
                callsign: callsign.to_owned(),
                capabilities: BTreeSet::new(),
                post: None,
            });
        }
        desk.say(&Command::SignOn { team: T1 });
        desk.say(&Command::SignOn { team: T2 });
        desk
    }

    #[track_caller]
    fn say(&mut self, command: &Command) {
        let decided = self.board.decide(command, Timestamp(self.now * 1000));
        let events = decided.unwrap_or_else(|rejection| panic!("{command:?}: {rejection}"));
        for event in events {
            self.board.apply(&event);
        }
    }

    fn create(&mut self, priority: u8, untriaged: bool, later: Option<i64>) -> RequestId {
        self.say(&Command::CreateRequest {
            details: RequestDetails {
                position: LngLat::new(14.5, 35.9).unwrap(),
                address: None,
                kind: "wellness_check".try_into().unwrap(),
                priority: Priority::try_from(priority).unwrap(),
                needs: BTreeSet::new(),
                source: "phone".to_owned(),
                note: None,
            },
            intake: Intake {
                untriaged,
                scheduled_for: later.map(|at| Timestamp(at * 1000)),
                answers: BTreeMap::new(),
            },
        });
        self.board.requests().last().unwrap().id
    }

    fn send(&mut self, request: RequestId, team: TeamId) -> AssignmentId {
        self.say(&Command::Assign {
            request,
            team,
            override_reason: None,
            shown: Vec::new(),
        });
        self.board.assignments().last().unwrap().id
    }

    fn advance(&mut self, assignment: AssignmentId, to: TeamStatus) {
        self.say(&Command::Advance { assignment, to });
    }

    fn clear(&mut self, assignment: AssignmentId) {
        self.say(&Command::Clear { assignment });
    }

    fn close(&mut self, request: RequestId, again_at: Option<i64>) {
        self.say(&Command::CloseRequest {
            request,
            disposition: Disposition::ResolvedOnScene,
            note: None,
            follow_up: again_at.map(|at| FollowUp {
                at: Timestamp(at * 1000),
                note: None,
            }),
        });
    }

    /// Lets time pass, and gives the commands of what has fallen due.
    fn wait(&mut self, seconds: i64) {
        self.now += seconds;
        for timer in self.board.timers_due(Timestamp(self.now * 1000)) {
            self.say(&timer.command());
        }
    }

    fn measured(&self, request: RequestId) -> BTreeMap<Interval, Measured> {
        let request = self.board.request(request).unwrap();
        Interval::ALL
            .into_iter()
            .map(|interval| (interval, interval.measure(request)))
            .collect()
    }
}

fn took(seconds: i64) -> Measured {
    Measured::Took(Millis::from_secs(u64::try_from(seconds).unwrap()))
}

fn goal(priority: Priority) -> Millis {
    Millis::from_mins(GOALS[usize::from(priority.number()) - 1])
}

fn always() -> std::ops::Range<Timestamp> {
    Timestamp(i64::MIN)..Timestamp(i64::MAX)
}

/// One request's life: how long each step takes, and after how many it ends.
#[derive(Clone, Debug)]
struct Life {
    priority: u8,
    pauses: [i64; 8],
    steps: usize,
    transport: bool,
    scheduled: bool,
    duplicate: bool,
}

fn any_life() -> impl Strategy<Value = Life> {
    (
        1..5u8,
        prop::array::uniform8(0..3000i64),
        0..8usize,
        prop::bool::ANY,
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
    )
        .prop_map(
            |(priority, pauses, steps, transport, scheduled, duplicate)| Life {
                priority,
                pauses,
                steps,
                transport,
                scheduled,
                duplicate,
            },
        )
}

/// Lives the life on the board; what each interval must come to, from the pauses alone.
fn live(desk: &mut Desk, life: &Life) -> BTreeMap<Interval, Measured> {
    use Interval::{
        Answering, OnScene, Processing, QueueWait, Response, TotalTask, Transport, Travel, Turnout,
    };
    let [.., queue, turnout, travel, scene, drive, stay, _] = life.pauses;
    let open = Measured::LeftOut(LeftOut::NotYet);
    let mut expected: BTreeMap<_, _> = Interval::ALL.map(|it| (it, open)).into();
    // It can only be scheduled for a time to come.
    let is_scheduled = life.scheduled && queue > 0;
    let later = is_scheduled.then_some(desk.now + queue);
    let request = desk.create(life.priority, false, later);
    expected.insert(Answering, took(0));
    if life.duplicate {
        let into = desk.create(1, false, None);
        desk.say(&Command::MergeRequest { request, into });
        let duplicate = Measured::LeftOut(LeftOut::Duplicate);
        return Interval::ALL.map(|it| (it, duplicate)).into();
    }
    let waited = |time: i64| match is_scheduled {
        true => Measured::LeftOut(LeftOut::Scheduled),
        false => took(time),
    };
    for passed_on in [Processing, QueueWait, Response] {
        if is_scheduled {
            expected.insert(passed_on, waited(0));
        }
    }
    let mut spent = 0;
    let mut step = |desk: &mut Desk, number: usize, pause: i64| {
        let goes_on = life.steps > number;
        if goes_on {
            desk.wait(pause);
            spent += pause;
        }
        goes_on.then_some(spent)
    };
    let Some(_) = step(desk, 0, queue) else {
        return expected;
    };
    let assignment = desk.send(request, T1);
    expected.insert(Processing, waited(queue));
    expected.insert(QueueWait, waited(queue));
    let mut drive_on = |desk: &mut Desk| -> Option<()> {
        step(desk, 1, turnout)?;
        desk.advance(assignment, TeamStatus::EnRoute);
        expected.insert(Turnout, took(turnout));
        let response = step(desk, 2, travel)?;
        desk.advance(assignment, TeamStatus::OnScene);
        expected.insert(Travel, took(travel));
        expected.insert(Response, waited(response));
        if life.transport {
            step(desk, 3, scene)?;
            desk.advance(assignment, TeamStatus::Transporting);
            expected.insert(OnScene, took(scene));
            step(desk, 4, drive)?;
            desk.advance(assignment, TeamStatus::AtDestination);
            expected.insert(Transport, took(drive));
        }
        let all = step(desk, 5, stay)?;
        desk.clear(assignment);
        expected.insert(TotalTask, took(all - queue));
        if !life.transport {
            expected.insert(OnScene, took(stay));
        }
        step(desk, 6, 0)?;
        desk.close(request, None);
        if !life.transport {
            expected.insert(Transport, Measured::LeftOut(LeftOut::Never));
        }
        Some(())
    };
    if drive_on(desk).is_none() && desk.board.team(T1).unwrap().assignment.is_some() {
        // Freed for the next request; this one waits again and has still come no farther.
        desk.say(&Command::CancelAssignment {
            assignment,
            reason: "not needed".to_owned(),
        });
    }
    expected
}

/// The least value that at least `percent` of a hundred do not exceed, found by counting for each.
fn by_counting(values: &[u64], percent: usize) -> Option<u64> {
    let not_above = |most: u64| values.iter().filter(|&&value| value <= most).count();
    let enough = |&value: &u64| not_above(value) * 100 >= percent * values.len();
    values.iter().copied().filter(enough).min()
}

proptest! {
    #[test]
    fn a_percentile_is_the_least_value_that_so_many_do_not_exceed(
        values in prop::collection::vec(0..50u64, 0..250),
        percent in 1..=100usize,
    ) {
        let sample = Sample::new(values.iter().copied().map(Millis).collect());
        prop_assert_eq!(sample.percentile(percent).map(|it| it.0), by_counting(&values, percent));
        prop_assert_eq!(sample.max().map(|it| it.0), values.iter().copied().max());
    }

    #[test]
    fn figures_are_those_of_the_days_work(lives in prop::collection::vec(any_life(), 1..40)) {
        let mut desk = Desk::with_two_teams();
        let mut expected: BTreeMap<Priority, Vec<BTreeMap<Interval, Measured>>> = BTreeMap::new();
        for life in &lives {
            let priority = Priority::try_from(life.priority).unwrap();
            expected.entry(priority).or_default().push(live(&mut desk, life));
            if life.duplicate {
                // The one that stays; nobody goes there.
                let stays = desk.board.requests().last().unwrap();
                expected.entry(stays.details.priority).or_default().push(desk.measured(stays.id));
            }
        }
        let found = intervals(&desk.board, &always(), |request| request.details.priority);
        prop_assert!(found.keys().eq(expected.keys()));
        for (priority, requests) in expected {
            let figures = &found[&priority];
            prop_assert_eq!(figures.requests, requests.len());
            for interval in Interval::ALL {
                let mut values = Vec::new();
                let mut left_out = BTreeMap::new();
                for measured in requests.iter().map(|request| request[&interval]) {
                    match measured {
                        Measured::Took(time) => values.push(time.0),
                        Measured::LeftOut(why) => *left_out.entry(why).or_insert(0) += 1,
                    }
                }
                let of = &figures.intervals[&interval];
                prop_assert_eq!(of.sample.count(), values.len(), "{:?}", interval);
                prop_assert_eq!(&of.left_out, &left_out, "{:?}", interval);
                for percent in [50, 80, 90] {
                    let found = of.sample.percentile(percent).map(|it| it.0);
                    prop_assert_eq!(found, by_counting(&values, percent), "{:?}", interval);
                }
                let in_time = values.iter().filter(|&&it| it <= goal(priority).0).count();
                let counted = if interval == Interval::Response { in_time } else { 0 };
                prop_assert_eq!(of.within_goal, counted);
            }
        }
    }
}

#[test]
fn of_several_teams_the_first_counts_and_the_last_to_clear() {
    let mut desk = Desk::with_two_teams();
    let request = desk.create(1, false, None);
    desk.wait(10);
    let first = desk.send(request, T1);
    desk.wait(20);
    let second = desk.send(request, T2);
    desk.wait(30);
    desk.advance(second, TeamStatus::EnRoute);
    desk.wait(40);
    desk.advance(first, TeamStatus::EnRoute);
    desk.wait(50);
    desk.advance(first, TeamStatus::OnScene);
    desk.wait(60);
    desk.advance(second, TeamStatus::OnScene);
    desk.wait(70);
    desk.clear(second);
    desk.wait(80);
    desk.clear(first);
    let measured = desk.measured(request);
    assert_eq!(measured[&Interval::Processing], took(10));
    assert_eq!(measured[&Interval::Turnout], took(20 + 30));
    assert_eq!(measured[&Interval::Travel], took(40 + 50));
    assert_eq!(measured[&Interval::Response], took(10 + 20 + 30 + 40 + 50));
    assert_eq!(measured[&Interval::OnScene], took(60 + 70 + 80));
    assert_eq!(
        measured[&Interval::TotalTask],
        took(20 + 30 + 40 + 50 + 60 + 70 + 80)
    );
}

#[test]
fn a_follow_up_changes_nothing_about_the_first_visit() {
    let mut desk = Desk::with_two_teams();
    let request = desk.create(1, false, None);
    desk.wait(10);
    let first = desk.send(request, T1);
    desk.wait(20);
    desk.advance(first, TeamStatus::EnRoute);
    desk.wait(30);
    desk.clear(first);
    let tomorrow = desk.now + 86_400;
    desk.close(request, Some(tomorrow));
    let before = desk.measured(request);
    assert_eq!(before[&Interval::Travel], Measured::LeftOut(LeftOut::Never));
    assert_eq!(before[&Interval::TotalTask], took(50));
    desk.wait(86_400);
    let second = desk.send(request, T1);
    desk.advance(second, TeamStatus::EnRoute);
    desk.wait(100);
    desk.advance(second, TeamStatus::OnScene);
    desk.wait(200);
    desk.clear(second);
    desk.close(request, None);
    let after = desk.measured(request);
    // The time of being on scene is a day after that of being en route, and belongs to another journey.
    assert!(
        desk.board
            .request(request)
            .unwrap()
            .times
            .on_scene
            .is_some()
    );
    for interval in [Interval::Travel, Interval::Response, Interval::Transport] {
        assert_eq!(after[&interval], Measured::LeftOut(LeftOut::Never));
    }
    assert_eq!(after[&Interval::Processing], took(10));
    assert_eq!(after[&Interval::Turnout], took(20));
    for interval in [Interval::OnScene, Interval::TotalTask] {
        assert_eq!(after[&interval], Measured::LeftOut(LeftOut::TakenUpAgain));
    }
    let volume = &volumes(&desk.board, &always(), |_| ())[&()];
    assert_eq!((volume.requests, volume.earlier_endings), (1, 1));
    assert_eq!(
        volume.dispositions,
        [(Disposition::ResolvedOnScene, 1)].into()
    );
}

#[test]
fn a_stage_that_was_passed_over_is_said_to_be() {
    let mut desk = Desk::with_two_teams();
    let request = desk.create(1, false, None);
    let assignment = desk.send(request, T1);
    desk.wait(60);
    desk.advance(assignment, TeamStatus::OnScene);
    let measured = desk.measured(request);
    for interval in [Interval::Turnout, Interval::Travel] {
        assert_eq!(measured[&interval], Measured::LeftOut(LeftOut::PassedOver));
    }
    assert_eq!(measured[&Interval::Response], took(60));
}

#[test]
fn what_was_scheduled_stays_so_when_it_comes_back() {
    let mut desk = Desk::with_two_teams();
    let request = desk.create(3, false, None);
    desk.say(&Command::ScheduleRequest {
        request,
        at: Timestamp((desk.now + 7200) * 1000),
    });
    desk.wait(7200);
    let assignment = desk.send(request, T1);
    desk.wait(30);
    desk.advance(assignment, TeamStatus::EnRoute);
    let measured = desk.measured(request);
    assert_eq!(
        measured[&Interval::Response],
        Measured::LeftOut(LeftOut::Scheduled)
    );
    assert_eq!(measured[&Interval::Turnout], took(30));
}

#[test]
fn a_request_belongs_to_the_period_it_was_received_in() {
    let mut desk = Desk::with_two_teams();
    for _ in 0..3 {
        desk.create(2, false, None);
        desk.wait(10);
    }
    let counted = |from: i64, to: i64| {
        let period = Timestamp(from * 1000)..Timestamp(to * 1000);
        let groups = volumes(&desk.board, &period, |_| ());
        groups.get(&()).map_or(0, |volume| volume.requests)
    };
    // Received at 0, 10 and 20.
    assert_eq!(counted(0, 21), 3);
    assert_eq!(counted(0, 20), 2, "the end does not count");
    assert_eq!(counted(10, 20), 1, "the begin does");
    assert_eq!(counted(11, 20), 0);
}

#[test]
fn a_team_is_busy_from_the_word_to_the_clear_as_far_as_it_lies_in_the_period() {
    let mut desk = Desk::with_two_teams();
    desk.wait(100);
    let request = desk.create(1, false, None);
    let assignment = desk.send(request, T1);
    desk.wait(50);
    desk.advance(assignment, TeamStatus::OnScene);
    desk.clear(assignment);
    desk.wait(50);
    desk.say(&Command::SignOff { team: T1 });
    desk.wait(50);
    let declined = desk.send(request, T2);
    desk.wait(25);
    desk.say(&Command::Decline {
        assignment: declined,
        reason: "flat tyre".to_owned(),
    });
    let proposed = Command::Propose {
        request,
        team: T2,
        shown: Vec::new(),
    };
    desk.say(&proposed);
    desk.wait(25);
    let now = Timestamp(desk.now * 1000);
    let all = utilisation(&desk.board, &always(), now);
    let busy = |on_shift, committed, tasks, completed| Utilisation {
        on_shift: Millis::from_secs(on_shift),
        committed: Millis::from_secs(committed),
        tasks,
        completed,
    };
    // On shift from 0; the first until 200, the second still, at 300.
    assert_eq!(all[&T1], busy(200, 50, 1, 1));
    assert_eq!(
        all[&T2],
        busy(300, 25, 1, 0),
        "a proposal keeps nobody busy"
    );
    assert_eq!(all[&T1].share(), Some(0.25));
    let middle = Timestamp(120_000)..Timestamp(260_000);
    let some = utilisation(&desk.board, &middle, now);
    assert_eq!(some[&T1], busy(80, 30, 0, 0));
    assert_eq!(some[&T2], busy(140, 10, 1, 0));
    let before = Timestamp(-10_000)..Timestamp(0);
    assert_eq!(utilisation(&desk.board, &before, now)[&T1].share(), None);
}
