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
    check(
        &sentences('h'),
        &expect![[r#"
        Head east on High Street | Salga hacia el este por High Street | Двигайтесь на восток: High Street
        At the roundabout, take the 1st exit onto A1/E5 | En la rotonda, tome la 1.ª salida por A1/E5 | На кольце сверните на 1-й съезд: A1/E5
        Leave the roundabout onto A1/E5 | Salga de la rotonda por A1/E5 | Съезжайте с кольца: A1/E5
        Turn left onto Hill Road | Gire a la izquierda por Hill Road | Поверните налево: Hill Road
        Your destination is on the right: 3 Hill Road | Su destino está a la derecha: 3 Hill Road | Место назначения справа: 3 Hill Road"#]],
    );
    check(
        &sentences('z'),
        &expect![[r#"
        Head east on High Street | Salga hacia el este por High Street | Двигайтесь на восток: High Street
        At the roundabout, take the 1st exit onto A1/E5 | En la rotonda, tome la 1.ª salida por A1/E5 | На кольце сверните на 1-й съезд: A1/E5
        Leave the roundabout onto A1/E5 | Salga de la rotonda por A1/E5 | Съезжайте с кольца: A1/E5
        Take the ramp ahead onto A2 towards Porto, Braga | Tome el acceso de enfrente por A2 hacia Porto, Braga | Двигайтесь прямо на въезд: A2, направление: Porto, Braga
        You have arrived | Ha llegado | Вы на месте"#]],
    );
    check(
        &sentences('s'),
        &expect![[r#"
        Head east on High Street | Salga hacia el este por High Street | Двигайтесь на восток: High Street
        Turn right onto Mill Road | Gire a la derecha por Mill Road | Поверните направо: Mill Road
        You have arrived | Ha llegado | Вы на месте"#]],
    );
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
        &expect![[r#"
            0, 640 m before: Head east on High Street
            0, 400 m before: In 400 metres, at the roundabout, take the 1st exit onto A1/E5
            0, 150 m before: In 150 metres, at the roundabout, take the 1st exit onto A1/E5
            0, 57 m before: At the roundabout, take the 1st exit onto A1/E5
            1, 47 m before: Leave the roundabout onto A1/E5
            2, 150 m before: In 150 metres, turn left onto Hill Road
            2, 34 m before: Turn left onto Hill Road
            3, 57 m before: Your destination is on the right: 3 Hill Road"#]],
    );
    check(
        &spoken('h', Language::Spanish, Units::Imperial),
        &expect![[r#"
            0, 640 m before: Salga hacia el este por High Street
            0, 402 m before: En un cuarto de milla, en la rotonda, tome la 1.ª salida por A1/E5
            0, 152 m before: En 500 pies, en la rotonda, tome la 1.ª salida por A1/E5
            0, 54 m before: En la rotonda, tome la 1.ª salida por A1/E5
            1, 46 m before: Salga de la rotonda por A1/E5
            2, 244 m before: En 800 pies, gire a la izquierda por Hill Road
            2, 152 m before: En 500 pies, gire a la izquierda por Hill Road
            2, 40 m before: Gire a la izquierda por Hill Road
            3, 152 m before: En 500 pies, su destino estará a la derecha: 3 Hill Road
            3, 54 m before: Su destino está a la derecha: 3 Hill Road"#]],
    );
    check(
        &spoken('z', Language::Russian, Units::Metric),
        &expect![[r#"
            0, 640 m before: Двигайтесь на восток: High Street
            0, 400 m before: Через 400 метров на кольце сверните на 1-й съезд: A1/E5
            0, 150 m before: Через 150 метров на кольце сверните на 1-й съезд: A1/E5
            0, 50 m before: На кольце сверните на 1-й съезд: A1/E5
            1, 43 m before: Съезжайте с кольца: A1/E5
            2, 150 m before: Через 150 метров двигайтесь прямо на въезд: A2, направление: Porto, Braga
            2, 65 m before: Двигайтесь прямо на въезд: A2, направление: Porto, Braga
            3, 400 m before: Через 400 метров вы прибудете на место
            3, 200 m before: Через 200 метров вы прибудете на место
            3, 33 m before: Вы на месте"#]],
    );
}

#[test]
fn banners_show_the_street_the_sign_and_the_lanes() {
    check(
        &shown('z'),
        &expect![[r#"
        0, 640 m before: A1 / E5 (180°)
        1, 363 m before: A1 / E5
        2, 320 m before: Porto, Braga / A2
        3, 480 m before: You will arrive"#]],
    );
    check(
        &shown('s'),
        &expect![[r#"
        0, 320 m before: Mill Road / 2 lanes, then 
        1, 120 m before: You will arrive"#]],
    );
}

fn shown(to: char) -> Vec<String> {
    let banners = banners(&route(to), Language::English);
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
    lines.collect()
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
