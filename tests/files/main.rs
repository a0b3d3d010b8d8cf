//! Files as people get them wrong: every problem is found, said clearly, and shown where it stands.

mod csv_oracle;
mod edit;
mod kept;
mod ledgers;
mod onto;
mod plans;
mod registers;
mod reorganisations;
mod round_trips;
mod support;
#[path = "../unchanged/mod.rs"]
mod unchanged;
mod whatever;
mod words;
