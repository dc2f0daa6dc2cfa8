//! A route with what is said on the way, for who drives it.

use nearhand_engine::{
    guidance::{self, Ends, Language, Units},
    road::RoadNetwork,
    routing::{Path, Router as _, Snap},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::Route;
use crate::{city::CityService, problem::Problem};

/// A route and its announcements.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Guided {
    #[serde(flatten)]
    route: Route,
    /// What is said on the way, in order; in each language at places of its own, as sentences take longer in some.
    announcements: Announcements,
}

/// Announcements in every language of the screens, by its code.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Announcements {
    /// English.
    en: Vec<Announcement>,
    /// Spanish.
    es: Vec<Announcement>,
    /// Russian.
    ru: Vec<Announcement>,
}

/// What is said at one place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Announcement {
    /// The words.
    text: String,
    /// The step it is said on: it leads to the manoeuvre of the one after.
    step: usize,
    /// How long before that manoeuvre it is said, metres.
    before: f64,
}

/// The fastest route, between the places on the road and those beside it that were asked for. A long computation: not for
/// the async workers.
///
/// # Errors
/// When there is no way.
pub fn find(city: &CityService, from: &Snap, to: &Snap, ends: &Ends) -> Result<Guided, Problem> {
    let routing = city.routing();
    let path = routing
        .with_scratch(|router, scratch| router.route(scratch, from, to))
        .ok_or_else(|| Problem::no_route(&routing.closures_at(to)))?;
    Ok(Guided::of(routing.road(), &path, ends, city.units()))
}

impl Guided {
    /// The route of one path; `ends` are the places that were asked for.
    pub(crate) fn of(road: &RoadNetwork, path: &Path, ends: &Ends, units: Units) -> Self {
        let steps = guidance::steps_between(road, path, ends);
        let said = |language| announcements(&steps, language, units);
        Self {
            announcements: Announcements {
                en: said(Language::English),
                es: said(Language::Spanish),
                ru: said(Language::Russian),
            },
            route: Route::with(road, path, steps),
        }
    }
}

fn announcements(steps: &[guidance::Step], language: Language, units: Units) -> Vec<Announcement> {
    let all = guidance::voice(steps, language, units);
    let of_step = |(step, said): (usize, Vec<guidance::VoiceInstruction>)| {
        said.into_iter().map(move |voice| Announcement {
            text: voice.announcement,
            step,
            before: voice.distance_before.0,
        })
    };
    all.into_iter().enumerate().flat_map(of_step).collect()
}
