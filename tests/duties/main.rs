//! Duties: who does what, with whom, by when; how it stands; and what an author should be told.
//!
//! The marks [T7] ... [T12], [U4] are those of the rules that a row shows.

mod annex;
mod bad_input;
mod calendar;
mod findings;
mod parties;
mod phrases;
mod properties;
mod rates;
mod reorganisation;
mod rest_days;
mod statuses;
mod successions;
mod told;
mod views;
mod world;
