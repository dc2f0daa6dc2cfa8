//! The demo shift: simulated teams and a simulated dispatcher.
//!
//! It is a client like any other: it signs in with links, reads and writes through the public HTTP API and
//! the public socket, and could as well run on another machine. Only the links are made for it here.

mod client;
mod dispatcher;
mod drive;
mod team;

use std::time::Duration;

use nearhand_engine::{dispatch::ids::TeamId, units::LngLat};
use nearhand_osm_data::places::Places;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use self::client::Client;
use crate::{app::App, auth::AuthError, store::Role, wire::time};

/// Teams that are simulated: `T1` to `T8`.
const TEAMS: u32 = 8;
/// The team that is left for the person who tries things out.
pub const HUMAN_TEAM: TeamId = TeamId(TEAMS + 1);
/// Wait before a client that lost its connection comes back.
const PAUSE: Duration = Duration::from_secs(2);

/// Adds teams to those of the posts until there is one for the person who tries things out.
///
/// The added ones wait at addresses: the middle of a city may be water.
pub fn fill_up(teams: &mut Vec<(String, Option<LngLat>)>, places: &Places) {
    const CALLSIGNS: [&str; 9] = [
        "Harbour", "Bastion", "Lantern", "Olive", "Kestrel", "Anchor", "Juniper", "Saffron",
        "Yours",
    ];
    teams.truncate(TEAMS as usize);
    let known: Vec<LngLat> = places
        .addresses()
        .map(|address| address.position)
        .chain(places.place_positions())
        .collect();
    let apart = known.len() / CALLSIGNS.len();
    for (number, callsign) in CALLSIGNS.iter().enumerate().skip(teams.len()) {
        let post = known.get(number * apart).copied();
        teams.push(((*callsign).to_owned(), post));
    }
}

/// Starts the shift beside the server.
///
/// # Errors
/// When no links could be made for it.
pub fn start(app: &App, seed: u64) -> Result<(), AuthError> {
    let base = format!("http://{}", app.listening);
    let link = |role, team| -> Result<String, AuthError> {
        let token = app.auth.issue_link(role, team, time::now())?;
        Ok(format!("{base}/sign-in?token={token}"))
    };
    let random = |stream: u64| {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        random
    };
    let dispatcher = link(Role::Dispatcher, None)?;
    spawn(app, base.clone(), dispatcher, random(0), dispatcher::run);
    for number in 1..=TEAMS {
        let team = TeamId(number);
        if app.agency.published().board.team(team).is_none() {
            continue;
        }
        let link = link(Role::Field, Some(team))?;
        let random = random(u64::from(number));
        spawn(app, base.clone(), link, random, move |client, random| {
            team::run(client, random, team)
        });
    }
    Ok(())
}

/// Runs a client until the server stops; what loses its connection comes back.
fn spawn<Work>(
    app: &App,
    base: String,
    link: String,
    mut random: ChaCha8Rng,
    work: impl Fn(Client, ChaCha8Rng) -> Work + Send + 'static,
) where
    Work: Future<Output = anyhow::Result<()>> + Send,
{
    let app = app.clone();
    let shift = async move {
        let client = loop {
            match Client::sign_in(&base, &link).await {
                Ok(client) => break client,
                Err(error) => tracing::debug!(%error, "the demo could not sign in yet"),
            }
            tokio::time::sleep(PAUSE).await;
        };
        loop {
            // Each attempt draws on, so that it does not repeat the one before.
            let attempt = ChaCha8Rng::from_rng(&mut random);
            if let Err(error) = work(client.clone(), attempt).await {
                tracing::debug!(%error, "the demo begins anew");
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    tokio::spawn(async move {
        tokio::select! {
            () = app.stopped() => {}
            () = shift => {}
        }
    });
}

/// The kinds of moments that a demo client waits for.
fn seconds(random: &mut ChaCha8Rng, range: std::ops::Range<u64>) -> Duration {
    use rand::Rng as _;
    Duration::from_millis(random.random_range(range.start * 1000..range.end * 1000))
}
