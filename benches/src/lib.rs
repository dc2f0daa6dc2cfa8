//! What the benches measure on: the bundled city, random places, a fleet.
//!
//! Everything random is seeded, so two runs measure the same queries.

pub mod book;
pub mod city;
pub mod comparison;
pub mod data;
pub mod figures;
pub mod graph;
pub mod growth;
pub mod http;
pub mod instructions;
pub mod load;
#[cfg(feature = "peers")]
pub mod peers;
pub mod prepare;
pub mod record;
pub mod tiling;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use nearhand_engine::coverage::{CoverIndex, Zones};
use nearhand_engine::dispatch::model::Priority;
use nearhand_engine::dispatch::{Board, Command, Fix, Fleet, LivePosition, Query};
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::road::input::DrivingSide;
use nearhand_engine::routing::{
    BidirectionalDijkstra, Direction, Router, SegmentId, Snap, SnapIndex,
};
use nearhand_engine::units::{Millis, Timestamp};
use nearhand_osm_data::city::City;
use nearhand_osm_data::import::{CityDetails, ImportReport, import};
use nearhand_osm_data::osm::Input;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Goal of the cover index: within reach in ten minutes.
const COVER_GOAL: Millis = Millis::from_mins(10);

/// The moment that all positions are from.
pub const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// A city ready to be routed on.
pub struct Town {
    /// Its streets.
    pub road: Arc<RoadNetwork>,
    /// The router of this release.
    pub router: BidirectionalDijkstra,
    /// Where points meet the road.
    pub index: SnapIndex,
}

impl Town {
    /// A city from its streets.
    #[must_use]
    pub fn new(road: Arc<RoadNetwork>) -> Self {
        Self {
            router: BidirectionalDijkstra::new(road.clone()),
            index: SnapIndex::new(road.clone()),
            road,
        }
    }

    /// Random places on streets where trips may begin and end.
    #[must_use]
    pub fn places(&self, count: usize, seed: u64) -> Vec<Snap> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let segments = u32::try_from(self.road.segment_count()).unwrap_or(u32::MAX);
        std::iter::repeat_with(|| {
            let segment = SegmentId(random.random_range(0..segments));
            Snap::on(&self.road, segment, random.random_range(0.0..1.0))
        })
        .flatten()
        .take(count)
        .collect()
    }

    /// How much each street covers, for demand at random places.
    #[must_use]
    pub fn cover(&self) -> CoverIndex {
        let demand = self.places(2_000, 3);
        let points = demand.iter().map(|snap| (snap.position, 1.0));
        CoverIndex::build(
            self.road.edge_count(),
            Zones::from_points(points, "random places"),
            COVER_GOAL,
            |centre| self.index.nearest(centre, None).ok(),
            |place, limit| {
                let mut scratch = self.router.scratch();
                self.router
                    .reach(&mut scratch, &[*place], limit, Direction::Arrive)
                    .edges()
            },
            |_, _| (),
        )
    }

    /// A board with teams on shift, and their positions.
    ///
    /// # Errors
    /// When the board refuses a team.
    pub fn fleet(&self, teams: usize) -> Result<(Board, Fleet)> {
        let mut board = Board::new();
        let mut fleet = Fleet::default();
        for (number, place) in self.places(teams, 4).into_iter().enumerate() {
            let command = Command::AddTeam {
                callsign: format!("Team {number}"),
                capabilities: std::collections::BTreeSet::new(),
                post: None,
            };
            run(&mut board, &command)?;
            let team = board.teams().last().context("a team was added")?.id;
            run(&mut board, &Command::SignOn { team })?;
            let fix = Fix {
                position: place.position,
                at: NOW,
                speed: None,
                bearing: None,
                accuracy: None,
            };
            let position = LivePosition {
                fix,
                received_at: NOW,
                snap: Some(place),
            };
            fleet.set(team, position);
        }
        Ok((board, fleet))
    }

    /// A routine request at a place.
    ///
    /// # Errors
    /// Never: the priority exists.
    pub fn query(&self, place: Snap) -> Result<Query> {
        Ok(Query {
            request: None,
            at: place.position,
            place,
            kind: "wellness_check".try_into().expect("an id"),
            priority: Priority::try_from(3)?,
            needs: std::collections::BTreeSet::new(),
            k: 5,
        })
    }
}

fn run(board: &mut Board, command: &Command) -> Result<()> {
    for event in board.decide(command, NOW)? {
        board.apply(&event);
    }
    Ok(())
}

/// Imports the bundled city into a folder and opens it.
///
/// # Errors
/// When the folder cannot be written to.
pub fn import_bundled(folder: &Path) -> Result<(City, ImportReport)> {
    let (input, details) = nearhand_osm_data::bundled::bundled();
    let path = folder.join("bundled.city");
    let report = import(input, &details, &path, &mut |_| ())?;
    Ok((City::open(&path)?, report))
}

/// Imports a city of the shared test data, if it is at hand: in `$NEARHAND_SHARED/data`, or in `../shared/data` beside the project.
///
/// # Errors
/// When it cannot be imported, or the folder cannot be written to.
pub fn import_shared(name: &str, folder: &Path) -> Result<Option<City>> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");
    let shared = std::env::var_os("NEARHAND_SHARED").unwrap_or_else(|| beside.into());
    let input = Path::new(&shared).join(format!("data/{name}.osm.pbf"));
    if !input.exists() {
        return Ok(None);
    }
    let details = CityDetails {
        name: name.to_owned(),
        time_zone: "Etc/UTC".to_owned(),
        country: None,
        driving_side: Some(DrivingSide::Right),
        bbox: None,
        posts: Vec::new(),
    };
    let path = folder.join(format!("{name}.city"));
    import(Input::Path(&input), &details, &path, &mut |_| ())?;
    Ok(Some(City::open(&path)?))
}
