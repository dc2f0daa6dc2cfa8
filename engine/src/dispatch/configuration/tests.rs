//! Files read and written, and what cannot be.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::dispatch::{
    Board, Changed, Command,
    model::{Answer, Question, Threshold, WeekMinute},
    rejection::RejectionKind,
};
use crate::units::Timestamp;

fn example(number: usize) -> ServiceFile {
    ServiceFile::read(EXAMPLES[number].1).unwrap()
}

fn configure(file: ServiceFile) -> Command {
    Command::Configure {
        configuration: Box::new(file.configuration),
        destinations: file.destinations,
    }
}

fn say(board: &mut Board, command: &Command) -> Vec<Changed> {
    let events = board.decide(command, Timestamp(1)).unwrap();
    events.iter().map(|event| board.apply(event)).collect()
}

#[test]
fn the_examples_are_written_as_they_are_read() {
    for (name, text) in EXAMPLES {
        let file = ServiceFile::read(text).unwrap();
        let again = ServiceFile::read(&file.write()).unwrap();
        assert_eq!(again, file, "{name}");
    }
}

#[test]
fn a_fault_in_a_file_is_named() {
    let (_, text) = EXAMPLES[1];
    for (from, to, said) in [
        (
            "goals = [30, 60, 120, 1440]",
            "goals = [30, 60, 120]",
            "line 8",
        ),
        (
            "goals = [30, 60, 120, 1440]",
            "goals = [0, 60, 120, 1440]",
            "goals: ",
        ),
        (
            "breadcrumb_days = 14",
            "breadcrumb_days = 14\nlogs = 3",
            "logs",
        ),
        (
            "breadcrumb_days = 14",
            "breadcrumb_days = 9999",
            "retention: breadcrumb_days",
        ),
        (
            "\"guardian\"]",
            "\"guardians\"]",
            "request_types: youth_crisis asks \"guardians\"",
        ),
        (
            "\"place\", \"guardian\"]",
            "\"place\"]",
            "questions: \"guardian\" is asked for no",
        ),
        (
            "wants = [\"youth\"",
            "wants = [\"juggler\"",
            "types: youth_crisis wants \"juggler\"",
        ),
        (
            "[\"Mo-Fr 08:00-20:00\"",
            "[\"Mo-Fr 8-20\"",
            "destinations: Urgent care clinic: \"Mo-Fr 8-20\"",
        ),
        (
            "id = \"walk_in\"",
            "id = \"Walk in\"",
            "sources: \"Walk in\"",
        ),
        (
            "id = \"walk_in\"",
            "id = \"hospital\"",
            "partners: \"hospital\" stands there twice",
        ),
        (
            "name = \"West base\"",
            "name = \"harbour base\"",
            "posts: \"harbour base\" stands there twice",
        ),
        (
            "[14.535, 35.865], [14.535, 35.930]",
            "[14.535, 35.930], [14.535, 35.865]",
            "zones: the ring of zone \"Harbour\"",
        ),
        (
            "id = \"crisis_response\"",
            "id = \"Crisis response\"",
            "line 126",
        ),
        (
            "[\"coming\", \"On the way\", 10]",
            "[\"no\", \"On the way\", 10]",
            "types: youth_crisis: question \"guardian\"",
        ),
    ] {
        assert!(text.contains(from), "{from}");
        let fault = ServiceFile::read(&text.replacen(from, to, 1)).unwrap_err();
        assert!(fault.to_string().contains(said), "{to}: {fault}");
    }
}

#[test]
fn what_a_board_was_never_told_is_written_down_once() {
    let mut board = Board::new();
    assert!(board.configuration().is_built_in());
    let care_team = || configure(example(0));
    assert_eq!(say(&mut board, &care_team()).len(), 1);
    assert_eq!(board.configuration().version, 1);
    let again = board.decide(&care_team(), Timestamp(2)).unwrap_err();
    assert_eq!(
        again.to_string(),
        "nothing to change on the configuration: give at least one field"
    );
    assert_eq!(board.configuration().as_set(), example(0).configuration);
}

#[test]
fn a_form_set_before_there_were_configurations_is_kept_and_the_rest_still_to_be_set() {
    let mut board = Board::new();
    let mut form = board.forms().nth(3).unwrap().clone();
    form.questions.reverse();
    say(&mut board, &Command::SetTriageForm { form: form.clone() });
    assert!(board.configuration().is_built_in());
    let text = serde_json::to_string(&board).unwrap();
    let again: Board = serde_json::from_str(&text).unwrap();
    assert_eq!(again, board, "a snapshot has it");
    let standing = configure(board.service_file());
    say(&mut board, &standing);
    let kept = board.form(form.kind).unwrap();
    assert_eq!((&kept.questions, kept.version), (&form.questions, 1));
    assert_eq!(board.configuration().version, 1);
}

#[test]
fn versions_count_changes() {
    let mut board = Board::new();
    say(&mut board, &configure(example(0)));
    let mut file = example(0);
    file.configuration.goals.0[0] = Millis::from_mins(15);
    file.configuration.types[3].form.questions.reverse();
    say(&mut board, &configure(file.clone()));
    let found = board.configuration();
    assert_eq!(found.version, 2);
    let versions: Vec<u64> = found.types.iter().map(|it| it.form.version).collect();
    assert_eq!(versions, [1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1]);
    let stale = board.decide_at_version(&configure(example(0)), Some(1), Timestamp(2));
    assert_eq!(stale.unwrap_err().kind(), RejectionKind::StaleVersion);
    // An edit of one form is a change of the whole.
    let mut form = board.forms().nth(3).unwrap().clone();
    form.questions.pop();
    say(&mut board, &Command::SetTriageForm { form });
    assert_eq!(board.configuration().version, 3);
    assert_eq!(board.forms().nth(3).unwrap().version, 3);
}

#[test]
fn destinations_are_listed_by_name() {
    let mut board = Board::new();
    say(&mut board, &configure(example(1)));
    let names = |board: &Board| -> Vec<(String, bool)> {
        let all = board.destinations();
        all.map(|it| (it.name.clone(), it.retired_at.is_some()))
            .collect()
    };
    assert_eq!(board.destinations().len(), 3);
    let mut file = example(1);
    let list = file.destinations.as_mut().unwrap();
    list.remove(1);
    list[0].name = "crisis stabilisation UNIT".to_owned();
    list[1].hours = None;
    list[1].places = Some(99);
    list.push(ListedDestination {
        name: "Shelter".to_owned(),
        ..list[0].clone()
    });
    say(&mut board, &configure(file.clone()));
    let expected = [
        ("crisis stabilisation UNIT", false),
        ("Sobering centre", true),
        ("Urgent care clinic", false),
        ("Shelter", false),
    ];
    assert_eq!(
        names(&board),
        expected.map(|(name, gone)| (name.to_owned(), gone))
    );
    let clinic = board.destinations().nth(2).unwrap();
    assert_eq!(
        (&clinic.hours, clinic.places),
        (&None, None),
        "always open; places are told, not configured"
    );
    assert!(
        board
            .decide(&configure(file.clone()), Timestamp(2))
            .is_err(),
        "nothing is left to change"
    );
    // Without a list they stay; with an empty one all are off it.
    file.destinations = None;
    file.configuration.goals.0[3] = Millis::from_mins(60 * 48);
    say(&mut board, &configure(file.clone()));
    assert_eq!(names(&board).iter().filter(|(_, gone)| !gone).count(), 3);
    file.destinations = Some(Vec::new());
    say(&mut board, &configure(file));
    assert!(names(&board).iter().all(|(_, gone)| *gone));
}

#[test]
fn differences_are_told_entry_by_entry() {
    let before = example(1);
    assert_eq!(differences(&before, &before), []);
    let mut after = before.clone();
    let service = &mut after.configuration;
    service.goals.0[0] = Millis::from_mins(25);
    service.partners.remove(1);
    service.partners[0].label.name = "911".to_owned();
    service.types.swap(0, 1);
    service.zones[1].name = "Far West".to_owned();
    let list = after.destinations.as_mut().unwrap();
    list[0].places = None;
    list[1].hours = None;
    let told: Vec<String> = differences(&before, &after)
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = [
        "goals changed",
        "partners dispatch_911 changed",
        "partners hospital removed",
        "zones West removed",
        "zones Far West added",
        "request_types moved",
        "destinations Sobering centre changed",
    ];
    assert_eq!(told, expected);
    after.destinations = None;
    assert_eq!(
        differences(&before, &after).len(),
        6,
        "no list says nothing"
    );
}

#[test]
fn zones_hold_their_edges_and_the_first_one_counts() {
    let file = example(1).configuration;
    let at = |lng, lat| {
        let zone = file.zone_of(LngLat::new(lng, lat).unwrap());
        zone.map(|zone| zone.name.clone())
    };
    assert_eq!(at(14.5, 35.9).as_deref(), Some("Harbour"));
    assert_eq!(at(14.45, 35.9).as_deref(), Some("West"));
    assert_eq!(at(14.48, 35.9).as_deref(), Some("Harbour"));
    assert_eq!(at(14.6, 35.9), None);
}

#[test]
fn goals_of_a_kind_come_before_those_of_the_service() {
    let file = example(1).configuration;
    let goal = |kind: &str, priority: u8| {
        let kind = kind.try_into().unwrap();
        file.goal(kind, priority.try_into().unwrap()).0 / 60_000
    };
    assert_eq!((goal("youth_crisis", 1), goal("youth_crisis", 2)), (20, 45));
    assert_eq!((goal("transport", 1), goal("no_such_kind", 2)), (30, 60));
}

#[test]
fn hours_are_read_as_people_write_them() {
    let read = |lines: &[&str]| {
        let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        hours::read(&lines)
    };
    let night = read(&["Sa-Mo 22:00-02:00"]).unwrap();
    let spans: Vec<(u16, u16)> = night.clone().into();
    let day = 1440;
    assert_eq!(
        spans,
        [
            (0, 120),
            (1320, day + 120),
            (5 * day + 1320, 6 * day + 120),
            (6 * day + 1320, 7 * day)
        ]
    );
    assert_eq!(
        hours::write(&night),
        ["Mo 22:00-02:00", "Sa-Su 22:00-02:00"]
    );
    assert_eq!(read(&["Mo-Su 00:00-24:00"]).unwrap(), Hours::always());
    for wrong in [
        "",
        "Mo",
        "Mo 8:00-9:00",
        "Mo 08:00",
        "Xx 08:00-09:00",
        "Mo 08:00-24:01",
        "Mo 08:60-09:00",
    ] {
        assert!(
            read(&[wrong]).unwrap_err().contains("Mo-Fr 08:00-18:00"),
            "{wrong}"
        );
    }
    assert!(
        read(&["Mo 08:00-12:00", "Mo 11:00-13:00"]).is_err(),
        "spans overlap"
    );
    assert!(read(&[]).is_err(), "never open is no hours");
}

fn text() -> impl Strategy<Value = String> {
    // Everything that TOML must quote.
    "[a-zé\"\\\\'#=\\[\\]{}., ]{0,12}x"
}

fn label() -> impl Strategy<Value = Label> {
    let names = prop::collection::btree_map("[a-z]{2}(-[A-Z]{2})?", text(), 0..3);
    (text(), names).prop_map(|(name, names)| Label { name, names })
}

fn place() -> impl Strategy<Value = LngLat> {
    (-180.0..180.0_f64, -85.0..85.0_f64).prop_map(|(lng, lat)| LngLat::new(lng, lat).unwrap())
}

fn goals() -> impl Strategy<Value = Goals> {
    prop::array::uniform4(1..20_000_u64).prop_map(|it| Goals(it.map(Millis::from_mins)))
}

fn form() -> impl Strategy<Value = TriageForm> {
    let answer = (text(), 0..200_u32);
    let question = (0..4_u8, text(), prop::collection::vec(answer, 2..4));
    let questions = prop::collection::vec(question, 1..5);
    let thresholds = prop::collection::btree_map(0..200_u32, 1..=4_u8, 0..3);
    (questions, thresholds).prop_map(|(questions, thresholds)| {
        let mut by_id: BTreeMap<String, Question> = BTreeMap::new();
        for (id, text, answers) in questions {
            let answers = answers.into_iter().enumerate();
            let answers = answers.map(|(number, (text, weight))| Answer {
                id: format!("a{number}"),
                text,
                weight,
            });
            let id = format!("q{id}");
            let question = Question {
                id: id.clone(),
                text,
                answers: answers.collect(),
            };
            by_id.insert(id, question);
        }
        TriageForm {
            kind: "replaced".try_into().unwrap(),
            questions: by_id.into_values().collect(),
            thresholds: thresholds
                .into_iter()
                .map(|(score, priority)| Threshold {
                    score,
                    priority: priority.try_into().unwrap(),
                })
                .collect(),
            version: 0,
        }
    })
}

fn kind() -> impl Strategy<Value = KindOfHelp> {
    let own = prop::option::of(goals());
    (label(), form(), own, any::<bool>()).prop_map(|(label, form, goals, retired)| KindOfHelp {
        label,
        form,
        wants: BTreeSet::from([Capability::try_from("lang:es".to_owned()).unwrap()]),
        goals,
        retired,
    })
}

fn opening_hours() -> impl Strategy<Value = Hours> {
    prop::collection::btree_set(0..WeekMinute::WEEK, 2..12).prop_filter_map("an odd end", |ends| {
        let ends: Vec<u16> = ends.into_iter().collect();
        let spans = ends.chunks_exact(2).map(|pair| (pair[0], pair[1]));
        Hours::try_from(spans.collect::<Vec<_>>()).ok()
    })
}

fn destination() -> impl Strategy<Value = ListedDestination> {
    let hours = prop::option::of(opening_hours());
    let rest = (prop::option::of(text()), hours, any::<Option<u32>>());
    (place(), rest).prop_map(|(position, (address, hours, places))| ListedDestination {
        name: "replaced".to_owned(),
        position,
        address,
        hours,
        places,
    })
}

fn any_file() -> impl Strategy<Value = ServiceFile> {
    let lists = (
        prop::collection::vec(label(), 0..3),
        prop::collection::vec(label(), 0..3),
        prop::collection::vec(place(), 0..3),
        prop::collection::vec(place(), 0..3),
        prop::collection::vec(kind(), 1..4),
        prop::option::of(prop::collection::vec(destination(), 0..3)),
    );
    (label(), goals(), lists).prop_map(|(service, goals, lists)| {
        let (capabilities, partners, posts, zones, mut types, mut destinations) = lists;
        for (number, kind) in types.iter_mut().enumerate() {
            kind.form.kind = format!("kind{number}").as_str().try_into().unwrap();
            kind.retired &= number > 0;
        }
        for (number, one) in destinations.iter_mut().flatten().enumerate() {
            one.name = format!("D {number}");
        }
        let about = |&corner: &LngLat| {
            let east = LngLat::new((corner.lng() + 0.01).min(180.0), corner.lat()).unwrap();
            let north = LngLat::new(corner.lng(), corner.lat() + 0.01).unwrap();
            vec![corner, east, north]
        };
        let named = |(number, label): (usize, Label)| (format!("id{number}"), label);
        ServiceFile {
            destinations,
            configuration: Configuration {
                titles: [("field".to_owned(), service.clone())].into(),
                service,
                goals,
                retention: Retention {
                    breadcrumb_days: 3,
                    access_days: 4,
                },
                capabilities: capabilities
                    .into_iter()
                    .enumerate()
                    .map(named)
                    .map(|(id, label)| Skill {
                        id: id.try_into().unwrap(),
                        label,
                    })
                    .collect(),
                sources: vec![Source {
                    id: "phone".to_owned(),
                    label: Label {
                        name: "Phone".to_owned(),
                        names: BTreeMap::new(),
                    },
                }],
                partners: partners
                    .into_iter()
                    .enumerate()
                    .map(named)
                    .map(|(id, label)| Source { id, label })
                    .collect(),
                zones: zones
                    .iter()
                    .enumerate()
                    .map(|(number, corner)| Zone {
                        name: format!("Z {number}"),
                        ring: about(corner),
                    })
                    .collect(),
                posts: posts
                    .into_iter()
                    .enumerate()
                    .map(|(number, position)| Post {
                        name: format!("P {number}"),
                        position,
                    })
                    .collect(),
                types,
                version: 0,
            },
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(file in any_file()) {
        prop_assume!(super::check::check(&file.configuration).is_ok());
        let text = file.write();
        match ServiceFile::read(&text) {
            Ok(again) => {
                // Touching opening times are one; everything else is as it was.
                let plain = |file: &ServiceFile| {
                    let mut file = file.clone();
                    for one in file.destinations.iter_mut().flatten() {
                        one.hours = one.hours.take().map(|hours| hours::read(&hours::write(&hours)).unwrap());
                    }
                    file
                };
                prop_assert_eq!(plain(&again), plain(&file));
                for minute in 0..WeekMinute::WEEK {
                    let open = |file: &ServiceFile| -> Vec<bool> {
                        let all = file.destinations.iter().flatten();
                        all.map(|it| it.hours.as_ref().is_none_or(|it| it.is_open(WeekMinute(minute)))).collect()
                    };
                    prop_assert_eq!(open(&again), open(&file));
                }
            }
            Err(fault) => prop_assert!(false, "{}\n{}", fault, text),
        }
    }

    #[test]
    fn any_text_is_a_file_or_a_fault(text in "\\PC{0,200}", cut in 0..9_000_usize, put in "\\PC{0,6}") {
        let _ = ServiceFile::read(&text).map_err(|fault| fault.to_string());
        let (_, whole) = EXAMPLES[1];
        let at = whole.floor_char_boundary(cut);
        let spoilt = format!("{}{put}{}", &whole[..at], &whole[at..]);
        let _ = ServiceFile::read(&spoilt).map_err(|fault| fault.to_string());
    }
}
