//! Distances the way people say them.

use super::messages::{Messages, Plural, fill};
use crate::guidance::{Language, Units};
use crate::units::Metres;

const METRES_PER_FOOT: f64 = 0.3048;
const METRES_PER_MILE: f64 = 1609.344;
/// From here on miles are said.
const FEET_LIMIT: f64 = 1000.0;

/// A distance rounded as people say it: 80 metres, 350 metres, 2.5 kilometres; 300 feet, half a mile, 3 miles.
pub(super) fn say(distance: Metres, language: Language, units: Units) -> String {
    let words = &Messages::of(language).distance;
    match units {
        Units::Metric => {
            let metres = round_metres(distance.0);
            if metres < 1000.0 {
                counted(&words.metres, metres, language)
            } else {
                counted(&words.kilometres, metres / 1000.0, language)
            }
        }
        Units::Imperial => {
            let feet = distance.0 / METRES_PER_FOOT;
            if feet < FEET_LIMIT - 25.0 {
                let step = if feet < 95.0 { 10.0 } else { 50.0 };
                return counted(&words.feet, to_step(feet, step).max(10.0), language);
            }
            let miles = round_miles(distance.0 / METRES_PER_MILE);
            if miles == 0.25 {
                words.quarter_mile.clone()
            } else if miles == 0.5 {
                words.half_mile.clone()
            } else if miles == 0.75 {
                words.three_quarters_mile.clone()
            } else {
                counted(&words.miles, miles, language)
            }
        }
    }
}

/// The longest distance not above this one that is said as it is: what is announced with it is announced there.
pub(super) fn said_exactly(limit: Metres, units: Units) -> Option<Metres> {
    let (unit, figures): (f64, &[f64]) = match units {
        Units::Metric => (1.0, &METRES),
        Units::Imperial => (METRES_PER_FOOT, &FEET),
    };
    let fits = figures
        .iter()
        .rev()
        .find(|&figure| figure * unit <= limit.0)?;
    Some(Metres(fits * unit))
}

const METRES: [f64; 18] = [
    50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 350.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0,
    1000.0, 1500.0, 2000.0, 3000.0, 4000.0,
];
/// The last ones are a quarter, half, three quarters of a mile, one mile and so on.
const FEET: [f64; 13] = [
    100.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 800.0, 1320.0, 2640.0, 3960.0, 5280.0, 7920.0,
];

fn round_metres(metres: f64) -> f64 {
    match metres {
        m if m < 95.0 => to_step(m, 10.0).max(10.0),
        m if m < 475.0 => to_step(m, 50.0),
        m if m < 950.0 => to_step(m, 100.0),
        m if m < 2750.0 => to_step(m, 500.0).max(1000.0),
        m => to_step(m, 1000.0),
    }
}

fn round_miles(miles: f64) -> f64 {
    match miles {
        m if m < 0.875 => to_step(m, 0.25).max(0.25),
        m if m < 2.75 => to_step(m, 0.5).max(1.0),
        m => m.round(),
    }
}

fn to_step(value: f64, step: f64) -> f64 {
    (value / step).round() * step
}

/// A number with its noun. Numbers are whole, or halves.
fn counted(plural: &Plural, number: f64, language: Language) -> String {
    let form = form(plural, number, language);
    let mut text = format!("{number}");
    if number.fract() != 0.0 {
        text = text.replace('.', &Messages::of(language).decimal_separator);
    }
    fill(form, &[("n", &text)])
}

/// Unicode CLDR's plural rules of these languages.
fn form(plural: &Plural, number: f64, language: Language) -> &str {
    if language != Language::Russian {
        return if number == 1.0 {
            &plural.one
        } else {
            &plural.other
        };
    }
    if number.fract() != 0.0 {
        return &plural.other;
    }
    let (tens, ones) = (number % 100.0, number % 10.0);
    let teen = (11.0..=14.0).contains(&tens);
    let found = match ones {
        o if o == 1.0 && !teen => Some(&plural.one),
        o if (2.0..=4.0).contains(&o) && !teen => plural.few.as_ref(),
        _ => plural.many.as_ref(),
    };
    found.unwrap_or(&plural.other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, Russian, Spanish};

    #[test]
    fn metres_and_kilometres() {
        for (metres, english, spanish, russian) in [
            (3.0, "10 metres", "10 metros", "10 метров"),
            (84.0, "80 metres", "80 metros", "80 метров"),
            (330.0, "350 metres", "350 metros", "350 метров"),
            (730.0, "700 metres", "700 metros", "700 метров"),
            (960.0, "1 kilometre", "1 kilómetro", "1 километр"),
            (1_400.0, "1.5 kilometres", "1,5 kilómetros", "1,5 километра"),
            (2_100.0, "2 kilometres", "2 kilómetros", "2 километра"),
            (4_800.0, "5 kilometres", "5 kilómetros", "5 километров"),
            (11_000.0, "11 kilometres", "11 kilómetros", "11 километров"),
            (21_200.0, "21 kilometres", "21 kilómetros", "21 километр"),
            (
                112_000.0,
                "112 kilometres",
                "112 kilómetros",
                "112 километров",
            ),
        ] {
            let said = [English, Spanish, Russian]
                .map(|language| say(Metres(metres), language, Units::Metric));
            assert_eq!(said, [english, spanish, russian], "{metres}");
        }
    }

    #[test]
    fn feet_and_miles() {
        for (metres, english, spanish, russian) in [
            (20.0, "70 feet", "70 pies", "70 футов"),
            (95.0, "300 feet", "300 pies", "300 футов"),
            (
                300.0,
                "a quarter of a mile",
                "un cuarto de milla",
                "четверть мили",
            ),
            (800.0, "half a mile", "media milla", "полмили"),
            (
                1_200.0,
                "three quarters of a mile",
                "tres cuartos de milla",
                "три четверти мили",
            ),
            (1_609.0, "1 mile", "1 milla", "1 милю"),
            (2_400.0, "1.5 miles", "1,5 millas", "1,5 мили"),
            (5_000.0, "3 miles", "3 millas", "3 мили"),
            (8_000.0, "5 miles", "5 millas", "5 миль"),
        ] {
            let said = [English, Spanish, Russian]
                .map(|language| say(Metres(metres), language, Units::Imperial));
            assert_eq!(said, [english, spanish, russian], "{metres}");
        }
    }

    #[test]
    fn what_is_announced_at_a_distance_is_said_as_that_distance() {
        for units in [Units::Metric, Units::Imperial] {
            let mut last = String::new();
            for limit in (20..=4_000).step_by(10) {
                let Some(exact) = said_exactly(Metres(f64::from(limit)), units) else {
                    assert!(limit < 60);
                    continue;
                };
                assert!(exact.0 <= f64::from(limit) && exact.0 >= f64::from(limit) * 0.5);
                let said = say(exact, English, units);
                let again = say(Metres(exact.0 * 1.0001), English, units);
                assert_eq!(said, again);
                last = said;
            }
            assert!(!last.is_empty());
        }
    }
}
