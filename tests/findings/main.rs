//! What an author is told of a plan before it is signed.

mod agreed;
mod beside;
mod door;
mod edges;
mod letters;
mod page;
mod relative;
mod reorganised;
