//! The `nearhand` binary.

use std::process::ExitCode;

use clap::Parser as _;
use nearhand_server::{
    cli, import,
    record::{backup, export, purge, restore, service, user, verify},
    serve,
};
use tikv_jemallocator::Jemalloc;

/// Memory that was given back goes to the system soon: an import frees most of what it takes before it is done, and a
/// server after a change of the whole network. The system's own allocator keeps it. How soon is set in
/// `.cargo/config.toml`.
#[global_allocator]
static MEMORY: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    // clap ends with code 2 when the command line is wrong.
    let done = match cli::Cli::parse().command {
        cli::Command::Serve(args) => serve::run(args),
        cli::Command::Import(args) => import::run(&args),
        cli::Command::Backup(args) => backup::run(&args),
        cli::Command::Restore(args) => restore::run(&args),
        cli::Command::Verify(args) => verify::run(&args),
        cli::Command::Purge(args) => purge::run(&args),
        cli::Command::Export(args) => export::run(&args),
        cli::Command::Config(command) => service::run(&command),
        cli::Command::User(args) => user::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("nearhand: {error:#}");
            ExitCode::FAILURE
        }
    }
}
