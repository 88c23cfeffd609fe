//! `luytred`: arguments, logging, exit codes. Everything else is the library.

use anyhow::Context;
use clap::Parser;
use luytre_core::policy::Language;
use luytre_daemon::{FirstStart, Limits, Options, Service};
use luytre_platform::paths::{Paths, Scope};
use std::alloc::System;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;
use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped when it is freed: whoever gets at the agent later finds nothing of earlier days in it.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

/// Keeps the screen time that a family agreed on. Usually started by the service manager.
#[derive(Debug, Parser)]
#[command(name = "luytred", version)]
struct Args {
    /// Watch and tell for whoever starts it; lock and end nothing.
    #[arg(long)]
    foreground: bool,
    /// Keep state and socket under this folder.
    #[arg(long, value_name = "DIR")]
    state_dir: Option<PathBuf>,
    /// Listen at this socket.
    #[arg(long, value_name = "FILE")]
    socket: Option<PathBuf>,
    /// Apply this household file if none was ever set up.
    #[arg(long, value_name = "FILE")]
    household: Option<PathBuf>,
    /// If no household was ever set up, begin with one for whoever starts the agent: two hours a day, one of them for games.
    #[arg(long, value_name = "LANGUAGE", num_args = 0..=1, default_missing_value = "vi", conflicts_with = "household")]
    starter: Option<Tongue>,
    /// What to log: error, warn, info, debug, trace, or a filter of tracing.
    #[arg(long, value_name = "FILTER", default_value = "info,zbus=warn")]
    log: String,
}

/// Language of the starter household.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Tongue {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match start(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(args: Args) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&args.log).unwrap_or_else(|_| EnvFilter::new("info"));
    // The journal has its own times.
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .without_time()
        .with_ansi(false)
        .init();
    let service = if args.foreground {
        Service::Foreground
    } else {
        Service::System
    };
    let mut paths = match (&args.state_dir, service) {
        (Some(dir), _) => Paths::under(dir),
        (None, Service::System) => Paths::of(Scope::System).context("where the state belongs")?,
        (None, Service::Foreground) => Paths::of(Scope::User).context("where the state belongs")?,
    };
    if let Some(socket) = args.socket {
        paths.runtime_dir = socket
            .parent()
            .context("the socket has no folder")?
            .to_owned();
        paths.socket = socket;
    }
    let first = match (args.household, args.starter) {
        (Some(file), _) => FirstStart::File(file),
        (None, Some(Tongue::Vi)) => FirstStart::Starter {
            language: Language::Vi,
        },
        (None, Some(Tongue::En)) => FirstStart::Starter {
            language: Language::En,
        },
        (None, None) => FirstStart::Wait,
    };
    luytre_daemon::run_blocking(&Options {
        service,
        paths,
        first,
        limits: Limits::default(),
    })
}
