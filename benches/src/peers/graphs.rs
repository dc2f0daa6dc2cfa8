//! The turn-aware graphs of the rows, with RoutingKit's and our hierarchy on them, prepared once.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::OnceLock;

use anyhow::Result;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::cch_crate::CchCrate;
use super::ours::Ours;
use super::routing_kit::RoutingKit;
use crate::book::Section;
use crate::data;
use crate::graph::{TurnAware, new_york, of_road};

/// A turn-aware graph and who routes on it.
pub(super) struct Graph {
    pub(super) name: &'static str,
    pub(super) turn_aware: TurnAware,
    orders: PathBuf,
    routing_kit: OnceLock<RoutingKit>,
    cch: OnceLock<CchCrate>,
    ours: OnceLock<Ours>,
}

/// All graphs made so far.
pub(super) struct Graphs {
    orders: PathBuf,
    made: Option<Vec<Rc<Graph>>>,
}

impl Graphs {
    /// Orders that take long are kept in a folder.
    pub(super) fn new(orders: PathBuf) -> Self {
        Self { orders, made: None }
    }

    /// Porto and New York, or the bundled city where those are not at hand.
    pub(super) fn all(&mut self, section: &mut Section) -> Result<Vec<Rc<Graph>>> {
        if data::shared().is_none() {
            section.skip(
                "porto and New York",
                "their data is not at hand (NEARHAND_SHARED)",
            );
        }
        if self.made.is_none() {
            self.made = Some(self.make()?);
        }
        Ok(self.made.clone().unwrap_or_default())
    }

    fn make(&self) -> Result<Vec<Rc<Graph>>> {
        let city =
            |name, pbf: PathBuf| Ok::<_, anyhow::Error>((name, of_road(&*data::network(&pbf)?)));
        let graphs = match data::shared() {
            None => vec![city("the bundled city", data::bundled_pbf())?],
            Some(shared) => vec![
                city("porto", shared.join("porto.osm.pbf"))?,
                ("New York", new_york(&shared.join("dimacs-ny"))?),
            ],
        };
        Ok(graphs
            .into_iter()
            .map(|(name, turn_aware)| {
                Rc::new(Graph {
                    name,
                    turn_aware,
                    orders: self.orders.clone(),
                    routing_kit: OnceLock::new(),
                    cch: OnceLock::new(),
                    ours: OnceLock::new(),
                })
            })
            .collect())
    }
}

impl Graph {
    pub(super) fn routing_kit(&self) -> &RoutingKit {
        self.routing_kit
            .get_or_init(|| RoutingKit::new(&self.turn_aware, &self.orders))
    }

    pub(super) fn cch(&self) -> &CchCrate {
        self.cch
            .get_or_init(|| CchCrate::new(&self.turn_aware, self.routing_kit().order()))
    }

    pub(super) fn ours(&self) -> &Ours {
        self.ours.get_or_init(|| Ours::new(&self.turn_aware))
    }

    /// Where an edge begins: longitude and latitude in degrees.
    pub(super) fn start(&self, edge: u32) -> [f64; 2] {
        let (lng, lat) = self.turn_aware.positions[self.turn_aware.edges[edge as usize].0 as usize];
        [lng, lat].map(|steps| f64::from(steps) * 1e-7)
    }

    /// Random edges; the same seed gives the same.
    pub(super) fn edges(&self, count: usize, seed: u64) -> Vec<u32> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let edges = self.turn_aware.edge_count();
        std::iter::repeat_with(|| random.random_range(0..edges))
            .take(count)
            .collect()
    }

    /// Random pairs of edges; the same seed gives the same.
    pub(super) fn pairs(&self, count: usize, seed: u64) -> Vec<(u32, u32)> {
        let ends = self.edges(2 * count, seed);
        ends.chunks_exact(2)
            .map(|pair| (pair[0], pair[1]))
            .collect()
    }
}
