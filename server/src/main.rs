//! The `nearhand` binary.

use std::process::ExitCode;

use clap::Parser as _;
use nearhand_server::{cli, import, serve};

fn main() -> ExitCode {
    // clap ends with code 2 when the command line is wrong.
    let done = match cli::Cli::parse().command {
        cli::Command::Serve(args) => serve::run(args),
        cli::Command::Import(args) => import::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("nearhand: {error:#}");
            ExitCode::FAILURE
        }
    }
}
