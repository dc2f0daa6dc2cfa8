//! Triage, waiting and coming back, told as stories.

use super::*;
use crate::dispatch::{
    configuration::{EXAMPLES, ServiceFile},
    model::{Disposition, FollowUp, OtherService, RequestState, TriageForm},
    rejection::RejectionKind,
};

const R2: RequestId = RequestId(2);

fn state(desk: &Desk, request: RequestId) -> RequestState {
    desk.board.request(request).unwrap().state
}

fn in_seconds(desk: &Desk, seconds: i64) -> Timestamp {
    Timestamp((desk.seconds + seconds) * 1000)
}

fn form() -> TriageForm {
    serde_json::from_str(
        r#"{"kind":"wellness_check","questions":[
            {"id":"harm","text":"Is anybody in danger?","answers":[
                {"id":"now","text":"Now","weight":100},{"id":"later","text":"Perhaps","weight":40},
                {"id":"no","text":"No","weight":0}]},
            {"id":"alone","text":"Is the person alone?","answers":[
                {"id":"yes","text":"Yes","weight":15},{"id":"no","text":"No","weight":0}]}],
            "thresholds":[{"score":100,"priority":1},{"score":50,"priority":2},{"score":15,"priority":3}]}"#,
    )
    .unwrap()
}

fn answers(harm: &str, alone: &str) -> std::collections::BTreeMap<String, String> {
    [("harm", harm), ("alone", alone)]
        .map(|(question, answer)| (question.to_owned(), answer.to_owned()))
        .into()
}

#[test]
fn answers_suggest_a_priority_that_the_dispatcher_can_change() {
    let mut desk = Desk::with_a_shift();
    desk.must(&Command::SetTriageForm { form: form() });
    for (harm, alone, suggested) in [
        ("now", "no", 1),
        ("later", "yes", 2),
        ("later", "no", 3),
        ("no", "yes", 3),
        ("no", "no", 4),
    ] {
        desk.must(&Command::Triage {
            request: R1,
            answers: answers(harm, alone),
            priority: None,
        });
        let request = desk.board.request(R1).unwrap();
        assert_eq!(request.details.priority.number(), suggested);
    }
    desk.must(&Command::Triage {
        request: R1,
        answers: answers("no", "no"),
        priority: Some(Priority::FIRST),
    });
    let request = desk.board.request(R1).unwrap();
    assert_eq!(request.details.priority, Priority::FIRST);
    assert_eq!(request.triage.as_ref().unwrap().suggested, Priority::LAST);
}

#[test]
fn an_answer_that_is_not_in_the_form_is_refused() {
    let desk = Desk::with_a_shift();
    let triage = Command::Triage {
        request: R1,
        answers: answers("Jane Doe", "no"),
        priority: None,
    };
    let said = desk.refuses(&triage);
    assert!(said.contains("none of the triage form") && !said.contains("Jane"));
}

#[test]
fn the_forms_of_the_examples_can_be_set_and_reach_every_priority() {
    for (name, text) in EXAMPLES {
        let mut desk = Desk::default();
        let configuration = Box::new(ServiceFile::read(text).unwrap().configuration);
        desk.must(&Command::Configure {
            configuration,
            destinations: None,
        });
        let forms: Vec<TriageForm> = desk.board.forms().cloned().collect();
        for mut form in forms {
            let kind = form.kind;
            assert!(form.questions.len() >= 2, "{name}: {kind}");
            let heaviest: u32 = form.questions.iter().map(heaviest_answer).sum();
            let highest = form
                .thresholds
                .iter()
                .filter(|t| t.score <= heaviest)
                .count();
            assert!(highest >= 1, "{name}: {kind}: no answer makes it urgent");
            assert_eq!(form.version, 1);
            form.questions.reverse();
            desk.must(&Command::SetTriageForm { form });
            assert_eq!(desk.board.form(kind).unwrap().version, 2);
        }
    }
}

fn heaviest_answer(question: &crate::dispatch::model::Question) -> u32 {
    let weights = question.answers.iter().map(|answer| answer.weight);
    weights.max().unwrap_or(0)
}

#[test]
fn a_form_that_cannot_be_is_refused() {
    let desk = Desk::with_a_shift();
    let spoilt: [fn(&mut TriageForm); 6] = [
        |form| form.questions.clear(),
        |form| form.questions[1].id = "harm".to_owned(),
        |form| form.questions[0].answers.truncate(1),
        |form| form.questions[0].answers[1].id = "now".to_owned(),
        |form| form.questions[0].text = " ".to_owned(),
        |form| form.thresholds[0].score = 50,
    ];
    for spoil in spoilt {
        let mut form = form();
        spoil(&mut form);
        let command = Command::SetTriageForm { form };
        let refused = desk.board.decide(&command, Timestamp(0)).unwrap_err();
        assert_eq!(refused.kind(), RejectionKind::InvalidField, "{refused}");
    }
}

#[test]
fn a_request_that_came_by_itself_is_answered_then_triaged() {
    let mut desk = Desk::with_a_shift();
    desk.must(&Command::SetTriageForm { form: form() });
    desk.must(&Command::CreateRequest {
        details: details(),
        intake: Intake {
            untriaged: true,
            ..Intake::default()
        },
    });
    assert_eq!(state(&desk, R2), RequestState::Received);
    assert!(
        desk.say(&assign(R2, T1)).is_err(),
        "nobody knows what it is"
    );
    desk.must(&Command::BeginTriage { request: R2 });
    desk.must(&Command::Triage {
        request: R2,
        answers: answers("now", "yes"),
        priority: None,
    });
    let times = desk.board.request(R2).unwrap().times;
    let stamps = [times.received, times.answered, times.triaged];
    assert!(stamps.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(state(&desk, R2), RequestState::Pending);
}

#[test]
fn a_held_request_comes_back_by_itself_and_only_once() {
    let mut desk = Desk::with_a_shift();
    let until = in_seconds(&desk, 601);
    desk.must(&Command::HoldRequest {
        request: R1,
        reason: "the daughter calls back".to_owned(),
        until: Some(until),
    });
    assert_eq!(desk.board.next_timer(), Some(until));
    assert_eq!(desk.wait(500), 0);
    assert_eq!(state(&desk, R1), RequestState::Held);
    assert_eq!(desk.wait(200), 1);
    assert_eq!(state(&desk, R1), RequestState::Pending);
    assert_eq!(desk.board.next_timer(), None);
    assert_eq!(desk.wait(10_000), 0);
}

#[test]
fn a_timer_of_the_past_is_refused_whoever_gives_it() {
    let mut desk = Desk::with_a_shift();
    let until = in_seconds(&desk, 600);
    desk.must(&Command::ScheduleRequest {
        request: R1,
        at: until,
    });
    let timer = crate::dispatch::Timer::Return(R1);
    let elapse = Command::Elapse { timer };
    assert_eq!(desk.refuses(&elapse), "nothing is due for request R1");
    desk.must(&Command::ResumeRequest { request: R1 });
    desk.seconds += 1000;
    assert_eq!(desk.refuses(&elapse), "nothing is due for request R1");
}

#[test]
fn timers_survive_a_restart_and_a_clock_that_was_set_back() {
    let mut desk = Desk::with_a_shift();
    let until = in_seconds(&desk, 600);
    desk.must(&Command::ScheduleRequest {
        request: R1,
        at: until,
    });
    let kept = serde_json::to_string(&desk.board).unwrap();
    let mut later = Desk {
        board: serde_json::from_str(&kept).unwrap(),
        seconds: 0,
    };
    assert_eq!(later.board, desk.board);
    assert_eq!(later.wait(30), 0, "the clock was set back");
    assert_eq!(later.wait(desk.seconds + 600), 1);
    assert_eq!(state(&later, R1), RequestState::Pending);
}

#[test]
fn times_that_must_come_are_not_taken_from_the_past() {
    let mut desk = Desk::with_a_shift();
    let past = Timestamp(1000);
    for (command, field) in [
        (
            Command::HoldRequest {
                request: R1,
                reason: "r".to_owned(),
                until: Some(past),
            },
            "until",
        ),
        (
            Command::ScheduleRequest {
                request: R1,
                at: past,
            },
            "at",
        ),
        (
            Command::CreateRequest {
                details: details(),
                intake: Intake {
                    scheduled_for: Some(past),
                    ..Intake::default()
                },
            },
            "scheduled_for",
        ),
    ] {
        desk.seconds += 1;
        let now = Timestamp(desk.seconds * 1000);
        let refused = desk.board.decide(&command, now).unwrap_err();
        assert_eq!(refused.field(), Some(field), "{refused}");
    }
}

#[test]
fn what_was_told_twice_is_found_and_merged() {
    let mut desk = Desk::with_a_shift();
    let near = RequestDetails {
        // About 90 m to the east.
        position: LngLat::new(14.501, 35.9).unwrap(),
        priority: Priority::LAST,
        ..details()
    };
    let now = Timestamp(desk.seconds * 1000);
    let found = desk.board.possible_duplicates(near.position, now, None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].request, R1);
    assert!((80.0..100.0).contains(&found[0].distance.0));
    let far = LngLat::new(14.51, 35.9).unwrap();
    assert_eq!(desk.board.possible_duplicates(far, now, None), []);
    let next_day = Timestamp(now.0 + 24 * 3_600_000);
    let found = desk
        .board
        .possible_duplicates(near.position, next_day, None);
    assert_eq!(found, [], "that was another matter");

    desk.must(&update_priority(R1, Priority::LAST));
    desk.must(&Command::CreateRequest {
        details: RequestDetails {
            priority: Priority::FIRST,
            ..near
        },
        intake: Intake::default(),
    });
    desk.must(&Command::MergeRequest {
        request: R2,
        into: R1,
    });
    let (stays, merged) = (
        desk.board.request(R1).unwrap(),
        desk.board.request(R2).unwrap(),
    );
    assert_eq!(merged.disposition, Some(Disposition::Duplicate));
    assert_eq!(merged.merged_into, Some(R1));
    assert_eq!(stays.duplicates, [R2]);
    assert_eq!(
        stays.details.priority,
        Priority::FIRST,
        "the more urgent one counts"
    );
}

fn update_priority(request: RequestId, priority: Priority) -> Command {
    Command::UpdateRequest {
        request,
        position: None,
        address: None,
        kind_of_help: None,
        priority: Some(priority),
        needs: None,
        note: None,
    }
}

#[test]
fn a_merge_needs_two_open_requests_and_nobody_on_the_one_that_goes() {
    let mut desk = Desk::with_a_shift();
    let merge = |request, into| Command::MergeRequest { request, into };
    assert!(desk.refuses(&merge(R1, R1)).contains("into itself"));
    assert_eq!(desk.refuses(&merge(R1, R2)), "there is no request R2");
    desk.must(&Command::CreateRequest {
        details: details(),
        intake: Intake::default(),
    });
    desk.must(&assign(R1, T1));
    assert!(
        desk.refuses(&merge(R1, R2))
            .contains("is still on request R1")
    );
    desk.must(&merge(R2, R1));
    desk.must(&cancel(A1));
    assert!(desk.refuses(&merge(R1, R2)).contains("R2 is closed"));
}

#[test]
fn a_follow_up_falls_due_and_is_worked_on_like_any_request() {
    let mut desk = Desk::with_a_shift();
    let at = in_seconds(&desk, 3600);
    desk.must(&Command::CloseRequest {
        request: R1,
        disposition: Disposition::LinkedToService,
        note: Some("has an appointment".to_owned()),
        follow_up: Some(FollowUp { at, note: None }),
    });
    assert_eq!(state(&desk, R1), RequestState::Closed);
    assert_eq!(desk.wait(3600), 1);
    assert_eq!(state(&desk, R1), RequestState::FollowUpDue);
    let earlier = &desk.board.request(R1).unwrap().earlier;
    assert_eq!(earlier[0].disposition, Disposition::LinkedToService);
    desk.must(&assign(R1, T1));
    assert_eq!(state(&desk, R1), RequestState::Assigned);
    desk.must(&cancel(A1));
    desk.must(&close(R1));
    let request = desk.board.request(R1).unwrap();
    assert_eq!(request.disposition, Some(Disposition::ResolvedOnScene));
    assert_eq!(request.earlier.len(), 1);
    assert_eq!(desk.wait(100_000), 0, "it does not fall due again");
}

#[test]
fn a_hand_over_is_warm() {
    let mut desk = Desk::with_a_shift();
    let end = |disposition| Command::CloseRequest {
        request: R1,
        disposition,
        note: None,
        follow_up: None,
    };
    let acknowledge = Command::AcknowledgeHandOver {
        request: R1,
        by: "incident 4711".to_owned(),
    };
    assert!(
        desk.refuses(&acknowledge)
            .contains("is not being handed over")
    );
    assert!(
        desk.refuses(&end(Disposition::Transferred911))
            .contains("has not been acknowledged by 911")
    );
    desk.must(&Command::HandOver {
        request: R1,
        to: OtherService::Emergency911,
    });
    assert!(desk.say(&end(Disposition::Transferred911)).is_err());
    desk.must(&acknowledge);
    assert!(
        desk.refuses(&end(Disposition::TransferredCounty))
            .contains("by the county"),
        "another service than the one that has it"
    );
    desk.must(&end(Disposition::Transferred911));
}

#[test]
fn notes_are_kept_in_order_even_after_the_end() {
    let mut desk = Desk::with_a_shift();
    let note = |text: &str| Command::AddNote {
        request: R1,
        author: "T1".to_owned(),
        text: text.to_owned(),
    };
    desk.must(&note("first"));
    desk.must(&close(R1));
    desk.must(&note("second"));
    let notes = &desk.board.request(R1).unwrap().notes;
    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["first", "second"]);
    assert!(notes[0].at < notes[1].at);
}
