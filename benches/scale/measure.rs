//! How long something takes: the median of several runs, in processor time.
//!
//! By hand rather than by divan, which the bench of phrases uses: the rows here belong in one table and are divided by one
//! another, run from nanoseconds to seconds, and must stay comparable while others use the machine. Divan measures elapsed
//! time and prints a tree.

use std::{hint::black_box, time::Duration};

use rustix::time::{ClockId, clock_gettime};

/// Fewest and most runs of one row.
const RUNS: (usize, usize) = (5, 101);
/// A row is run until it took so long in all, if that takes no more than the most runs.
const ENOUGH: Duration = Duration::from_millis(1_500);
/// A run is repeated inside one measurement until that takes so long: well above what reading the clock takes.
const LEAST: Duration = Duration::from_micros(200);

/// Processor time of this process so far, in user and system mode, on all of its threads.
fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::try_from(now).expect("no negative time")
}

fn once<T>(work: &mut impl FnMut() -> T, times: u32) -> Duration {
    let started = processor_time();
    for _ in 0..times {
        black_box(work());
    }
    processor_time().saturating_sub(started)
}

/// The median time of some work in nanoseconds. The first run, which warms caches and allocators, does not count.
pub fn nanoseconds<T>(mut work: impl FnMut() -> T) -> u128 {
    let mut times = 1;
    while once(&mut work, times) < LEAST {
        times *= 2;
    }
    let mut found: Vec<Duration> = Vec::new();
    while found.len() < RUNS.0 || (found.len() < RUNS.1 && found.iter().sum::<Duration>() < ENOUGH) {
        found.push(once(&mut work, times));
    }
    found.sort_unstable();
    found[found.len() / 2].as_nanos() / u128::from(times)
}
