//! The tables of a way of travelling.
//!
//! A profile is a table of what the tags mean, and one small function for what no table can say.

mod bicycle;
mod car;
mod foot;

pub use bicycle::BICYCLE;
pub use car::CAR;
pub use foot::FOOT;

use super::access::Access;
use super::reading::Reading;
use nearhand_engine::road::input::{RoadClass, TurnCosts};

/// A way of travelling.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// By car.
    Car,
    /// On foot.
    Foot,
    /// By bicycle.
    Bicycle,
}

impl Mode {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Car, Self::Foot, Self::Bicycle];

    /// Its tables.
    #[must_use]
    pub fn profile(self) -> &'static Profile {
        match self {
            Self::Car => &CAR,
            Self::Foot => &FOOT,
            Self::Bicycle => &BICYCLE,
        }
    }

    /// What the names of its sections in a city file begin with.
    pub(crate) fn section_prefix(self) -> &'static str {
        match self {
            Self::Car => "road/",
            Self::Foot => "foot/",
            Self::Bicycle => "bicycle/",
        }
    }
}

impl std::fmt::Display for Mode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Car => "car",
            Self::Foot => "foot",
            Self::Bicycle => "bicycle",
        })
    }
}

/// What a traveller may use, and how fast one is there. Speeds are in km/h, as in the tags.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// What it is of.
    pub mode: Mode,
    /// One-way streets, roundabouts and turn restrictions hold for it.
    pub is_vehicle: bool,
    /// It has an engine: reversible lanes are closed to it, motorroads open.
    pub is_motor_vehicle: bool,
    /// Keys that say who may pass, the strongest first.
    pub access_keys: &'static [&'static str],
    /// Values that allow.
    pub access_allowed: &'static [&'static str],
    /// Values that allow only who begins or ends the trip there.
    pub access_ends_only: &'static [&'static str],
    /// Values that forbid.
    pub access_forbidden: &'static [&'static str],
    /// Keys of restrictions and one-way exceptions that mean this vehicle, the strongest first.
    pub vehicle_keys: &'static [&'static str],
    /// Values of `highway` that may be used without any access tag.
    pub highways: &'static [(&'static str, RoadClass, f64)],
    /// Other keys and values of ways that may be used without any access tag.
    pub other_ways: &'static [(&'static str, &'static str, RoadClass, f64)],
    /// Values of `highway` that are never used, whatever access says.
    pub never: &'static [&'static str],
    /// The outlines of areas may be used.
    pub areas: bool,
    /// Speed where access is tagged and the kind of road is none of the usual, km/h.
    pub default_speed: f64,
    /// Values of `route` and their speed without a duration, km/h.
    pub route_speeds: &'static [(&'static str, f64)],
    /// Most on a surface, km/h.
    pub surface_speeds: &'static [(&'static str, f64)],
    /// Most on a track of a grade, km/h.
    pub tracktype_speeds: &'static [(&'static str, f64)],
    /// Most on a smoothness, km/h; 0 is impassable.
    pub smoothness_speeds: &'static [(&'static str, f64)],
    /// What tagged speed limits mean.
    pub limits: SpeedLimits,
    /// Values of `service` that forbid.
    pub service_forbidden: &'static [&'static str],
    /// Values of `service` where one drives at half speed.
    pub service_slow: &'static [&'static str],
    /// Which barriers let the traveller pass.
    pub barriers: Barriers,
    /// Barriers that take time to open, in seconds.
    pub barrier_delays: &'static [(&'static str, f64)],
    /// How large and heavy the vehicle is; `None`: it fits everywhere.
    pub size: Option<Size>,
    /// What turning costs.
    pub turn_costs: TurnCosts,
    /// What no table can say.
    pub(super) adjust: fn(&Profile, &Reading<'_>, &mut [Draft; 2]),
}

/// What tagged speed limits mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpeedLimits {
    /// People drive at this share of them, whatever the kind of road.
    Driven(f64),
    /// Nobody goes faster.
    Caps,
    /// Nothing.
    Ignored,
}

/// Which kinds of barrier let one pass.
#[derive(Clone, Copy, Debug)]
pub enum Barriers {
    /// These, no others.
    Open(&'static [&'static str]),
    /// All but these.
    Closed(&'static [&'static str]),
}

/// Size and weight of a vehicle.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Height in metres.
    pub height_metres: f64,
    /// Width in metres.
    pub width_metres: f64,
    /// Length in metres.
    pub length_metres: f64,
    /// Weight in tonnes.
    pub weight_tonnes: f64,
}

/// One direction of a way, before it is decided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft {
    /// km/h; `None` where it cannot be passed.
    pub(super) speed: Option<f64>,
    /// Not against a one-way street.
    pub(super) open: bool,
    pub(super) access: Access,
}

/// The number beside a text in a table of the profile.
pub(super) fn look_up(table: &[(&str, f64)], value: Option<&str>) -> Option<f64> {
    let value = value?;
    table
        .iter()
        .find(|(text, _)| *text == value)
        .map(|(_, number)| *number)
}
