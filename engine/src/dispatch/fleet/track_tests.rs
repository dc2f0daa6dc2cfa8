//! The order in which fixes come changes neither the track nor the live state.

use proptest::prelude::*;

use super::*;
use crate::units::{LngLat, Metres};

const NOW: Timestamp = Timestamp(1_700_000_000_000);

/// A fix some seconds after the beginning, so many metres along a parallel.
fn fix(seconds: i64, metres: f64) -> Fix {
    Fix {
        position: LngLat::new(14.5 + metres / 90_000.0, 35.9).unwrap(),
        at: Timestamp(NOW.0 + seconds * 1000),
        speed: None,
        bearing: None,
        accuracy: Some(Metres(5.0)),
    }
}

fn live_after(fixes: &[Fix]) -> Fix {
    let mut track = Track::default();
    let now = NOW.plus(Millis::from_mins(60));
    for fix in fixes {
        track.take(*fix, None, now).unwrap();
    }
    track.live().unwrap().fix
}

/// In order, each time once.
fn track_of(fixes: &[Fix]) -> Vec<Fix> {
    let by_time: BTreeMap<Timestamp, Fix> = fixes.iter().map(|fix| (fix.at, *fix)).collect();
    believed(&by_time.into_values().collect::<Vec<_>>())
}

#[test]
fn a_jump_is_part_of_the_track_once_it_is_confirmed() {
    let there = [fix(0, 0.0), fix(10, 9000.0)];
    assert_eq!(believed(&there), there[..1]);
    let confirmed = [there[0], there[1], fix(20, 9100.0)];
    assert_eq!(believed(&confirmed), confirmed);
    let contradicted = [there[0], there[1], fix(20, 100.0)];
    assert_eq!(believed(&contradicted), [there[0], contradicted[2]]);
    assert_eq!(believed(&[]), []);
}

#[test]
fn a_late_fix_confirms_one_held_back() {
    let mut track = Track::default();
    let mut take = |fix: Fix| track.take(fix, None, NOW.plus(Millis::from_mins(2)));
    assert_eq!(take(fix(0, 0.0)), Ok(FixOutcome::Live));
    assert_eq!(take(fix(30, 9000.0)), Ok(FixOutcome::HeldBack));
    // It was on its way there, in a tunnel.
    assert_eq!(take(fix(29, 8990.0)), Ok(FixOutcome::Late));
    assert_eq!(track.live().unwrap().fix, fix(30, 9000.0));
}

#[test]
fn a_late_fix_shows_that_the_first_one_was_a_jump() {
    let mut track = Track::default();
    let mut take = |fix: Fix| track.take(fix, None, NOW.plus(Millis::from_mins(2)));
    assert_eq!(take(fix(20, 9000.0)), Ok(FixOutcome::Live));
    assert_eq!(take(fix(10, 10.0)), Ok(FixOutcome::Live));
    assert_eq!(take(fix(0, 0.0)), Ok(FixOutcome::Late));
    assert_eq!(track.live().unwrap().fix, fix(10, 10.0));
}

#[test]
fn what_is_older_than_all_that_is_kept_is_late_and_changes_nothing() {
    let mut track = Track::default();
    let mut take = |fix: Fix| track.take(fix, None, NOW.plus(Millis::from_mins(2)));
    for second in 10..60 {
        assert_eq!(take(fix(second, 0.0)), Ok(FixOutcome::Live));
    }
    assert_eq!(take(fix(9, 90_000.0)), Ok(FixOutcome::Late));
    assert_eq!(take(fix(51, 0.0)), Ok(FixOutcome::Duplicate));
    assert_eq!(track.live().unwrap().fix, fix(59, 0.0));
}

#[test]
fn another_device_elsewhere_never_takes_over_by_turns() {
    let mut track = Track::default();
    // One in the car, one forgotten 20 km away: each is a jump from the other, for as long as this lasts.
    for second in 0..100 {
        let metres = if second % 2 == 0 { 0.0 } else { 20_000.0 };
        let taken = track.take(fix(second, metres), None, NOW.plus(Millis::from_mins(2)));
        let due = if second % 2 == 0 {
            FixOutcome::Live
        } else {
            FixOutcome::HeldBack
        };
        assert_eq!(taken, Ok(due), "second {second}");
    }
}

/// A drive, with fixes that lie elsewhere.
fn drive() -> impl Strategy<Value = Vec<Fix>> {
    let step = (
        1..20_i64,
        prop_oneof![4 => 0.0..60.0, 1 => 5000.0..20_000.0],
    );
    prop::collection::vec(step, 1..=KEPT).prop_map(|steps| {
        let (mut second, mut metres) = (0, 0.0);
        let mut fixes = Vec::new();
        for (seconds, by) in steps {
            second += seconds;
            // One far away is where nobody went: the drive goes on from where it was.
            let strays = by > 100.0;
            fixes.push(fix(second, if strays { by } else { metres + by }));
            metres += if strays { 0.0 } else { by };
        }
        fixes
    })
}

proptest! {
    #[test]
    fn any_order_and_doubling_leads_to_the_same_track_and_live_state(
        (fixes, came) in drive().prop_flat_map(|fixes| {
            let doubled: Vec<Fix> = fixes.iter().chain(&fixes).copied().collect();
            (Just(fixes), Just(doubled).prop_shuffle())
        }),
    ) {
        let track = track_of(&fixes);
        prop_assert_eq!(&track_of(&came), &track);
        prop_assert_eq!(Some(&live_after(&fixes)), track.last());
        prop_assert_eq!(Some(&live_after(&came)), track.last());
    }

    #[test]
    fn in_order_the_live_state_is_the_end_of_the_track_however_long_it_is(
        drives in prop::collection::vec(drive(), 1..6),
    ) {
        let mut fixes: Vec<Fix> = Vec::new();
        for drive in drives {
            let begins = fixes.last().map_or(NOW, |fix| fix.at);
            fixes.extend(drive.into_iter().map(|fix| Fix {
                at: Timestamp(fix.at.0 - NOW.0 + begins.0),
                ..fix
            }));
        }
        for end in 1..=fixes.len() {
            let track = believed(&fixes[..end]);
            prop_assert_eq!(Some(&live_after(&fixes[..end])), track.last());
        }
    }
}
