//! Sentences, banners and announcements of drawn layouts.

use expect_test::{Expect, expect};

use super::{banners, voice};
use crate::guidance::tests::layout::{Map, layout};
use crate::guidance::{Component, Ends, Language, Step, Units};

/// Streets of every kind: a crossing with lanes, a roundabout, a motorway with its ramps, a house beside the road.
fn town() -> Map {
    layout(
        40.0,
        "
    m                               h
                                    |
    |               r       t       |
                                    |
    a   -   x   -   o       q   -   w   -   -   z
                    u
            |
            s
        ",
        &[
            "ax High Street; lanes=left|through,right",
            "xo High Street; ref=B7",
            "mx North Lane",
            "xs Mill Road",
            "ouqr ; roundabout",
            "ro ; roundabout",
            "qw ; ref=A1;E5",
            "wh Hill Road",
            "wz ; motorway_link oneway to=A2:_Porto,_Braga,_Faro",
            "rt ; service",
        ],
    )
    .build()
}

fn route(to: char) -> Vec<Step> {
    let map = town();
    let ends = Ends {
        to: (to == 'h').then(|| map.place(39.0, 2.0)),
        address: if to == 'h' { "3 Hill Road" } else { "" }.to_owned(),
        ..Ends::default()
    };
    map.steps('a', to, &ends)
}

fn check(lines: &[String], expected: &Expect) {
    expected.assert_eq(&lines.join("\n"));
}

fn sentences(to: char) -> Vec<String> {
    let steps = route(to);
    let of_step = |step: &Step| {
        Language::ALL
            .map(|language| step.instruction(language))
            .join(" | ")
    };
    steps.iter().map(of_step).collect()
}

#[test]
fn sentences_in_three_languages() {
    check(&sentences('h'), &expect![[""]]);
    check(&sentences('z'), &expect![[""]]);
    check(&sentences('s'), &expect![[""]]);
}

fn spoken(to: char, language: Language, units: Units) -> Vec<String> {
    let said = voice(&route(to), language, units);
    let said = said.iter().enumerate().flat_map(|(step, said)| {
        said.iter().map(move |one| {
            format!(
                "{step}, {:.0} m before: {}",
                one.distance_before.0, one.announcement
            )
        })
    });
    said.collect()
}

#[test]
fn announcements_in_three_languages() {
    check(
        &spoken('h', Language::English, Units::Metric),
        &expect![[""]],
    );
    check(
        &spoken('h', Language::Spanish, Units::Imperial),
        &expect![[""]],
    );
    check(
        &spoken('z', Language::Russian, Units::Metric),
        &expect![[""]],
    );
}

#[test]
fn banners_show_the_street_the_sign_and_the_lanes() {
    let banners = banners(&route('z'), Language::English);
    let lines = banners.iter().enumerate().flat_map(|(step, banners)| {
        banners.iter().map(move |banner| {
            let mut line = format!(
                "{step}, {:.0} m before: {}",
                banner.distance_before.0, banner.primary.text
            );
            if let Some(degrees) = banner.primary.degrees {
                line += &format!(" ({degrees:.0}°)");
            }
            if let Some(second) = &banner.secondary {
                line += &format!(" / {}", second.text);
            }
            if let Some(sub) = &banner.sub {
                let is_lane = |part: &&Component| matches!(part, Component::Lane { .. });
                let lanes = sub.components.iter().filter(is_lane).count();
                line += &format!(" / {lanes} lanes, then {}", sub.text);
            }
            line
        })
    });
    check(&lines.collect::<Vec<_>>(), &expect![[""]]);
}

#[test]
fn speech_is_escaped_for_ssml() {
    let map = layout(
        10.0,
        "
                 n
                 |
         a   -   x   -   b
        ",
        &["axb High Street", "xn <Smith & Sons> Lane"],
    )
    .build();
    let said = voice(
        &map.steps('a', 'n', &Ends::default()),
        Language::English,
        Units::Metric,
    );
    let last = &said[0].last().unwrap();
    assert!(
        last.announcement.contains("<Smith & Sons> Lane"),
        "{last:?}"
    );
    assert!(
        last.ssml.contains("&lt;Smith &amp; Sons&gt; Lane"),
        "{last:?}"
    );
}
