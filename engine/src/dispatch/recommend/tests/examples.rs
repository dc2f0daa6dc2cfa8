//! What decides between teams, one example each, and each reason to be out.

use expect_test::{Expect, expect};

use super::*;
use crate::dispatch::{PlaceCommand, ids::AssignmentId};

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

#[test]
fn who_was_there_before_goes_again_unless_a_life_is_in_danger() {
    let nearer = Card {
        drive: Some(30_000),
        ..CLOSE
    };
    let knows = Card {
        knows: true,
        ..CLOSE
    };
    let scene = Scene::new(&[nearer, knows]);
    assert_eq!(order(&scene.recommend(&query(1, 5), None)), [1, 2]);
    let found = scene.recommend(&query(2, 5), None);
    assert_eq!(order(&found), [2, 1]);
    check_reasons(
        &found,
        2,
        &expect![[r#"
        Arrives 30 s after the first.
        Good to have, but missing: transport.
        Has been here before."#]],
    );
    assert_eq!(found.candidates[1].stranger_penalty, Millis::from_mins(1));
    let elsewhere = Query {
        at: LngLat::new(14.51, 35.9).unwrap(),
        ..query(2, 5)
    };
    assert_eq!(order(&scene.recommend(&elsewhere, None)), [1, 2]);
}

#[test]
fn a_team_about_to_end_its_shift_goes_last() {
    let tired = Card {
        drive: Some(30_000),
        ends_soon: true,
        ..CLOSE
    };
    let scene = Scene::new(&[tired, CLOSE]);
    assert_eq!(order(&scene.recommend(&query(3, 5), None)), [2, 1]);
    assert_eq!(order(&scene.recommend(&query(1, 5), None)), [1, 2]);
}

#[test]
fn a_warning_keeps_those_out_who_lack_what_it_asks_for() {
    let mut scene = Scene::new(&[
        CLOSE,
        Card {
            peer: false,
            ..CLOSE
        },
    ]);
    let flag = |position| {
        Command::Place(PlaceCommand::AddFlag {
            position,
            radius: Metres(30.0),
            text: "never alone".to_owned(),
            requires: [capability("peer")].into(),
            until: NOW.plus(Millis::from_mins(60)),
        })
    };
    scene.say(&flag(LngLat::new(14.6, 35.9).unwrap()));
    assert_eq!(order(&scene.recommend(&query(1, 5), None)), [1, 2]);
    scene.say(&flag(LngLat::new(14.5, 35.9).unwrap()));
    let found = scene.recommend(&query(1, 5), None);
    assert_eq!(order(&found), [1]);
    let why = found.excluded[0].reason.to_string();
    assert_eq!(why, "Warning F2 about the place asks for: peer.");
}

#[test]
fn a_team_stays_in_its_area() {
    let mut scene = Scene::new(&[CLOSE, CLOSE]);
    let corner = |lng, lat| LngLat::new(lng, lat).unwrap();
    for (team, from) in [(1, 14.4), (2, 14.52)] {
        scene.say(&Command::UpdateTeam {
            team: TeamId(team),
            callsign: None,
            capabilities: None,
            post: None,
            area: Some(vec![
                corner(from, 35.8),
                corner(from + 0.3, 35.8),
                corner(from, 36.1),
            ]),
        });
    }
    let found = scene.recommend(&query(1, 5), None);
    assert_eq!(order(&found), [1]);
    assert_eq!(found.excluded[0].reason, Exclusion::OutsideArea);
}

#[test]
fn busy_teams_that_could_come_are_named_with_how() {
    let mut scene = Scene::new(&[CLOSE, CLOSE, CLOSE, CLOSE]);
    scene.say(&Command::UpdateRequest {
        request: RequestId(1),
        position: None,
        address: None,
        kind_of_help: None,
        priority: Some(Priority::LAST),
        needs: None,
        note: None,
    });
    for (team, to) in [
        (1, TeamStatus::Clearing),
        (2, TeamStatus::EnRoute),
        (3, TeamStatus::Transporting),
    ] {
        scene.assign(TeamId(team));
        let assignment = AssignmentId(team);
        scene.say(&Command::Advance { assignment, to });
    }
    let told = |priority| {
        let found = scene.recommend(&query(priority, 5), None);
        let line = |busy: &BusyCandidate| (busy.team.0, busy.how, busy.eta);
        found.busy.iter().map(line).collect::<Vec<_>>()
    };
    let free = BusyHow::WhenFree {
        free_in: Millis::from_mins(5),
    };
    let instead = BusyHow::InsteadOf {
        request: RequestId(1),
    };
    let minute = Millis::from_mins(1);
    let free = (1, free, Millis::from_mins(5) + minute);
    assert_eq!(told(1), [(2, instead, minute), free]);
    assert_eq!(
        told(4),
        [free],
        "nobody is left for somebody no more urgent"
    );
}

#[test]
fn several_requests_get_the_assignment_that_is_best_for_all() {
    // The first request alone would take the team that the second one needs.
    let mut scene = Scene::new(&[CLOSE, CLOSE]);
    scene.router = Table(vec![Some(Millis(60_000)), Some(Millis(600_000))]);
    let waiting = |priority, needs_peer: bool, due_in: u64| Waiting {
        query: Query {
            needs: needs_peer.then(|| capability("peer")).into_iter().collect(),
            ..query(priority, 1)
        },
        due: NOW.plus(Millis(due_in)),
    };
    let joint_of = |scene: &Scene, waiting: &[Waiting]| {
        let situation = Situation {
            board: &scene.board,
            fleet: &scene.fleet,
            road: None,
            router: &scene.router,
            cover: None,
            policy: &scene.policy,
        };
        let found = joint(&situation, &mut (), waiting, NOW);
        found
            .teams
            .iter()
            .map(|team| team.map(|(id, _)| id.0))
            .collect::<Vec<_>>()
    };
    // Either may go to either; the tighter goal gets the nearer team, whatever the order.
    let (tight, loose) = (waiting(3, false, 60_000), waiting(3, false, 900_000));
    assert_eq!(
        joint_of(&scene, &[loose.clone(), tight.clone()]),
        [Some(2), Some(1)]
    );
    assert_eq!(
        joint_of(&scene, &[tight.clone(), loose.clone()]),
        [Some(1), Some(2)]
    );
    // With more requests than teams the least urgent waits.
    let urgent = waiting(1, false, 60_000);
    let all = [loose, tight, urgent];
    let found = joint_of(&scene, &all);
    assert_eq!(found[2], Some(1));
    assert_eq!(found.iter().flatten().count(), 2);
}
