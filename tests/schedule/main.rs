//! Schedules: their spelling, and what they come to inside a plan.

mod forms;
mod reference;
mod refusals;
mod strategies;
