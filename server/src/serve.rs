//! `nearhand serve`: puts the server together, runs it, and stops it in good order.

use std::{future::IntoFuture as _, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context as _;
use nearhand_engine::{
    dispatch::{
        Command, Configuration, ServiceFile, configuration::Post, fleet::DEFAULT_STALE_AFTER,
        model::Capability,
    },
    routing::live::{SpeedTable, read_speed_file},
    units::LngLat,
};
use nearhand_osm_data::{bundled, city::City};
use tokio::{net::TcpListener, sync::watch, time::MissedTickBehavior};
use tracing_subscriber::EnvFilter;

use crate::{
    agency::{Agency, Submission, recovery},
    announcement,
    app::{App, Parts, SocketWorkers},
    auth::Auth,
    blocking,
    breadcrumbs::{self, Breadcrumbs},
    city::CityService,
    cli::ServeArgs,
    closures::{self, Keeper},
    config::Config,
    demo, figures,
    http::{self, limits::Limits},
    listen::without_delay,
    live::WrittenBoards,
    live_router::Routing,
    problem::Problem,
    progress::ImportProgress,
    record::service,
    store::{self, Role, Snapshots, SqliteStore, Store},
    timers,
    tracking::{self, Tracking},
    wire::{redact::Viewer, time},
};

/// Movements are put together this often; each screen is told of every few of these beats (`live::session`).
const FLEET_TICK: Duration = Duration::from_millis(100);
/// How long a read may wait to be on record.
const RECORD_EVERY: Duration = Duration::from_millis(500);
/// Checkpoints of the store are made this often. Commands wait longer for the disk meanwhile; and a page that was written
/// by many of them since is brought in once.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(10);
/// After this, whoever is still connected is cut off.
const STOP_WITHIN: Duration = Duration::from_secs(4);

/// With more workers for screens than cores, the system lets one that has waited for a command go before one that has told
/// screens for a while.
const SCREEN_WORKERS_PER_CORE: usize = 2;
/// A worker looks for what has arrived after this many tasks, each of which may tell a screen of dozens of events.
const EVENT_INTERVAL: u32 = 10;
/// How far the workers that take in positions of devices step back where the processors are full (a niceness): a position
/// may be a quarter of a second old, while somebody waits for each command and each question.
const DEVICES_NICENESS: i32 = 10;

/// Runs the server until it is told to stop.
///
/// # Errors
/// When the settings, the city or the data folder cannot be used, or the address is taken.
pub fn run(args: ServeArgs) -> anyhow::Result<()> {
    let config = Config::load(args)?;
    start_log(&config)?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let workers = |count: usize| {
        let mut workers = tokio::runtime::Builder::new_multi_thread();
        workers
            .worker_threads(count)
            .event_interval(EVENT_INTERVAL)
            .enable_all();
        workers
    };
    let started = "the async runtime could not be started";
    let runtime = workers(cores).build().context(started)?;
    let screens = workers(cores * SCREEN_WORKERS_PER_CORE)
        .thread_name("screens")
        .build()
        .context(started)?;
    let devices = workers(cores)
        .thread_name("devices")
        .on_thread_start(|| blocking::step_back(DEVICES_NICENESS))
        .build()
        .context(started)?;
    let sockets = SocketWorkers {
        screens: screens.handle().clone(),
        devices: devices.handle().clone(),
    };
    let result = runtime.block_on(serve(config, sockets));
    // Work that is still on blocking threads (a cover index) holds nothing that must be kept.
    for runtime in [runtime, screens, devices] {
        runtime.shutdown_timeout(Duration::from_millis(100));
    }
    result
}

async fn serve(config: Config, sockets: SocketWorkers) -> anyhow::Result<()> {
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("the data folder {} cannot be made", config.data.display()))?;
    let city = CityService::new(open_city(&config)?);
    let store: Arc<dyn Store> = Arc::new(
        SqliteStore::open(&store::folder::database(&config.data))
            .with_context(|| format!("the data folder {} cannot be used", config.data.display()))?,
    );
    let snapshots = Snapshots::of(&config.data);
    let agency = Agency::open(Arc::clone(&store), &snapshots, DEFAULT_STALE_AFTER)?;
    found_service(&agency, &config, &city).await?;
    let kept = agency.published().board.configuration().retention;
    let auth = Auth::open(Arc::clone(&store), time::now())?;
    let unknown = city.live().set_learned(&store.learned()?);
    if unknown > 0 {
        tracing::warn!(
            unknown,
            "speeds were learned on streets that this city file does not have"
        );
    }
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("{} is taken or not ours to listen on", config.listen))?;
    let routing_listener = match config.routing_listen {
        Some(address) => Some(listen_for_routing(address).await?),
        None => None,
    };
    let keeper = Keeper::new(&city.file().meta().time_zone)?;
    load_speeds(&config, &city)?;
    let app = App::new(Parts {
        agency,
        boards: WrittenBoards::default(),
        auth,
        city,
        keeper,
        tracking: Tracking::new(Arc::clone(&store)),
        breadcrumbs: Breadcrumbs::new(Arc::clone(&store), kept.breadcrumb_days),
        limits: Limits::new(config.calls, config.stranger_calls),
        policy: config.policy(),
        sockets,
        listening: listener.local_addr()?,
        stop: watch::Sender::new(false),
        metrics: figures::collect(),
    });
    found_agency(&app, config.demo).await?;
    let first = app.clone();
    blocking::run(move || closures::update(&first))
        .await
        .map_err(|problem| anyhow::anyhow!(problem.detail))?;
    tokio::spawn(keep_record(app.clone()));
    tokio::spawn(figures::keep(app.clone()));
    tokio::spawn(timers::keep(app.clone()));
    tokio::spawn(keep_tidy(app.clone(), Arc::clone(&store)));
    tokio::spawn(recovery::keep(app.clone(), store, snapshots));
    tokio::spawn(closures::keep(app.clone()));
    tokio::spawn(tick_fleet(app.clone()));
    tokio::spawn(keep_cover(app.clone()));
    tokio::spawn(tracking::keep(app.clone()));
    tokio::spawn(breadcrumbs::keep(app.clone()));
    let routing = routing_listener.as_ref().map(TcpListener::local_addr);
    announcement::make(&app, &config, routing.transpose()?)?;
    if let Some(listener) = routing_listener {
        tokio::spawn(serve_routing(app.clone(), listener));
    }
    if config.demo {
        demo::start(&app, config.demo_seed)?;
    }
    serve_until_told(app, listener).await
}

async fn listen_for_routing(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let bound = TcpListener::bind(address).await;
    bound.with_context(|| format!("{address} is taken or not ours to listen on"))
}

/// Serves OSRM's HTTP API, which needs no login, until the server stops.
async fn serve_routing(app: App, listener: TcpListener) {
    let listener = without_delay(listener);
    let service = http::open_service(app.clone());
    let server =
        axum::serve(listener, service).with_graceful_shutdown(async move { app.stopped().await });
    // It ends without an error when it is told to.
    let _ = server.await;
}

/// Builds the cover index, and builds it again whenever streets are driven at other times, until the server stops.
async fn keep_cover(app: App) {
    let mut swaps = app.city.live().follow();
    let stopped = app.stopped();
    tokio::pin!(stopped);
    let mut built: Option<Arc<Routing>> = None;
    loop {
        swaps.mark_unchanged();
        let routing = app.city.routing();
        if !built.is_some_and(|built| built.is_driven_like(&routing)) {
            let (building, of) = (app.clone(), Arc::clone(&routing));
            // When it panicked, that is logged; the one before stays.
            let _ = blocking::run(move || building.city.build_cover(&of)).await;
        }
        built = Some(routing);
        tokio::select! {
            changed = swaps.changed() => if changed.is_err() { return },
            () = &mut stopped => return,
        }
    }
}

fn open_city(config: &Config) -> anyhow::Result<City> {
    if let Some(path) = &config.city {
        return Ok(City::open(path)?);
    }
    let mut shown = ImportProgress::new();
    let opened =
        bundled::open_or_import_bundled(&config.data, &mut |progress| shown.show(progress));
    shown.end();
    Ok(opened?.city)
}

/// Reads the files of typical speeds; one that cannot be read is named with its line.
fn load_speeds(config: &Config, city: &CityService) -> anyhow::Result<()> {
    if config.speeds.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::new();
    for path in &config.speeds {
        let name = path.display().to_string();
        let bytes = std::fs::read(path)
            .with_context(|| format!("the file of speeds {name} cannot be read"))?;
        rows.extend(read_speed_file(&name, &bytes)?);
    }
    let (table, report) = SpeedTable::new(city.live().base(), &rows);
    if report.unknown_pairs > 0 {
        tracing::warn!(
            pairs = report.pairs,
            unknown = report.unknown_pairs,
            "some pairs of nodes are not driven in this city"
        );
    }
    tracing::info!(rows = report.rows, edges = report.edges, "speeds read");
    city.live().set_speeds(table);
    Ok(())
}

fn start_log(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log)
        .with_context(|| format!("\"{}\" is not a log filter", config.log))?;
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = if config.json {
        subscriber.json().try_init()
    } else {
        subscriber.try_init()
    };
    // Another part of the process (a test) may log already.
    started.or(Ok(()))
}

/// Until somebody has said what the service is, the log says nothing of it: now it gets what the operator's file says, or
/// what is built in, with the city's posts.
async fn found_service(agency: &Agency, config: &Config, city: &CityService) -> anyhow::Result<()> {
    if !agency.published().board.configuration().is_built_in() {
        return Ok(());
    }
    let mut file = match &config.service {
        Some(path) => service::read(path)?,
        None => ServiceFile {
            destinations: None,
            ..agency.published().board.service_file()
        },
    };
    let posts = &mut file.configuration.posts;
    if posts.is_empty() {
        let of_city = city.file().meta().posts.iter();
        *posts = of_city
            .map(|post| Post {
                name: post.name.clone(),
                position: post.position,
            })
            .collect();
    }
    let listed = file.destinations.iter().flatten();
    let places = posts.iter().map(|it| (&it.name, it.position));
    let mut places = places.chain(listed.map(|it| (&it.name, it.position)));
    if let Some((name, _)) = places.find(|(_, place)| city.snap(*place).is_err()) {
        anyhow::bail!("\"{name}\" lies near no street of this city: mend its position");
    }
    agency
        .submit(service::submission(file))
        .await
        .map_err(|refusal| anyhow::anyhow!(Problem::from(refusal).detail))?;
    Ok(())
}

/// A new board gets a team for each post of the service, off duty, so that there is somebody to sign in as.
async fn found_agency(app: &App, demo: bool) -> anyhow::Result<()> {
    if app.agency.published().board.teams().len() > 0 {
        return Ok(());
    }
    let service = app.agency.published().board.configuration().clone();
    let posts = service.posts.clone();
    let mut teams: Vec<(String, Option<LngLat>)> = posts
        .into_iter()
        .map(|post| (post.name, Some(post.position)))
        .collect();
    if teams.is_empty() {
        teams.push(("Team 1".to_owned(), None));
    }
    if demo {
        demo::fill_up(&mut teams, app.city.file().places());
    }
    for (number, (callsign, post)) in teams.into_iter().enumerate() {
        let submission = Submission {
            command: Command::AddTeam {
                callsign,
                capabilities: capabilities(number, &service),
                post,
            },
            expected: None,
            actor: "operator".to_owned(),
            viewer: Viewer {
                role: Role::Dispatcher,
                team: None,
            },
            key: None,
            now: time::now(),
        };
        app.agency.submit(submission).await?;
    }
    Ok(())
}

/// Teams differ, as they do in life; each can do what the service knows of its list.
fn capabilities(number: usize, service: &Configuration) -> std::collections::BTreeSet<Capability> {
    const CREWS: [&[&str]; 4] = [
        &["peer", "naloxone", "transport"],
        &["clinician", "first_aid", "lang:mt"],
        &["peer", "first_aid", "wheelchair", "transport"],
        &["clinician", "naloxone", "lang:it"],
    ];
    CREWS[number % CREWS.len()]
        .iter()
        .filter_map(|name| Capability::try_from((*name).to_owned()).ok())
        .filter(|capability| service.knows(capability))
        .collect()
}

/// Puts movements together.
async fn tick_fleet(app: App) {
    let mut beat = tokio::time::interval(FLEET_TICK);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stopped = app.stopped();
    tokio::pin!(stopped);
    loop {
        tokio::select! {
            _ = beat.tick() => app.agency.fleet().tick(),
            () = &mut stopped => return,
        }
    }
}

/// Writes who read what, and when sessions were last used, every moment.
async fn keep_record(app: App) {
    let mut beat = tokio::time::interval(RECORD_EVERY);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stopped = app.stopped();
    tokio::pin!(stopped);
    loop {
        tokio::select! {
            _ = beat.tick() => write_record(&app).await,
            () = &mut stopped => return,
        }
    }
}

/// Keeps the store tidy.
async fn keep_tidy(app: App, store: Arc<dyn Store>) {
    let mut beat = tokio::time::interval(CHECKPOINT_EVERY);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stopped = app.stopped();
    tokio::pin!(stopped);
    let mut failed = false;
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = &mut stopped => return,
        }
        let store = Arc::clone(&store);
        // A panic was logged.
        let Ok(done) = blocking::run(move || store.checkpoint()).await else {
            continue;
        };
        // Said once: a disk that is full stays so for a while.
        if let Err(error) = &done
            && !failed
        {
            tracing::warn!(
                error = error as &dyn std::error::Error,
                "the store's log could not be brought into its file: it is tried again, and nothing is lost"
            );
        }
        failed = done.is_err();
    }
}

async fn write_record(app: &App) {
    let writing = app.clone();
    let written = blocking::run(move || {
        writing.auth.audit.write()?;
        writing.auth.write_used()?;
        writing.auth.forget_ended(time::now())
    });
    // A panic was logged.
    if let Ok(Err(error)) = written.await {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "the record of access could not be written: it is tried again"
        );
    }
}

/// Serves until a signal comes; then finishes what was accepted and stops.
async fn serve_until_told(app: App, listener: TcpListener) -> anyhow::Result<()> {
    let service = http::service(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let stopping = app.clone();
    let server = axum::serve(without_delay(listener), service)
        .with_graceful_shutdown(async move { stopping.stopped().await });
    let mut serving = tokio::spawn(server.into_future());
    tokio::select! {
        done = &mut serving => done??,
        () = told_to_stop() => {
            app.stop.send_replace(true);
            // Those who do not let go in time are cut off; what they were told is durable.
            let _ = tokio::time::timeout(STOP_WITHIN, serving).await;
        }
    }
    tracking::write(&app).await;
    write_record(&app).await;
    breadcrumbs::write(&app).await;
    let closing = app.clone();
    tokio::task::spawn_blocking(move || closing.agency.close()).await?;
    Ok(())
}

/// Ctrl-C or SIGTERM.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler there is nothing to wait for but the interrupt.
    let _ = interrupt.await;
}
