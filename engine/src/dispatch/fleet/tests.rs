//! The fleet against plain rules.

use super::*;
use crate::road::testing::Drawing;
use crate::routing::SegmentId;
use crate::units::{LngLat, Metres, MetresPerSecond};

const TEAM: TeamId = TeamId(1);
const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn fix_at(lng: f64, lat: f64, seconds: i64) -> Fix {
    Fix {
        position: LngLat::new(lng, lat).unwrap(),
        at: Timestamp(NOW.0 + seconds * 1000),
        speed: None,
        bearing: None,
        accuracy: None,
    }
}

fn take(track: &mut Track, fix: Fix) -> Result<FixOutcome, FixRefusal> {
    track.take(fix, None, fix.at.max(NOW))
}

fn where_is(track: &Track) -> LngLat {
    track.live().unwrap().fix.position
}

#[test]
fn a_late_or_repeated_fix_leaves_the_live_position() {
    let mut track = Track::default();
    let first = fix_at(14.5, 35.9, 10);
    assert_eq!(take(&mut track, first), Ok(FixOutcome::Live));
    assert_eq!(take(&mut track, first), Ok(FixOutcome::Duplicate));
    assert_eq!(
        take(&mut track, fix_at(14.5005, 35.9, 9)),
        Ok(FixOutcome::Late)
    );
    assert_eq!(where_is(&track), first.position);
    assert_eq!(
        take(&mut track, fix_at(14.501, 35.9, 20)),
        Ok(FixOutcome::Live)
    );
}

#[test]
fn a_jump_is_held_back_until_the_next_fix_confirms_it() {
    let mut track = Track::default();
    let home = fix_at(14.5, 35.9, 0);
    take(&mut track, home).unwrap();
    // 0.1 degrees of longitude are 9 km here: far more than 700 m in ten seconds.
    assert_eq!(
        take(&mut track, fix_at(14.6, 35.9, 10)),
        Ok(FixOutcome::HeldBack)
    );
    assert_eq!(where_is(&track), home.position);
    let confirming = fix_at(14.601, 35.9, 20);
    assert_eq!(take(&mut track, confirming), Ok(FixOutcome::Live));
    assert_eq!(where_is(&track), confirming.position);
}

#[test]
fn a_jump_that_the_next_fix_contradicts_is_forgotten() {
    let mut track = Track::default();
    take(&mut track, fix_at(14.5, 35.9, 0)).unwrap();
    take(&mut track, fix_at(14.6, 35.9, 10)).unwrap();
    let back = fix_at(14.5001, 35.9, 20);
    assert_eq!(take(&mut track, back), Ok(FixOutcome::Live));
    // The same wrong place again is a new jump, not the confirmation of the old one.
    assert_eq!(
        take(&mut track, fix_at(14.6, 35.9, 30)),
        Ok(FixOutcome::HeldBack)
    );
    // Nor does another wrong place confirm it.
    assert_eq!(
        take(&mut track, fix_at(14.9, 35.9, 40)),
        Ok(FixOutcome::HeldBack)
    );
    assert_eq!(where_is(&track), back.position);
}

#[test]
fn a_jump_within_the_stated_accuracy_is_no_jump() {
    let mut track = Track::default();
    take(&mut track, fix_at(14.5, 35.9, 0)).unwrap();
    // 135 m in one second, of which 80 m may be error.
    let mut next = fix_at(14.5015, 35.9, 1);
    assert_eq!(take(&mut track.clone(), next), Ok(FixOutcome::HeldBack));
    next.accuracy = Some(Metres(80.0));
    assert_eq!(take(&mut track, next), Ok(FixOutcome::Live));
}

/// A street of 100 m, a team 30 m along it at 10 m/s in the direction given, and where it is `seconds` later:
/// the share of the street, and for how long it drove.
fn later(forward: bool, backward: bool, speed: f64, seconds: i64) -> (f64, u64) {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (1.0, 0.0)]);
    drawing.street(0, 1);
    let road = drawing.build();
    let snap = Snap::on(&road, SegmentId(0), 0.3).unwrap();
    let snap = Snap {
        forward: snap.forward.filter(|_| forward),
        backward: snap.backward.filter(|_| backward),
        ..snap
    };
    let fix = Fix {
        position: snap.position,
        speed: Some(MetresPerSecond(speed)),
        ..fix_at(0.0, 0.0, 0)
    };
    let position = LivePosition {
        fix,
        received_at: NOW,
        snap: Some(snap),
    };
    let now = Timestamp(NOW.0 + seconds * 1000);
    let ahead = position.ahead(&road, now).unwrap();
    // Hundredths: a unit of the drawing is not quite 100 m.
    ((ahead.fraction * 100.0).round() / 100.0, ahead.driven.0)
}

#[test]
fn who_is_in_motion_drives_on_to_the_next_crossing_and_no_further() {
    assert_eq!(later(true, false, 10.0, 0), (0.3, 0));
    assert_eq!(later(true, false, 10.0, 4), (0.7, 4000));
    assert_eq!(later(false, true, 10.0, 2), (0.1, 2000));
    let (end, driven) = later(true, false, 10.0, 60);
    assert!(end == 1.0 && (6900..7100).contains(&driven), "{driven}");
    let (end, driven) = later(false, true, 10.0, 60);
    assert!(end == 0.0 && (2900..3100).contains(&driven), "{driven}");
    // It stands, or nobody knows where it goes.
    assert_eq!(later(true, false, 1.0, 60), (0.3, 0));
    assert_eq!(later(true, true, 10.0, 60), (0.3, 0));
}

#[test]
fn what_cannot_be_true_is_refused_with_its_value() {
    let mut track = Track::default();
    let mut refused = |fix: Fix| track.take(fix, None, NOW).unwrap_err().to_string();
    let fix = fix_at(14.5, 35.9, 0);
    assert_eq!(
        refused(fix_at(14.5, 35.9, 121)),
        "the time is 121 s in the future: set the device's clock"
    );
    let speed = |speed| Fix {
        speed: Some(MetresPerSecond(speed)),
        ..fix
    };
    assert_eq!(
        refused(speed(-1.0)),
        "speed -1 m/s is not between 0 and 150"
    );
    assert_eq!(
        refused(speed(f64::NAN)),
        "speed NaN m/s is not between 0 and 150"
    );
    let vague = Fix {
        accuracy: Some(Metres(f64::INFINITY)),
        ..fix
    };
    assert_eq!(refused(vague), "accuracy inf m is not a radius");
    assert_eq!(track.live(), None);
}

#[test]
fn a_position_ages_from_the_report_when_the_device_clock_is_ahead() {
    let fleet = Fleet::default();
    let mut track = Track::default();
    track.take(fix_at(14.5, 35.9, 100), None, NOW).unwrap();
    let live = track.live().unwrap();
    assert_eq!(
        live.age(NOW.plus(Millis::from_secs(30))),
        Millis::from_secs(30)
    );
    assert!(!fleet.is_stale(live, NOW.plus(Millis::from_secs(30))));
    assert!(fleet.is_stale(live, NOW.plus(Millis(30_001))));
}

#[test]
fn a_team_that_signed_off_is_nowhere() {
    let mut track = Track::default();
    take(&mut track, fix_at(14.5, 35.9, 0)).unwrap();
    let mut fleet = Fleet::default();
    fleet.set(TEAM, *track.live().unwrap());
    assert_eq!(fleet.position(TEAM), track.live());
    assert!(fleet.remove(TEAM));
    assert!(!fleet.remove(TEAM));
    assert_eq!(fleet.positions().count(), 0);
}
