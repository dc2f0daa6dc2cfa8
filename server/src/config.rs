//! Settings of `nearhand serve`: flag over environment over file.

use std::{
    net::SocketAddr,
    num::NonZeroU32,
    path::{Path, PathBuf},
};

use nearhand_engine::{
    dispatch::recommend::{Neighbour, Policy},
    units::Millis,
};
use serde::Deserialize;

use crate::{
    cli::{self, ServeArgs},
    http::limits::{USUAL_CALLS, USUAL_STRANGER_CALLS},
};

/// What the server goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The city file; `None` for the bundled city.
    pub city: Option<PathBuf>,
    /// Where the log and the imported city lie.
    pub data: PathBuf,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address of OSRM's HTTP API without login; `None` for none.
    pub routing_listen: Option<SocketAddr>,
    /// Calls a second that each credential has.
    pub calls: NonZeroU32,
    /// Calls a second that each address has without a credential.
    pub stranger_calls: NonZeroU32,
    /// Files of typical speeds.
    pub speeds: Vec<PathBuf>,
    /// Whether a demo shift runs.
    pub demo: bool,
    /// Seed of the demo shift.
    pub demo_seed: u64,
    /// Whether sign-in links are printed also when people have accounts.
    pub links: bool,
    /// Services next door that could help.
    pub neighbours: Vec<Neighbour>,
    /// File of the service that an empty data folder begins with; `None` for a city's care team.
    pub service: Option<PathBuf>,
    /// Whether output is for programs.
    pub json: bool,
    /// What is logged, as in `info` or `nearhand_server=debug`.
    pub log: String,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file {} cannot be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file is not what is expected.
    #[error("the configuration file {} is not as expected", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and key.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A value of the file is none.
    #[error("{key} in the configuration file: {problem}")]
    Value {
        /// Its key.
        key: &'static str,
        /// What is expected.
        problem: String,
    },
    /// No folder for data is known.
    #[error("no folder for data is known: give one with --data")]
    NoDataFolder,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    city: Option<PathBuf>,
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    routing_listen: Option<String>,
    calls_per_second: Option<NonZeroU32>,
    stranger_calls_per_second: Option<NonZeroU32>,
    speeds: Option<Vec<PathBuf>>,
    demo: Option<bool>,
    demo_seed: Option<u64>,
    log: Option<String>,
    service: Option<PathBuf>,
    #[serde(default)]
    neighbours: Vec<NeighbourEntry>,
}

/// `[[neighbours]]` in the file: who else could help, and how long they usually take.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NeighbourEntry {
    name: String,
    minutes: u32,
}

impl Config {
    /// The settings from the command line and the environment (which clap has put together), completed from
    /// the file and by defaults.
    ///
    /// # Errors
    /// When the file cannot be used, or no data folder is known.
    pub fn load(args: ServeArgs) -> Result<Self, ConfigError> {
        let file = match &args.config {
            Some(path) => read(path)?,
            None => File::default(),
        };
        let in_file = file.routing_listen.as_deref().map(routing_listen);
        let in_file = in_file.transpose()?;
        let data = chosen(args.data, file.data)?;
        Ok(Self {
            city: args.city.or(file.city),
            data,
            listen: args
                .listen
                .or(file.listen)
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            routing_listen: args.routing_listen.or(in_file),
            calls: args
                .calls_per_second
                .or(file.calls_per_second)
                .unwrap_or(USUAL_CALLS),
            stranger_calls: args
                .stranger_calls_per_second
                .or(file.stranger_calls_per_second)
                .unwrap_or(USUAL_STRANGER_CALLS),
            speeds: if args.speeds.is_empty() {
                file.speeds.unwrap_or_default()
            } else {
                args.speeds
            },
            links: args.links,
            demo: args.demo || file.demo.unwrap_or(false),
            demo_seed: args.demo_seed.or(file.demo_seed).unwrap_or(1),
            neighbours: file
                .neighbours
                .into_iter()
                .map(|entry| Neighbour {
                    name: entry.name,
                    response: Millis::from_mins(entry.minutes.into()),
                })
                .collect(),
            service: args.service.or(file.service),
            json: args.json,
            log: args
                .log
                .or(file.log)
                .unwrap_or_else(|| "warn,nearhand_server=warn".to_owned()),
        })
    }
}

impl Config {
    /// The data folder alone, for commands that need nothing else.
    ///
    /// # Errors
    /// When the file cannot be used, or no data folder is known.
    pub fn data(given: Option<PathBuf>, file: Option<&Path>) -> Result<PathBuf, ConfigError> {
        let file = file.map(read).transpose()?;
        chosen(given, file.and_then(|file| file.data))
    }

    /// Whether a file of settings can be used.
    ///
    /// # Errors
    /// When it cannot; the error names the line and the key.
    pub fn check(path: &Path) -> Result<(), ConfigError> {
        let file = read(path)?;
        let listen = file.routing_listen.as_deref().map(routing_listen);
        listen.transpose().map(drop)
    }

    /// The numbers behind recommendations.
    #[must_use]
    pub fn policy(&self) -> Policy {
        Policy {
            neighbours: self.neighbours.clone(),
            ..Policy::default()
        }
    }
}

fn read(path: &Path) -> Result<File, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
        path: path.to_owned(),
        source,
    })?;
    toml::from_str(&text).map_err(|source| ConfigError::Format {
        path: path.to_owned(),
        source: Box::new(source),
    })
}

fn routing_listen(text: &str) -> Result<SocketAddr, ConfigError> {
    cli::parse_listen(text).map_err(|problem| ConfigError::Value {
        key: "routing_listen",
        problem,
    })
}

fn chosen(given: Option<PathBuf>, in_file: Option<PathBuf>) -> Result<PathBuf, ConfigError> {
    given
        .or(in_file)
        .or_else(data_folder)
        .ok_or(ConfigError::NoDataFolder)
}

/// As the XDG base directory specification says.
fn data_folder() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    folder("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| folder("HOME").map(|home| PathBuf::from(home).join(".local/share")))
        .map(|base| base.join("nearhand"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_goes_before_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nearhand.toml");
        std::fs::write(
            &path,
            "listen = '127.0.0.1:9'\ndata = 'd'\ndemo_seed = 7\ncalls_per_second = 9",
        )
        .unwrap();
        let args = ServeArgs {
            config: Some(path.clone()),
            data: Some("e".into()),
            stranger_calls_per_second: NonZeroU32::new(5),
            ..ServeArgs::default()
        };
        let config = Config::load(args).unwrap();
        assert_eq!(config.listen.port(), 9);
        assert_eq!((config.calls.get(), config.stranger_calls.get()), (9, 5));
        assert_eq!((config.data, config.demo_seed), ("e".into(), 7));

        let county = "data = 'd'\n[[neighbours]]\nname = 'County'\nminutes = 45";
        std::fs::write(&path, county).unwrap();
        let args = ServeArgs {
            config: Some(path.clone()),
            ..ServeArgs::default()
        };
        let neighbours = Config::load(args).unwrap().policy().neighbours;
        assert_eq!(neighbours[0].response, Millis::from_mins(45));

        std::fs::write(&path, "routing_listen = '5000'\ndata = 'd'").unwrap();
        let args = ServeArgs {
            config: Some(path.clone()),
            ..ServeArgs::default()
        };
        let listen = Config::load(args).unwrap().routing_listen.unwrap();
        assert!(listen.ip().is_loopback());

        assert!(Config::check(&path).is_ok());
        std::fs::write(&path, "routing_listen = 'here'").unwrap();
        let refused = Config::check(&path).unwrap_err();
        assert!(refused.to_string().contains("routing_listen"), "{refused}");

        std::fs::write(&path, "lisen = '127.0.0.1:9'").unwrap();
        let args = ServeArgs {
            config: Some(path),
            ..ServeArgs::default()
        };
        assert!(matches!(
            Config::load(args),
            Err(ConfigError::Format { .. })
        ));
    }
}
