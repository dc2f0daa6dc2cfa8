//! Whether our routes are those of `osrm-routed`: random pairs, the ways compared node by node and the times.

use std::path::Path;

use anyhow::{Context as _, Result};
use nearhand_engine::routing::Snap;
use nearhand_engine::units::LngLat;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use super::client::Client;
use super::servers::{Algorithm, Server};
use crate::book::Section;
use crate::{Town, data};

const PAIRS: usize = 2_000;
/// Coordinates lie up to so many degrees (about 50 m) east or west and north or south of a place on a street.
const ASIDE: f64 = 5e-4;
/// Times are alike within this share, and a rounding.
const ALIKE: f64 = 0.02;
const ROUNDING: f64 = 0.11;
/// Places are the same within so many degrees (about 2 m).
const SAME_PLACE: f64 = 2e-5;

/// Compares routes on three extracts.
///
/// # Errors
/// When a server does not start or an answer cannot be read.
pub fn measure(command: &str) -> Result<Section> {
    let mut section = Section::new(
        "HTTP: the same routes as OSRM",
        command,
        &format!(
            "{PAIRS} random pairs of coordinates near streets, `route` of both servers. A way is the same when it \
             passes the same nodes. OSRM chooses by `weight` and tells `duration`; ours are one figure, compared with both, \
             within 2 %. benches/DIFFERENCES.md explains what differs."
        ),
    );
    section.columns = [
        "routes",
        "same place",
        "same way",
        "weight alike",
        "duration alike",
        "same way and weight",
        "same way and duration",
        "other way, weight alike",
    ]
    .map(str::to_owned)
    .to_vec();
    for pbf in super::extracts(&["portland", "milan", "malta"], &mut section) {
        let name = data::details(&pbf).name;
        match compare(&pbf)? {
            Some(tally) => section.line(name, tally.cells()),
            None => section.skip(name, "osrm-routed is not installed (benches/peers/setup)"),
        }
    }
    Ok(section)
}

/// How many routes agree in what.
#[derive(Default)]
struct Tally {
    routes: usize,
    same_place: usize,
    same_way: usize,
    weight: usize,
    duration: usize,
    way_and_weight: usize,
    way_and_duration: usize,
    other_way: usize,
    other_way_alike: usize,
    /// One found a route, the other none.
    found_by_one: usize,
}

impl Tally {
    fn cells(&self) -> Vec<String> {
        #[expect(clippy::cast_precision_loss, reason = "thousands")]
        let share = |part: usize, whole: usize| {
            format!("{:.1} %", part as f64 * 100.0 / whole.max(1) as f64)
        };
        let of_all = |part: usize| share(part, self.routes);
        vec![
            format!(
                "{} (and {} found by one only)",
                self.routes, self.found_by_one
            ),
            of_all(self.same_place),
            of_all(self.same_way),
            of_all(self.weight),
            of_all(self.duration),
            of_all(self.way_and_weight),
            of_all(self.way_and_duration),
            share(self.other_way_alike, self.other_way),
        ]
    }

    fn add(&mut self, ours: &Value, theirs: &Value) -> Result<()> {
        let found = [ours, theirs].map(|body| body["code"] == "Ok");
        if found != [true, true] {
            self.found_by_one += usize::from(found[0] != found[1]);
            return Ok(());
        }
        let [our, their] = [ours, theirs].map(|body| &body["routes"][0]);
        let time = number(&our["duration"])?;
        let alike = |other: f64| (time - other).abs() <= other * ALIKE + ROUNDING;
        let weight = alike(number(&their["weight"])?);
        let duration = alike(number(&their["duration"])?);
        let way = inner_nodes(our) == inner_nodes(their);
        self.routes += 1;
        self.same_place += usize::from(same_places(ours, theirs));
        self.same_way += usize::from(way);
        self.weight += usize::from(weight);
        self.duration += usize::from(duration);
        self.way_and_weight += usize::from(way && weight);
        self.way_and_duration += usize::from(way && duration);
        self.other_way += usize::from(!way);
        self.other_way_alike += usize::from(!way && weight);
        Ok(())
    }
}

fn compare(pbf: &Path) -> Result<Option<Tally>> {
    let Some(theirs) = Server::osrm(pbf, Algorithm::Mld)? else {
        return Ok(None);
    };
    let ours = Server::ours(pbf)?;
    let [mut our, mut their] = [Client::new(ours.address)?, Client::new(theirs.address)?];
    let places = Town::new(data::network(pbf)?).places(2 * PAIRS, 45);
    let mut random = ChaCha8Rng::seed_from_u64(45);
    let mut beside = |place: &Snap| {
        let mut aside = || random.random_range(-ASIDE..ASIDE);
        LngLat::new(
            place.position.lng() + aside(),
            place.position.lat() + aside(),
        )
    };
    let mut tally = Tally::default();
    for pair in places.chunks_exact(2) {
        let [from, to] = [beside(&pair[0])?, beside(&pair[1])?];
        let path = format!(
            "/route/v1/driving/{:.6},{:.6};{:.6},{:.6}?overview=false&annotations=nodes",
            from.lng(),
            from.lat(),
            to.lng(),
            to.lat()
        );
        tally.add(&our.json(&path)?, &their.json(&path)?)?;
    }
    Ok(Some(tally))
}

fn number(value: &Value) -> Result<f64> {
    value.as_f64().context("a number in an answer")
}

/// The nodes passed. The first and last only say which piece of street the ends lie on.
fn inner_nodes(route: &Value) -> &[Value] {
    let nodes = route["legs"][0]["annotation"]["nodes"].as_array();
    let nodes = nodes.map_or(&[][..], Vec::as_slice);
    nodes
        .get(1..nodes.len().saturating_sub(1))
        .unwrap_or_default()
}

fn same_places(ours: &Value, theirs: &Value) -> bool {
    let coordinate = |body: &Value, end: usize, axis: usize| {
        body["waypoints"][end]["location"][axis]
            .as_f64()
            .unwrap_or(f64::NAN)
    };
    let off = |end, axis| (coordinate(ours, end, axis) - coordinate(theirs, end, axis)).abs();
    [(0, 0), (0, 1), (1, 0), (1, 1)]
        .into_iter()
        .all(|(end, axis)| off(end, axis) < SAME_PLACE)
}
