//! Questions while the network changes under them.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};

use nearhand_engine::{
    road::input::{
        Change, DirectionAccess, DirectionChange, DirectionInput, DrivingSide, RoadClass,
        RoadInput, SegmentInput, SegmentTraits, VertexInput,
    },
    routing::{
        SegmentId,
        live::{Effect, Scope, Shape, read_speed_file},
    },
    units::{LngLat, MetresPerSecond, Millis},
};

use super::*;

const SIDE: u32 = 12;
const C1: ClosureId = ClosureId(1);

fn corner(x: u32, y: u32) -> LngLat {
    LngLat::new(14.0 + f64::from(x) * 0.001, 35.0 + f64::from(y) * 0.001).unwrap()
}

/// A square of streets with 12 crossings on each side.
fn streets() -> RoadInput {
    let mut input = RoadInput {
        driving_side: DrivingSide::Left,
        names: vec![String::new()],
        ..RoadInput::default()
    };
    let number = |x: u32, y: u32| y * SIDE + x;
    for (y, x) in (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (y, x))) {
        input.vertices.push(VertexInput {
            position: corner(x, y),
            osm_node: i64::from(number(x, y)) + 1,
            turning_place: false,
            mini_roundabout: false,
            barrier: None,
        });
    }
    let mut street = |from: (u32, u32), to: (u32, u32)| {
        let drive = Some(DirectionInput {
            speed: MetresPerSecond(10.0),
            ..DirectionInput::default()
        });
        let (tail, head) = (number(from.0, from.1), number(to.0, to.1));
        let line = input.lines.add([
            (corner(from.0, from.1), i64::from(tail) + 1),
            (corner(to.0, to.1), i64::from(head) + 1),
        ]);
        input.segments.push(SegmentInput {
            tail,
            head,
            line,
            osm_way: 1,
            class: RoadClass::Residential,
            name: 0,
            reference: 0,
            forward: drive.clone(),
            backward: drive,
            traits: SegmentTraits::default(),
        });
    };
    for (y, x) in (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (y, x))) {
        if x + 1 < SIDE {
            street((x, y), (x + 1, y));
        }
        if y + 1 < SIDE {
            street((x, y), (x, y + 1));
        }
    }
    input
}

fn live_town() -> LiveRouter {
    live(streets())
}

fn live(input: RoadInput) -> LiveRouter {
    let road = Arc::new(RoadNetwork::build(input).unwrap().0);
    let conditions =
        Conditions::new(road.conditions(), "Europe/Malta", None, corner(0, 0)).unwrap();
    LiveRouter::new(Cch::new(road), Arc::new(conditions))
}

/// A wall through the middle of the town, open at its northern end only.
fn wall() -> BTreeMap<ClosureId, Closure> {
    let at = |x: f64, y: f64| LngLat::new(14.0 + x * 0.001, 35.0 + y * 0.001).unwrap();
    let closure = Closure {
        shape: Shape::Polygon {
            ring: vec![at(5.4, -1.0), at(5.6, -1.0), at(5.6, 9.5), at(5.4, 9.5)],
        },
        heading: None,
        effect: Effect::Closed {
            scope: Scope::Everyone,
        },
        from: Timestamp(0),
        until: None,
    };
    BTreeMap::from([(C1, closure)])
}

fn noon() -> HourOfWeek {
    HourOfWeek::new(12).unwrap()
}

/// Times of several trips over the middle, all asked of one routing.
fn trips(routing: &Routing) -> Vec<Option<Millis>> {
    let last = u32::try_from(routing.road().segment_count()).unwrap() - 1;
    let on = |segment| Snap::on(routing.road(), SegmentId(segment), 0.5).unwrap();
    let (from, to) = (on(0), [on(last), on(last / 2), on(18)]);
    let mut times = Vec::new();
    routing.with_scratch(|router, scratch| {
        for to in &to {
            times.push(router.travel_time(scratch, &from, to));
            times.push(router.travel_time(scratch, to, &from));
        }
        let mut many = Vec::new();
        router.one_to_many(scratch, &from, &to, &mut many);
        times.extend(many);
    });
    times
}

#[test]
fn another_moment_is_like_the_present_when_it_comes() {
    let (live, later) = (live_town(), live_town());
    live.update(BTreeMap::new(), Timestamp(1), noon());
    let now = trips(&live.current());
    let then = live.at(wall(), Timestamp(2), noon());
    later.update(wall(), Timestamp(2), noon());
    assert_eq!(trips(&then), trips(&later.current()));
    assert_ne!(trips(&then), now);
    assert_eq!(trips(&live.current()), now, "the present is left as it is");
    assert!(Arc::ptr_eq(&then, &live.at(wall(), Timestamp(3), noon())));
    assert!(!Arc::ptr_eq(
        &then,
        &live.at(BTreeMap::new(), Timestamp(3), noon())
    ));
}

#[test]
fn routers_without_some_roads_are_kept_with_their_moment() {
    let live = live_town();
    let tolls = AvoidKinds {
        tolls: true,
        ..AvoidKinds::default()
    };
    let routing = live.current();
    let kept = routing.keeping_off(tolls);
    assert!(Arc::ptr_eq(&kept, &routing.keeping_off(tolls)));
    live.update(wall(), Timestamp(1), noon());
    let next = live.current().keeping_off(tolls);
    assert!(!Arc::ptr_eq(&kept, &next));
    assert_ne!(trips(&routing), trips(&live.current()));
}

#[test]
fn questions_see_the_old_or_the_new_network_whole() {
    let live = live_town();
    let now = Timestamp(1000);
    let open = trips(&live.current());
    live.update(wall(), now, noon());
    let closed = trips(&live.current());
    assert!(open.iter().zip(&closed).all(|(a, b)| a <= b) && open != closed);
    let (stop, seen_open, seen_closed) = (
        AtomicBool::new(false),
        AtomicUsize::new(0),
        AtomicUsize::new(0),
    );
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let found = trips(&live.current());
                    let seen = if found == open {
                        &seen_open
                    } else {
                        assert_eq!(found, closed, "neither the old network nor the new one");
                        &seen_closed
                    };
                    seen.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // Until every thread had its chance to see both, however slow the machine is.
        let mut turns = 0;
        while turns < 40
            || seen_open.load(Ordering::Relaxed) < 10
            || seen_closed.load(Ordering::Relaxed) < 10
        {
            let closures = if turns % 2 == 0 {
                BTreeMap::new()
            } else {
                wall()
            };
            live.update(closures, now, noon());
            turns += 1;
        }
        stop.store(true, Ordering::Relaxed);
    });
    live.update(BTreeMap::new(), now, noon());
    let back = live.current();
    assert_eq!(trips(&back), open);
    assert_eq!(back.road().weights(), live.base().weights());
}

#[test]
fn a_question_keeps_the_network_it_began_with() {
    let live = live_town();
    let before = live.current();
    let open = trips(&before);
    live.update(wall(), Timestamp(1000), noon());
    assert_eq!(trips(&before), open);
    assert_ne!(trips(&live.current()), open);
}

#[test]
fn nothing_is_made_anew_when_nothing_changed() {
    let live = live_town();
    let swaps = live.follow();
    let count = || *swaps.borrow();
    live.update(wall(), Timestamp(1000), noon());
    assert_eq!(count(), 1);
    live.update(wall(), Timestamp(2000), noon());
    assert_eq!(count(), 1);
    live.update(BTreeMap::new(), Timestamp(2000), noon());
    assert_eq!(count(), 2);
}

#[test]
fn a_place_that_nobody_gets_to_says_which_closure_it_lies_in() {
    let live = live_town();
    live.update(wall(), Timestamp(1000), noon());
    let routing = live.current();
    let closed = live.place(&wall()[&C1]).unwrap();
    let segment = routing.road().edge(closed.edges()[0]).segment;
    let place = Snap::on(routing.road(), segment, 0.5).unwrap();
    assert_eq!(routing.closures_at(&place), [C1]);
    let outside = Snap::on(routing.road(), SegmentId(0), 0.5).unwrap();
    assert_eq!(routing.closures_at(&outside), []);
}

#[test]
fn speeds_change_with_the_hour() {
    let live = live_town();
    let usual = trips(&live.current());
    // All streets between the first crossings are slow from seven to nine on Monday.
    let text: String = (1..SIDE)
        .map(|n| format!("{},{},9,,7-8\n", n, n + 1))
        .collect();
    let rows = read_speed_file("t", text.as_bytes()).unwrap();
    let (table, report) = SpeedTable::new(live.base(), &rows);
    assert_eq!(report.unknown_pairs, 0);
    live.set_speeds(table);
    let at = |hour| {
        live.update(
            BTreeMap::new(),
            Timestamp(1000),
            HourOfWeek::new(hour).unwrap(),
        );
        trips(&live.current())
    };
    assert_eq!(at(6), usual);
    assert_ne!(at(7), usual);
    assert_eq!(at(9), usual);
}

/// Monday, 1 June 2026, 00:00 in Malta.
const MONDAY: i64 = 1_780_272_000_000 - 2 * HOUR;
const HOUR: i64 = 3_600_000;

#[test]
fn streets_that_signs_close_at_certain_hours_are_closed_then() {
    let mut input = streets();
    input.conditions.push("Mo-Fr 07:00-09:00".to_owned());
    for segment in &mut input.segments {
        let (from, to) = (segment.tail % SIDE, segment.head % SIDE);
        // All streets over the middle, but for the northernmost.
        if (from, to) == (5, 6) && segment.tail / SIDE + 1 < SIDE {
            for direction in [&mut segment.forward, &mut segment.backward] {
                let extras = direction.as_mut().unwrap().extras_mut();
                extras.changes.push(DirectionChange {
                    condition: 0,
                    to: Change::Access(DirectionAccess::Closed),
                });
            }
        }
    }
    let live = live(input);
    let usual = trips(&live.current());
    let swaps = live.follow();
    let at = |hour: i64| {
        live.update(BTreeMap::new(), Timestamp(MONDAY + hour * HOUR), noon());
        trips(&live.current())
    };
    assert_eq!(at(6), usual);
    // A borrow that lasts keeps a swap waiting.
    let count = *swaps.borrow();
    let closed = at(8);
    assert!(
        closed
            .iter()
            .zip(&usual)
            .all(|(closed, usual)| closed >= usual)
            && closed != usual
    );
    assert_eq!(*swaps.borrow(), count + 1);
    assert_eq!(at(10), usual);
    // On Saturday it is open, and the next time to look again is told.
    assert_eq!(at(5 * 24 + 8), usual);
    let next = |hour: i64| live.next_condition(Timestamp(MONDAY + hour * HOUR));
    assert_eq!(next(6), Some(Timestamp(MONDAY + 7 * HOUR)));
    assert_eq!(next(8), Some(Timestamp(MONDAY + 9 * HOUR)));
    // A closure on top of the rule, and the end of both.
    live.update(wall(), Timestamp(MONDAY + 8 * HOUR), noon());
    assert!(
        trips(&live.current())
            .iter()
            .zip(&closed)
            .all(|(both, one)| both >= one)
    );
    assert_eq!(at(10), usual);
}

#[test]
fn what_teams_drove_counts_from_the_next_hour_on_and_outlives_the_server() {
    let live = live_town();
    live.update(BTreeMap::new(), Timestamp(1000), noon());
    let edge = live.base().segment(SegmentId(0)).forward().unwrap();
    let time = |live: &LiveRouter| live.current().road().edge(edge).duration;
    let usual = time(&live);
    assert!(live.newly_learned().is_none());
    for _ in 0..20 {
        live.learn(edge, Millis(usual.0 * 3));
    }
    live.update(BTreeMap::new(), Timestamp(2000), noon());
    assert_eq!(time(&live), usual, "not in the middle of an hour");
    let next = HourOfWeek::new(13).unwrap();
    live.update(BTreeMap::new(), Timestamp(3000), next);
    let learned = time(&live);
    assert!(
        learned > usual && learned < Millis(usual.0 * 3),
        "{learned:?}"
    );

    let rows = live.newly_learned().unwrap();
    assert!(live.newly_learned().is_none(), "once");
    let after = live_town();
    assert_eq!(after.set_learned(&rows), 0);
    after.update(BTreeMap::new(), Timestamp(4000), noon());
    assert_eq!(time(&after), learned);
}
