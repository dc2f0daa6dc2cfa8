//! What decides between teams, one example each, and each reason to be out.

use expect_test::{Expect, expect};

use super::*;
use crate::dispatch::ids::AssignmentId;

fn order(recommendation: &Recommendation) -> Vec<u32> {
    recommendation.candidates.iter().map(|c| c.team.0).collect()
}

#[test]
fn the_age_of_a_position_counts_as_time() {
    let old = Card {
        drive: Some(30_000),
        age: 45_000,
        ..CLOSE
    };
    let found = Scene::new(&[old, CLOSE]).recommend(&query(1, 5), None);
    assert_eq!(order(&found), [2, 1]);
    let old = &found.candidates[1];
    assert_eq!(
        (old.eta, old.drive, old.staleness, old.stale),
        (Millis(75_000), Millis(30_000), Millis(45_000), true)
    );
}

#[test]
fn a_tie_goes_to_the_team_with_less_work_and_then_to_the_lower_id() {
    let busier = Card {
        assigned_before: 2,
        ..CLOSE
    };
    let found = Scene::new(&[busier, CLOSE, CLOSE]).recommend(&query(1, 5), None);
    assert_eq!(order(&found), [2, 3, 1]);
}

#[test]
fn cover_outweighs_a_little_time_but_never_for_a_life_in_danger() {
    let later = Card {
        drive: Some(90_000),
        ..CLOSE
    };
    let scene = Scene::new(&[CLOSE, later]);
    // Team 1 alone covers everything, team 2 nothing.
    let index = cover_index(&[0xff, 0]);
    let of_priority = |priority| scene.recommend(&query(priority, 5), Some(&index));
    assert_eq!(order(&of_priority(1)), [1, 2]);
    assert_eq!(order(&of_priority(2)), [2, 1]);
    let first = &of_priority(2).candidates[1];
    assert_eq!(first.cover_penalty, Millis::from_mins(1));
    let cover = first.cover.unwrap();
    assert_eq!(
        (cover.now, cover.without, cover.lost),
        (Share(1.0), Share(0.0), Share(1.0))
    );
}

#[test]
fn a_team_that_cannot_help_here_still_keeps_the_cover_up() {
    let no_peer = Card {
        peer: false,
        ..CLOSE
    };
    let scene = Scene::new(&[CLOSE, no_peer]);
    let index = cover_index(&[0xff, 0xff]);
    let query = Query {
        needs: [capability("peer")].into(),
        ..query(2, 5)
    };
    let found = scene.recommend(&query, Some(&index));
    assert_eq!(order(&found), [1]);
    assert_eq!(found.candidates[0].cover.unwrap().lost, Share(0.0));
}

#[test]
fn every_team_that_is_out_has_its_reason() {
    let mut scene = Scene::new(&[
        Card {
            on_shift: false,
            ..CLOSE
        },
        Card {
            peer: false,
            ..CLOSE
        },
        Card {
            drive: None,
            ..CLOSE
        },
        Card {
            age: 13 * 3_600_000,
            ..CLOSE
        },
        CLOSE,
        CLOSE,
        CLOSE,
        CLOSE,
        CLOSE,
    ]);
    let set = |team, status| Command::SetTeamStatus {
        team: TeamId(team),
        status,
    };
    scene.say(&set(5, TeamStatus::OutOfService));
    scene.say(&set(6, TeamStatus::Emergency));
    scene.assign(TeamId(7));
    scene.say(&Command::Advance {
        assignment: AssignmentId(1),
        to: TeamStatus::OnScene,
    });
    scene.fleet.remove(TeamId(8));
    scene.fleet.remove(TeamId(9));
    scene.locate(TeamId(9), None, 0);
    let query = Query {
        needs: [capability("peer")].into(),
        ..query(1, 5)
    };
    let found = scene.recommend(&query, None);
    let lines: Vec<String> = found
        .excluded
        .iter()
        .map(|excluded| format!("{}: {}\n", excluded.team, excluded.reason))
        .collect();
    expect![[r#"
        T1: Off duty.
        T2: Cannot provide: peer.
        T3: No road leads from its position to the place.
        T4: Last position is 780 min old.
        T5: Out of service.
        T6: The team itself is in an emergency.
        T7: Busy: on scene.
        T8: No position received in this shift.
        T9: Last position is too far from any road.
    "#]]
    .assert_eq(&lines.concat());
    assert_eq!(order(&found), [0u32; 0]);
}

#[track_caller]
fn check_reasons(found: &Recommendation, team: u32, sentences: &Expect) {
    let candidate = found.candidates.iter().find(|c| c.team == TeamId(team));
    sentences.assert_eq(&candidate.unwrap().reasons.join("\n"));
}

#[test]
fn the_reasons_read_like_sentences() {
    let later = Card {
        drive: Some(185_000),
        age: 40_000,
        peer: false,
        ..CLOSE
    };
    let mut scene = Scene::new(&[CLOSE, later]);
    scene.say(&Command::SetTeamStatus {
        team: TeamId(1),
        status: TeamStatus::Returning,
    });
    let index = cover_index(&[0x0f, 0xf0]);
    let found = scene.recommend(&query(3, 5), Some(&index));
    check_reasons(
        &found,
        1,
        &expect![[r#"
        Arrives first, in 1 min.
        Cover falls from 100 % to 72 % of demand without it; counted as 180 s.
        Good to have, but missing: transport.
        On its way back to its post."#]],
    );
    check_reasons(
        &found,
        2,
        &expect![[r#"
        Arrives 2 min 45 s after the first.
        Cover falls from 100 % to 28 % of demand without it; counted as 180 s.
        Its position is 40 s old; that is added to its time.
        Good to have, but missing: peer, transport."#]],
    );
}
