//! The command line.

mod user;

use std::{
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use nearhand_engine::units::Timestamp;

pub use user::{UserArgs, UserCommand, UserInviteArgs, UserListArgs, UserNameArgs, UserResetArgs};

use crate::{store::Head, wire::time};

/// Real-time dispatch and routing: one binary, one city file, no outside service.
#[derive(Debug, Parser)]
#[command(name = "nearhand", version, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server; prints one sign-in link per role
    Serve(ServeArgs),
    /// Make a city file from an OpenStreetMap extract
    Import(ImportArgs),
    /// Copy the record to one file, also while the server runs
    Backup(BackupArgs),
    /// Put the record of a backup in place
    Restore(RestoreArgs),
    /// Check that the record is whole: every entry of the log, its chain of hashes, and what it leads to
    Verify(VerifyArgs),
    /// Remove what is older than it may be kept, now and also while the server runs
    Purge(PurgeArgs),
    /// Write the record as text for other programs, also while the server runs
    Export(ExportArgs),
    /// The service as a file: what help it gives, how fast it means to come, whom it works with
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Accounts: list them, invite somebody, let somebody in again who lost the password; also while the server runs
    User(UserArgs),
}

/// Which data folder.
#[derive(Clone, Debug, Default, Args)]
pub struct DataArgs {
    /// Folder of the log [default: nearhand in the user's data folder]
    #[arg(long, env = "NEARHAND_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Configuration file (TOML) whose data folder is meant
    #[arg(long, env = "NEARHAND_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Options of `nearhand backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// File to write; it must not be there yet
    #[arg(value_name = "OUT.db")]
    pub output: PathBuf,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// Print what was done as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `nearhand restore`.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// A file written by `nearhand backup`
    #[arg(value_name = "BACKUP.db")]
    pub input: PathBuf,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// Put it in the place of the record that is there; that one is kept beside it under another name
    #[arg(long)]
    pub replace: bool,
    /// Print what was done as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `nearhand verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// A backup to check, instead of the data folder
    #[arg(value_name = "BACKUP.db", conflicts_with = "data")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// A head that was noted earlier: the log must still contain it
    #[arg(long, value_name = "NUMBER:HASH")]
    pub contains: Option<Head>,
    /// Print what was found as JSON
    #[arg(long)]
    pub json: bool,
}

/// Days that breadcrumbs may be kept at most: ten years.
pub const MOST_DAYS: u16 = 3660;

/// Options of `nearhand purge`.
#[derive(Debug, Args)]
pub struct PurgeArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// Days that is kept where teams were [default: as the service is configured]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(..=i64::from(MOST_DAYS)))]
    pub breadcrumb_days: Option<u16>,
    /// Print what was removed as JSON
    #[arg(long)]
    pub json: bool,
}

/// What `nearhand config` does.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Write what the service is as a file, beside a running server
    Export(ConfigExportArgs),
    /// Set what the service is by a file; not while a server works on the folder
    Import(ConfigImportArgs),
    /// Say what is wrong with a file of a service, or of settings of `nearhand serve`
    Check(ConfigCheckArgs),
    /// Write one of the examples: care-team, county-mobile-crisis
    Example(ConfigExampleArgs),
    /// List what was changed, when and by whom
    History(ConfigHistoryArgs),
}

/// Options of `nearhand config export`.
#[derive(Debug, Args)]
pub struct ConfigExportArgs {
    /// A backup to read, instead of the data folder
    #[arg(value_name = "BACKUP.db", conflicts_with = "data")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// As it was at this version [default: as it is]
    #[arg(long, value_name = "N")]
    pub version: Option<u64>,
    /// File to write; it must not be there yet [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Options of `nearhand config import`.
#[derive(Debug, Args)]
pub struct ConfigImportArgs {
    /// The file
    #[arg(value_name = "FILE.toml")]
    pub file: PathBuf,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// Only say what would change
    #[arg(long)]
    pub dry_run: bool,
    /// Print what changed as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `nearhand config check`.
#[derive(Debug, Args)]
pub struct ConfigCheckArgs {
    /// The file
    #[arg(value_name = "FILE.toml")]
    pub file: PathBuf,
}

/// Options of `nearhand config example`.
#[derive(Debug, Args)]
pub struct ConfigExampleArgs {
    /// Which one
    #[arg(value_name = "NAME")]
    pub name: String,
    /// File to write; it must not be there yet [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Options of `nearhand config history`.
#[derive(Debug, Args)]
pub struct ConfigHistoryArgs {
    /// A backup to read, instead of the data folder
    #[arg(value_name = "BACKUP.db", conflicts_with = "data")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// Print it as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `nearhand export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// A backup to export, instead of the data folder
    #[arg(value_name = "BACKUP.db", conflicts_with = "data")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub folder: DataArgs,
    /// What is written: the log as it lies in the record (one line of JSON per entry), or a table (CSV)
    #[arg(long, value_enum, default_value_t = ExportWhat::Log)]
    pub what: ExportWhat,
    /// File to write; it must not be there yet [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only what began at or after this time (RFC 3339)
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub since: Option<Timestamp>,
    /// Only what began before this time (RFC 3339)
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub until: Option<Timestamp>,
    /// With addresses, exact places, notes, reasons and names; without it they are left out
    #[arg(long)]
    pub personal: bool,
}

/// What `nearhand export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportWhat {
    /// Every entry of the log, as lines of JSON
    Log,
    /// A line per request, as CSV
    Requests,
    /// A line per assignment, as CSV
    Assignments,
}

fn parse_time(text: &str) -> Result<Timestamp, String> {
    time::parse(text).ok_or_else(|| {
        "give a time such as 2026-11-24T03:00:00Z or 2026-11-24T04:00:00+01:00".to_owned()
    })
}

/// Options of `nearhand serve`.
#[derive(Debug, Default, Args)]
pub struct ServeArgs {
    /// City file [default: the bundled city, imported at the first start]
    #[arg(long, env = "NEARHAND_CITY", value_name = "FILE")]
    pub city: Option<PathBuf>,
    /// Folder for the log and the imported city [default: nearhand in the user's data folder]
    #[arg(long, env = "NEARHAND_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Address to listen on; port 0 picks a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "NEARHAND_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Answer OSRM's HTTP API without login on this address; a port alone means this machine only [default: nowhere]
    #[arg(long, env = "NEARHAND_ROUTING_LISTEN", value_name = "ADDR", value_parser = parse_listen)]
    pub routing_listen: Option<SocketAddr>,
    /// Calls a second that each session and device has; as many may come at once [default: 3000]
    #[arg(long, env = "NEARHAND_CALLS_PER_SECOND", value_name = "N")]
    pub calls_per_second: Option<NonZeroU32>,
    /// Calls a second that each remote address has for calls without a session or token [default: 500]
    #[arg(long, env = "NEARHAND_STRANGER_CALLS_PER_SECOND", value_name = "N")]
    pub stranger_calls_per_second: Option<NonZeroU32>,
    /// Typical speeds between OSM nodes, as OSRM's --segment-speed-file: from,to,km/h[,rate[,hours of the week]];
    /// may be given several times, later files count before earlier ones
    #[arg(
        long,
        env = "NEARHAND_SPEEDS",
        value_name = "FILE",
        value_delimiter = ','
    )]
    pub speeds: Vec<PathBuf>,
    /// Run a demo shift: teams that drive real streets, requests at real addresses
    #[arg(long, env = "NEARHAND_DEMO")]
    pub demo: bool,
    /// Seed of the demo shift: the same seed gives the same requests [default: 1]
    #[arg(long, env = "NEARHAND_DEMO_SEED", value_name = "N")]
    pub demo_seed: Option<u64>,
    /// Print a sign-in link for each role, also when people have accounts
    #[arg(long)]
    pub links: bool,
    /// Print one line of JSON for programs instead of text for people, and log as JSON
    #[arg(long)]
    pub json: bool,
    /// What to log to standard error, such as info or nearhand_server=debug [default: warn]
    #[arg(long, env = "NEARHAND_LOG", value_name = "FILTER")]
    pub log: Option<String>,
    /// File of the service (TOML) that an empty data folder begins with; looked at only then [default: a city's care team]
    #[arg(long, env = "NEARHAND_SERVICE", value_name = "FILE")]
    pub service: Option<PathBuf>,
    /// Configuration file (TOML) with any of: city, data, listen, routing_listen, calls_per_second,
    /// stranger_calls_per_second, speeds, demo, demo_seed, log, service, neighbours
    #[arg(long, env = "NEARHAND_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Options of `nearhand import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// OpenStreetMap extract: .osm.pbf, .osm, .osm.gz or .osm.bz2, told apart by content
    #[arg(value_name = "IN.osm.pbf")]
    pub input: PathBuf,
    /// City file to write
    #[arg(short, long, value_name = "OUT.city")]
    pub output: PathBuf,
    /// Description of the city (TOML) with name, time_zone, driving_side, bbox and posts
    #[arg(long, value_name = "FILE.toml")]
    pub city_details: Option<PathBuf>,
    /// Name of the city [default: the input file's name]
    #[arg(long)]
    pub name: Option<String>,
    /// IANA time zone, such as America/Los_Angeles [default: UTC]
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// Side of the road that traffic keeps to [default: as usual in the time zone]
    #[arg(long, value_enum)]
    pub driving_side: Option<Side>,
    /// Only this box, in degrees
    #[arg(long, value_name = "W,S,E,N", value_parser = parse_box, allow_hyphen_values = true)]
    pub bbox: Option<Bounds>,
    /// List everything that was left out or is broken, with OSM ids, in FILE, or on standard output with `-`
    ///
    /// Tab-separated text, sorted, with a head line: kind, object, id, detail. The kinds: way_not_driven and
    /// restriction_not_kept (by car; detail: why); condition_not_kept (detail: why); missing_node and missing_member (detail: what is referred to, as node/17);
    /// no_members, no_length, repeated_node, given_twice, off_earth; open_area (a multipolygon that does not close or
    /// lacks a part) and coast_end (a coastline that ends in the middle of the map).
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// Left or right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Side {
    Left,
    Right,
}

/// West, south, east, north in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds(pub [f64; 4]);

/// An address with a port, or a port of the loopback address.
pub(crate) fn parse_listen(text: &str) -> Result<SocketAddr, String> {
    let port = |port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    text.parse()
        .or_else(|_| text.parse().map(port))
        .map_err(|_| "give an address with a port, such as 0.0.0.0:5000, or a port".to_owned())
}

fn parse_box(text: &str) -> Result<Bounds, String> {
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    numbers
        .ok()
        .and_then(|numbers| numbers.try_into().ok())
        .map(Bounds)
        .ok_or_else(|| "give four numbers: west,south,east,north".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_port_alone_is_of_this_machine() {
        assert!(parse_listen("5000").unwrap().ip().is_loopback());
        assert_eq!(parse_listen("0.0.0.0:80").unwrap().port(), 80);
        for bad in ["", "host", "1.2.3.4", "65536", ":5000"] {
            assert!(parse_listen(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_box_may_begin_with_a_minus() {
        let line = [
            "nearhand",
            "import",
            "in.pbf",
            "-o",
            "out",
            "--bbox",
            "-118.4,34.07,-118.34,34.1",
        ];
        let Command::Import(args) = Cli::try_parse_from(line).unwrap().command else {
            panic!("this is an import");
        };
        assert_eq!(args.bbox, Some(Bounds([-118.4, 34.07, -118.34, 34.1])));
        assert!(parse_box("1,2,3").is_err());
    }
}
