//! Routing as OSRM's HTTP API has it, so that programs written for OSRM can ask here.
//!
//! An address is read with a parser of its own (`address`, `question`), which refuses what OSRM refuses, in its codes.
//! The answers are ours: the streets as they are driven now, closures and rules of the hour included.

mod address;
mod annotation;
mod cursor;
mod ground;
mod hint;
mod instruction;
mod line;
mod nearest;
mod numbers;
mod polyline;
mod question;
mod refusal;
mod route;
mod routes;
mod step;
mod table;
mod trace;
mod trip;
mod waypoint;

use serde::Serialize;

pub use address::Service;
use address::{Address, decoded};
use ground::Streets;
use question::Question;
pub use refusal::{Code, Refusal};

use crate::{app::App, trip::Ground};

/// A question that can be asked.
pub struct Asked {
    service: Service,
    mode: nearhand_osm_data::road::Mode,
    question: Question,
}

/// Reads an address: `/service/v1/profile/coordinates?options`.
///
/// # Errors
/// When it is not as OSRM's documentation has it.
pub fn read(address: &str) -> Result<Asked, Refusal> {
    let text = decoded(address)?;
    let address = Address::read(&text)?;
    Ok(Asked {
        service: address.service,
        mode: address.mode,
        question: Question::read(address.service, address.query)?,
    })
}

impl Asked {
    /// Whether the answer takes no longer than a few milliseconds in a city: then a thread for long work is not worth
    /// the change.
    #[must_use]
    pub fn is_short(&self) -> bool {
        /// Places of a route, and cells of a table.
        const FEW: (usize, usize) = (5, 250);
        let count = self.question.coordinates.len();
        let free = self.question.exclude == nearhand_engine::routing::AvoidKinds::default()
            && self.mode == nearhand_osm_data::road::Mode::Car
            // The index of all streets may still have to be built.
            && !self.question.snaps_anywhere;
        free && match self.service {
            Service::Route => count <= FEW.0 && self.question.route.alternatives == 0,
            Service::Table => self.question.table.is_short(count, FEW.1),
            Service::Nearest => self.question.number.is_none_or(|number| number == 1),
            Service::Match | Service::Trip => false,
        }
    }

    /// The answer as JSON.
    ///
    /// # Errors
    /// When a place is off the map, or there is no way.
    pub fn answer(&self, app: &App) -> Result<Vec<u8>, Refusal> {
        let ground = Ground::at(app, self.mode, None);
        let streets = Streets::new(&ground, &self.question);
        match self.service {
            Service::Route => route::answer(&streets, self.mode),
            Service::Table => table::answer(&streets),
            Service::Nearest => nearest::answer(&streets),
            Service::Match => trace::answer(&streets, self.mode),
            Service::Trip => trip::answer(&streets, self.mode),
        }
    }
}

/// An answer in JSON.
fn json(answer: &impl Serialize) -> Vec<u8> {
    // Serialising to memory fails only for maps with keys that are no text, and there are none.
    serde_json::to_vec(answer).unwrap_or_default()
}
