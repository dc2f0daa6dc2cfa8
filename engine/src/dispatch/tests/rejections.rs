//! What a person reads when the board says no.

use expect_test::{Expect, expect};

use super::*;
use crate::{
    dispatch::{
        model::{Capability, ShownCandidate, TeamStatus},
        rejection::RejectionKind,
    },
    units::Millis,
};

#[track_caller]
fn check(desk: &Desk, command: &Command, sentence: &Expect) {
    sentence.assert_eq(&desk.refuses(command));
}

fn with_details(change: impl FnOnce(&mut RequestDetails)) -> Command {
    let mut details = details();
    change(&mut details);
    Command::CreateRequest {
        details,
        intake: Intake::default(),
    }
}

#[test]
fn a_wrong_state_is_a_sentence_that_says_what_stands_in_the_way() {
    let mut desk = Desk::with_a_shift();
    desk.must(&assign(R1, T1));
    desk.must(&Command::Advance {
        assignment: A1,
        to: TeamStatus::OnScene,
    });
    check(
        &desk,
        &assign(R1, T1),
        &expect!["team T1 is on scene: it cannot be assigned without pre-empting"],
    );
    check(
        &desk,
        &decline(A1),
        &expect!["team T1 is on scene: it cannot decline; ask the dispatcher to cancel"],
    );
    check(
        &desk,
        &hold(R1),
        &expect!["request R1 is being worked on: it cannot be held"],
    );
    check(
        &desk,
        &close(R1),
        &expect!["team T1 is still on request R1: clear or cancel assignment A1 before closing it"],
    );
    check(
        &desk,
        &Command::SignOff { team: T1 },
        &expect!["team T1 is on scene: it cannot sign off"],
    );
    check(
        &desk,
        &Command::SignOn { team: T2 },
        &expect!["team T2 is available: it cannot sign on"],
    );
    let set = |status| Command::SetTeamStatus { team: T2, status };
    check(
        &desk,
        &set(TeamStatus::OnScene),
        &expect![[r#"team T2 is available: it cannot be set to "on scene" by hand"#]],
    );
    check(
        &desk,
        &set(TeamStatus::Available),
        &expect![[r#"team T2 is available: it cannot be set to "available" by hand"#]],
    );
    desk.must(&Command::Clear { assignment: A1 });
    check(
        &desk,
        &Command::Clear { assignment: A1 },
        &expect!["assignment A1 is completed already: nothing more can be done with it"],
    );
    desk.must(&close(R1));
    check(
        &desk,
        &update(R1),
        &expect!["request R1 is closed: it cannot be changed"],
    );
    check(
        &desk,
        &assign(R1, T1),
        &expect!["request R1 is closed: it cannot be given a team"],
    );
}

#[test]
fn an_unknown_id_is_named() {
    let desk = Desk::with_a_shift();
    check(
        &desk,
        &assign(RequestId(9), T1),
        &expect!["there is no request R9"],
    );
    check(
        &desk,
        &assign(R1, TeamId(9)),
        &expect!["there is no team T9"],
    );
    check(
        &desk,
        &cancel(AssignmentId(9)),
        &expect!["there is no assignment A9"],
    );
    // What does not exist is said before what is wrong with the rest.
    let nothing_right = Command::CancelAssignment {
        assignment: A2,
        reason: String::new(),
    };
    check(&desk, &nothing_right, &expect!["there is no assignment A2"]);
}

#[test]
fn limits_name_the_field() {
    let desk = Desk::with_a_shift();
    let cases: [(Command, &str); 14] = [
        (add_team(""), "callsign"),
        (add_team(&"x".repeat(41)), "callsign"),
        (add_team("  hARBOUR "), "callsign"),
        (add_team("Har\nbour"), "callsign"),
        (
            with_details(|d| d.address = Some(" ".to_owned())),
            "address",
        ),
        (
            with_details(|d| d.address = Some("x".repeat(201))),
            "address",
        ),
        (with_details(|d| d.note = Some("x".repeat(4001))), "note"),
        (with_details(|d| d.note = Some("\u{7}".to_owned())), "note"),
        (with_details(|d| d.source = " ".to_owned()), "source"),
        (with_details(|d| d.source = "x".repeat(61)), "source"),
        (with_details(|d| d.needs = many_needs(21)), "needs"),
        (
            Command::HoldRequest {
                request: R1,
                reason: "x".repeat(501),
                until: None,
            },
            "reason",
        ),
        (
            Command::Assign {
                request: R1,
                team: T1,
                override_reason: Some(String::new()),
                shown: Vec::new(),
            },
            "override_reason",
        ),
        (
            Command::Assign {
                request: R1,
                team: T1,
                override_reason: None,
                shown: vec![ShownCandidate {
                    team: TeamId(9),
                    eta: Millis(0),
                }],
            },
            "shown",
        ),
    ];
    for (command, field) in cases {
        let rejection = desk.board.decide(&command, Timestamp(0)).unwrap_err();
        assert_eq!(rejection.kind(), RejectionKind::InvalidField, "{rejection}");
        assert_eq!(rejection.field(), Some(field), "{rejection}");
    }
}

#[test]
fn limits_count_characters_and_allow_the_longest() {
    let mut desk = Desk::with_a_shift();
    desk.must(&add_team(&"ħ".repeat(40)));
    desk.must(&with_details(|d| {
        d.address = Some("ż".repeat(200));
        d.note = Some("one line\nanother\tline".to_owned());
        d.needs = many_needs(20);
    }));
}

#[test]
fn an_update_without_a_change_is_refused() {
    let desk = Desk::with_a_shift();
    let empty = Command::UpdateRequest {
        request: R1,
        position: None,
        address: None,
        kind_of_help: None,
        priority: None,
        needs: None,
        note: None,
    };
    check(
        &desk,
        &empty,
        &expect!["nothing to change on request R1: give at least one field"],
    );
}

#[test]
fn a_version_with_nothing_to_compare_is_refused() {
    let desk = Desk::with_a_shift();
    let command = add_team("Third");
    let refused = desk
        .board
        .decide_at_version(&command, Some(1), Timestamp(0));
    assert_eq!(refused.unwrap_err().field(), Some("expect_version"));
}

#[test]
fn no_rejection_repeats_what_a_person_wrote() {
    let desk = Desk::with_a_shift();
    let secret = "Jane Doe, 12 Secret Street ".repeat(200);
    let unheard_of = Capability::try_from("secret_of_jane".to_owned()).unwrap();
    for command in [
        with_details(|d| d.needs = [unheard_of.clone()].into()),
        with_details(|d| d.source = "Secret Street".to_owned()),
        with_details(|d| d.kind = kind("secret_matter")),
        with_details(|d| d.note = Some(secret.clone())),
        with_details(|d| d.address = Some(secret.clone())),
        with_details(|d| d.source.clone_from(&secret)),
        add_team(&secret),
    ] {
        let said = desk.refuses(&command).to_lowercase();
        assert!(!said.contains("secret"), "{said}");
    }
}

fn many_needs(number: usize) -> BTreeSet<Capability> {
    (0..number)
        .map(|n| Capability::try_from(format!("lang:need{n}")).unwrap())
        .collect()
}
