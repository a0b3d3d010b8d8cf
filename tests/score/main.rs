//! Scores: edges by table, laws by brute force, and explanations as people read them.

mod duties;
mod edges;
mod explanations;
mod fixture;
mod golden;
mod laws;
mod lift;
mod receipt;
mod refusals;
mod reorganisation;
mod subordinates;
#[path = "../unchanged/mod.rs"]
mod unchanged;
mod workings;
mod written;
