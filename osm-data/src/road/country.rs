//! Speed limits by country, where no sign shows another.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const DATA: &str = include_str!("../../data/speed-limits.toml");

static LIMITS: LazyLock<BTreeMap<String, Limits>> =
    LazyLock::new(|| toml::from_str(DATA).expect("the data file is tested"));

/// A country's limits in km/h.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    urban: Option<f64>,
    rural: Option<f64>,
    trunk: Option<f64>,
    motorway: Option<f64>,
    living_street: Option<f64>,
}

impl Limits {
    /// Those of a country by its ISO 3166-1 code, capital letters; none where they are not known.
    pub(super) fn of(country: Option<&str>) -> Self {
        let known = country.and_then(|code| LIMITS.get(code));
        known.copied().unwrap_or_default()
    }

    /// What a sign such as "urban" or "motorway" means, km/h.
    pub(super) fn sign(&self, kind: &str) -> Option<f64> {
        match kind {
            "urban" => self.urban,
            "rural" => self.rural,
            "trunk" => self.trunk,
            "motorway" => self.motorway,
            "living_street" => self.living_street,
            _ => None,
        }
    }

    /// The most that may be driven on a kind of road without a sign, km/h. Whether a road lies in a built-up area is
    /// known of residential streets only.
    pub(super) fn of_highway(&self, highway: &str) -> Option<f64> {
        match highway {
            "motorway" | "motorway_link" => self.motorway,
            "trunk" | "trunk_link" => self.trunk.or(self.rural),
            "living_street" => self.living_street,
            "residential" => self.urban,
            _ => self.rural,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_reads_and_its_numbers_are_speeds() {
        assert!(LIMITS.len() > 30);
        for (country, limits) in LIMITS.iter() {
            assert!(country.len() == 2 && country.chars().all(|c| c.is_ascii_uppercase()));
            for kind in ["urban", "rural", "trunk", "motorway", "living_street"] {
                let limit = limits.sign(kind);
                assert!(
                    limit.is_none_or(|kmh| (5.0..=140.0).contains(&kmh)),
                    "{country} {kind}"
                );
            }
            assert!(limits.urban < limits.rural, "{country}");
        }
    }

    #[test]
    fn a_country_without_data_has_no_limits() {
        assert_eq!(Limits::of(Some("XX")), Limits::default());
        assert_eq!(Limits::of(None).of_highway("motorway"), None);
        assert_eq!(Limits::of(Some("MT")).of_highway("trunk"), Some(80.0));
    }
}
