//! A district office's service: a plan's scorecard, duties and reports over HTTP, kept in SQLite.
//!
//! | module | does |
//! |---|---|
//! | `options` | what the program is called with |
//! | `files` | reads the plan, the register and reports from files |
//! | `store` | keeps the rows of the ledger in SQLite: rows are added, never changed |
//! | `office` | holds the plan, the register and the ledger; checks and takes reports |
//! | `view` | what is asked of the library for one request, as of one day |
//! | `changes` | what differs between two evaluations |
//! | `api` | JSON in, JSON out |
//! | `pages` | the pages an officer opens, in Vietnamese |
//! | `server` | routes, limits, headers |
//! | `clock` | the one place that asks what day it is |

// A request never ends the service, and no figure is a float: not in the library, and not here.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    clippy::float_arithmetic
)]

mod api;
mod changes;
mod clock;
mod failure;
mod files;
mod office;
mod options;
mod pages;
mod picture;
mod server;
mod store;
mod view;
mod wording;

use std::{process::ExitCode, sync::Arc};

use files::Startup;
use office::Office;
use options::Options;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Startup> {
    let Some(options) = Options::read(std::env::args_os().skip(1))? else {
        println!("{}", options::USAGE);
        return Ok(());
    };
    let office = Arc::new(Office::open(&options)?);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_io().build().map_err(Startup::Runtime)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(options.listen)
            .await
            .map_err(|error| Startup::Listen { address: options.listen, error })?;
        let address = listener.local_addr().map_err(Startup::Runtime)?;
        // The one line that another program reads: where the service is, also where the system chose the port.
        println!("listening on http://{address}");
        axum::serve(listener, server::routes(office, &options)).await.map_err(Startup::Runtime)
    })
}
