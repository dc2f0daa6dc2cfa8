//! The command line.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// Print one line of JSON for programs instead of text for people, and log as JSON
    #[arg(long)]
    pub json: bool,
    /// What to log to standard error, such as info or nearhand_server=debug [default: warn]
    #[arg(long, env = "NEARHAND_LOG", value_name = "FILTER")]
    pub log: Option<String>,
    /// Configuration file (TOML) with any of: city, data, listen, speeds, demo, demo_seed, log
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
