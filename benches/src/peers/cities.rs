//! The extracts of the rows that compare with whole engines, imported once.

use std::path::PathBuf;
use std::rc::Rc;

use anyhow::Result;

use crate::book::Section;
use crate::{Town, data};

/// An extract and our router on it.
pub(super) struct City {
    pub(super) name: &'static str,
    pub(super) pbf: PathBuf,
    pub(super) town: Town,
}

/// The city that is compared on: porto, or the bundled one.
#[derive(Default)]
pub(super) struct Cities {
    made: Option<Rc<City>>,
}

impl Cities {
    /// Porto, or the bundled city where porto is not at hand.
    pub(super) fn largest(&mut self, section: &mut Section) -> Result<Rc<City>> {
        let (name, pbf) = match data::shared() {
            Some(shared) => ("porto", shared.join("porto.osm.pbf")),
            None => {
                section.skip("porto", "its extract is not at hand (NEARHAND_SHARED)");
                ("the bundled city", data::bundled_pbf())
            }
        };
        if self.made.is_none() {
            let town = Town::new(data::network(&pbf)?);
            self.made = Some(Rc::new(City { name, pbf, town }));
        }
        self.made
            .clone()
            .ok_or_else(|| anyhow::anyhow!("the city was made above"))
    }
}
