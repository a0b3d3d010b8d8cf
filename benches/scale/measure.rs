//! How long something takes: the median of several runs, in processor time; in elapsed time where threads are compared.
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
    read(ClockId::ProcessCPUTime)
}

/// Time that passes for everyone, whoever has the processors.
fn elapsed_time() -> Duration {
    read(ClockId::Monotonic)
}

fn read(clock: ClockId) -> Duration {
    Duration::try_from(clock_gettime(clock)).expect("no negative time")
}

fn once<T>(clock: fn() -> Duration, work: &mut impl FnMut() -> T, times: u32) -> Duration {
    let started = clock();
    for _ in 0..times {
        black_box(work());
    }
    clock().saturating_sub(started)
}

/// The median of some work in nanoseconds of processor time. The first run, which warms caches and allocators, does not count.
pub fn nanoseconds<T>(mut work: impl FnMut() -> T) -> u128 {
    let mut times = 1;
    while once(processor_time, &mut work, times) < LEAST {
        times *= 2;
    }
    let mut found: Vec<Duration> = Vec::new();
    while found.len() < RUNS.0 || (found.len() < RUNS.1 && found.iter().sum::<Duration>() < ENOUGH) {
        found.push(once(processor_time, &mut work, times));
    }
    median(found) / u128::from(times)
}

/// The medians of two pieces of work in nanoseconds of elapsed time: run in turn, so that whatever else the machine does falls
/// on both.
pub fn elapsed<A, B>(mut first: impl FnMut() -> A, mut second: impl FnMut() -> B) -> [u128; 2] {
    let (mut of_first, mut of_second) = (Vec::new(), Vec::new());
    once(elapsed_time, &mut first, 1);
    once(elapsed_time, &mut second, 1);
    while of_first.len() < RUNS.0 || (of_first.len() < RUNS.1 && of_first.iter().sum::<Duration>() < ENOUGH) {
        of_first.push(once(elapsed_time, &mut first, 1));
        of_second.push(once(elapsed_time, &mut second, 1));
    }
    [median(of_first), median(of_second)]
}

fn median(mut found: Vec<Duration>) -> u128 {
    found.sort_unstable();
    found[found.len() / 2].as_nanos()
}
