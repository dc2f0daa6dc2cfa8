//! Requests per second: one client with kept connections, the same questions to each server in turn.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use nearhand_engine::units::LngLat;

use super::client::Client;
use super::servers::{Algorithm, Server};
use crate::book::Section;
use crate::figures::{Figures, short};
use crate::{Town, data};

/// Connections that ask at the same time.
const CONNECTIONS: usize = 2;
/// Each server is asked in turn so many times, so that what else the machine does meets all alike.
const ROUNDS: usize = 5;
const ROUTES: usize = 2_000;
const TABLES: usize = 400;
const TARGETS: usize = 100;

/// Measures `route` and `table` beside `osrm-routed`.
///
/// # Errors
/// When a server does not start, or refuses a question.
pub fn measure(command: &str) -> Result<Section> {
    let mut section = Section::new(
        "HTTP: requests per second",
        command,
        &format!(
            "One client with {CONNECTIONS} kept connections on the same machine, the same questions to each server in \
             turn, {ROUNDS} rounds. `route` as clients ask for it (simplified line, hints, no steps), `table` from one \
             place to {TARGETS}. Times are those of a request."
        ),
    );
    section.columns = [
        "on",
        "against",
        "ours, 1/s",
        "theirs, 1/s",
        "ratio",
        "ours p50 / p99",
        "theirs p50 / p99",
    ]
    .map(str::to_owned)
    .to_vec();
    let extracts = super::extracts(&["porto"], &mut section);
    let pbf = &extracts[0];
    let ours = Server::ours(pbf)?;
    let places = places(pbf)?;
    for algorithm in [Algorithm::Mld, Algorithm::Ch] {
        let Some(theirs) = Server::osrm(pbf, algorithm)? else {
            section.skip(
                algorithm.name(),
                "it is not installed (benches/peers/setup)",
            );
            continue;
        };
        for (work, questions) in [
            ("route", routes(&places)),
            ("table 1 × 100", tables(&places)),
        ] {
            let (mut our, mut their) = (Round::default(), Round::default());
            for _ in 0..ROUNDS {
                our.add(&ours, &questions)?;
                their.add(&theirs, &questions)?;
            }
            let [a, b] = [&our, &their].map(Round::per_second);
            let latencies = |round: Round| {
                let figures = Figures::of(round.times);
                format!(
                    "{} / {}",
                    short(figures.percentile(50)),
                    short(figures.percentile(99))
                )
            };
            let city = data::details(pbf).name;
            let cells = [
                city,
                algorithm.name().to_owned(),
                format!("{a:.0}"),
                format!("{b:.0}"),
                format!("{:.2}", a / b),
                latencies(our),
                latencies(their),
            ];
            section.line(work, cells);
        }
    }
    Ok(section)
}

/// What one server did in all rounds.
#[derive(Default)]
struct Round {
    times: Vec<Duration>,
    took: Duration,
}

impl Round {
    fn add(&mut self, server: &Server, questions: &[String]) -> Result<()> {
        // Connections, caches and branch predictors get warm.
        ask(server, &questions[..questions.len() / 10])?;
        let begin = Instant::now();
        self.times.extend(ask(server, questions)?);
        self.took += begin.elapsed();
        Ok(())
    }

    fn per_second(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "thousands")]
        let count = self.times.len() as f64;
        count / self.took.as_secs_f64()
    }
}

/// Asks all questions over the connections; how long each took.
fn ask(server: &Server, questions: &[String]) -> Result<Vec<Duration>> {
    std::thread::scope(|scope| {
        let share = questions.len().div_ceil(CONNECTIONS).max(1);
        let threads: Vec<_> = questions
            .chunks(share)
            .map(|questions| {
                scope.spawn(move || -> Result<Vec<Duration>> {
                    let mut client = Client::new(server.address)?;
                    let timed = |question: &String| {
                        let begin = Instant::now();
                        let (status, _) = client.get(question)?;
                        let took = begin.elapsed();
                        // Both find all places on streets of theirs; a refusal would be no work.
                        ensure!(status == 200, "status {status} for {question}");
                        Ok(took)
                    };
                    questions.iter().map(timed).collect()
                })
            })
            .collect();
        let mut all = Vec::with_capacity(questions.len());
        for thread in threads {
            let times = thread
                .join()
                .map_err(|_| anyhow::anyhow!("a client panicked"))?;
            all.extend(times?);
        }
        Ok(all)
    })
}

/// Random places on the streets of an extract.
fn places(pbf: &Path) -> Result<Vec<LngLat>> {
    let town = Town::new(data::network(pbf)?);
    let places = town.places(ROUTES * 2, 41);
    Ok(places.iter().map(|place| place.position).collect())
}

fn address(places: &[LngLat]) -> String {
    let place = |place: &LngLat| format!("{:.6},{:.6}", place.lng(), place.lat());
    places.iter().map(place).collect::<Vec<_>>().join(";")
}

fn routes(places: &[LngLat]) -> Vec<String> {
    let pairs = places.chunks_exact(2).take(ROUTES);
    pairs
        .map(|pair| format!("/route/v1/driving/{}", address(pair)))
        .collect()
}

fn tables(places: &[LngLat]) -> Vec<String> {
    let windows = places.windows(TARGETS + 1).step_by(7).take(TABLES);
    windows
        .map(|places| format!("/table/v1/driving/{}?sources=0", address(places)))
        .collect()
}
