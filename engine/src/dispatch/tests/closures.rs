//! Closures on the board.

use super::*;
use crate::{
    dispatch::{
        Subject,
        closure::{ClosureState, NewClosure},
        ids::ClosureId,
    },
    routing::live::{Effect, Scope, Shape},
};

const C1: ClosureId = ClosureId(1);

pub(super) fn create(from: Option<Timestamp>, until: Option<Timestamp>) -> Command {
    Command::CreateClosure {
        details: NewClosure {
            shape: Shape::Point {
                at: LngLat::new(14.5, 35.9).unwrap(),
            },
            heading: None,
            effect: Effect::Closed {
                scope: Scope::Everyone,
            },
            from,
            until,
            reason: "burst pipe".to_owned(),
            lines: Vec::new(),
        },
    }
}

fn details(change: impl FnOnce(&mut NewClosure)) -> Command {
    let Command::CreateClosure { mut details } = create(None, None) else {
        unreachable!("this makes a closure");
    };
    change(&mut details);
    Command::CreateClosure { details }
}

fn state(desk: &Desk) -> ClosureState {
    desk.board.closure(C1).unwrap().state
}

#[test]
fn a_closure_begins_at_once_and_ends_once() {
    let mut desk = Desk::default();
    desk.must(&create(None, None));
    assert_eq!(state(&desk), ClosureState::Active);
    assert_eq!(
        desk.board.closure(C1).unwrap().record.what.from,
        Timestamp(1000)
    );
    desk.must(&Command::EndClosure { closure: C1 });
    let ended = desk.board.closure(C1).unwrap();
    assert_eq!(
        (ended.state, ended.ended_at),
        (ClosureState::Ended, Some(Timestamp(2000)))
    );
    assert_eq!(
        desk.refuses(&Command::EndClosure { closure: C1 }),
        "closure C1 is ended: it cannot be ended"
    );
    assert_eq!(
        desk.refuses(&Command::BeginClosure { closure: C1 }),
        "closure C1 is ended: it cannot be begun"
    );
}

#[test]
fn a_scheduled_closure_waits_to_be_begun() {
    let mut desk = Desk::default();
    desk.must(&create(Some(Timestamp(5000)), Some(Timestamp(9000))));
    assert_eq!(state(&desk), ClosureState::Scheduled);
    // Begun early, it is in force from then on.
    desk.must(&Command::BeginClosure { closure: C1 });
    let begun = desk.board.closure(C1).unwrap();
    assert_eq!(
        (begun.state, begun.record.what.from),
        (ClosureState::Active, Timestamp(2000))
    );
    desk.must(&create(Some(Timestamp(5000)), None));
    desk.must(&Command::EndClosure {
        closure: ClosureId(2),
    });
}

#[test]
fn what_makes_no_sense_is_refused_by_field() {
    let desk = Desk {
        seconds: 10,
        ..Desk::default()
    };
    let fault = |command: &Command| {
        let now = Timestamp(desk.seconds * 1000);
        desk.board.decide(command, now).unwrap_err().field()
    };
    assert_eq!(fault(&create(None, Some(Timestamp(9_999)))), Some("until"));
    let later = Some(Timestamp(30_000));
    assert_eq!(
        fault(&create(later, Some(Timestamp(20_000)))),
        Some("until")
    );
    assert_eq!(
        fault(&details(|d| d.effect = Effect::SlowedBy { factor: 0.1 })),
        Some("effect.factor")
    );
    assert_eq!(
        fault(&details(|d| d.reason = "  ".to_owned())),
        Some("reason")
    );
    let corner = LngLat::new(14.5, 35.9).unwrap();
    assert_eq!(
        fault(&details(|d| d.shape = Shape::Polygon {
            ring: vec![corner; 1000]
        })),
        Some("shape.ring")
    );
    assert_eq!(
        fault(&details(|d| d.lines = vec![vec![corner; 1000]; 100])),
        Some("lines")
    );
    assert_eq!(
        desk.refuses(&Command::EndClosure { closure: C1 }),
        "there is no closure C1"
    );
}

#[test]
fn two_people_cannot_end_what_they_have_not_both_seen() {
    let mut desk = Desk::default();
    desk.must(&create(Some(Timestamp(5000)), None));
    desk.must(&Command::BeginClosure { closure: C1 });
    let end = Command::EndClosure { closure: C1 };
    let stale = desk.board.decide_at_version(&end, Some(1), Timestamp(9000));
    assert_eq!(
        stale,
        Err(Rejection::StaleVersion {
            subject: Subject::Closure(C1),
            expected: 1,
            found: 2
        })
    );
    assert!(
        desk.board
            .decide_at_version(&end, Some(2), Timestamp(9000))
            .is_ok()
    );
}
