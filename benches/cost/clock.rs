//! Processor time, which other programs on the machine disturb less than the time of day.

use std::hint::black_box;
use std::time::Instant;

/// Something to measure; what it gives keeps the compiler from leaving it out.
pub(crate) type Cost<'a> = &'a mut dyn FnMut() -> usize;

/// Each is measured so often, in turns; the least counts.
const ROUNDS: usize = 3;
/// Seconds below which one run is too short to be measured alone.
const SHORT: f64 = 0.1;

#[cfg(target_os = "linux")]
pub(crate) const KIND: &str = "processor time";
#[cfg(not(target_os = "linux"))]
pub(crate) const KIND: &str = "time of day: leave the machine alone meanwhile";

/// The least cost of each in seconds.
pub(crate) fn least(subjects: &mut [Cost<'_>]) -> Vec<f64> {
    let mut least = vec![f64::INFINITY; subjects.len()];
    for _ in 0..ROUNDS {
        for (subject, least) in subjects.iter_mut().zip(&mut least) {
            *least = least.min(once(subject));
        }
    }
    least
}

/// The same for work that goes on in several threads: the time of all of them together, of runs
/// that are long.
pub(crate) fn least_of_all_threads(subjects: &mut [Cost<'_>]) -> Vec<f64> {
    let mut least = vec![f64::INFINITY; subjects.len()];
    for _ in 0..ROUNDS {
        for (subject, least) in subjects.iter_mut().zip(&mut least) {
            let (before, start) = (process(), Instant::now());
            black_box(subject());
            let seconds = match (before, process()) {
                (Some(before), Some(after)) => after - before,
                _ => start.elapsed().as_secs_f64(),
            };
            *least = least.min(seconds);
        }
    }
    least
}

/// Seconds that all threads of this process have run, those that have ended too, where the system
/// says so.
fn process() -> Option<f64> {
    /// How the system counts, whatever its clock.
    const TICKS: f64 = 100.0;
    let said = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in brackets come state, ten other figures, and the times.
    let (_, figures) = said.rsplit_once(')')?;
    let times = figures.split_whitespace().skip(11).take(2);
    let ticks = times.map(|ticks| ticks.parse::<f64>().ok());
    Some(ticks.sum::<Option<f64>>()? / TICKS)
}

/// The cost of one run, as the mean of as many as take long enough.
fn once(subject: &mut Cost<'_>) -> f64 {
    let start = Mark::now();
    let mut runs = 0_u32;
    loop {
        black_box(subject());
        runs += 1;
        let seconds = start.seconds();
        if seconds >= SHORT {
            return seconds / f64::from(runs);
        }
    }
}

/// The cost of one run, however short.
pub(crate) fn seconds(subject: impl FnOnce() -> usize) -> f64 {
    let start = Mark::now();
    black_box(subject());
    start.seconds()
}

struct Mark {
    wall: Instant,
    thread: Option<u64>,
}

impl Mark {
    fn now() -> Self {
        Self {
            wall: Instant::now(),
            thread: thread(),
        }
    }

    fn seconds(&self) -> f64 {
        match (self.thread, thread()) {
            (Some(before), Some(now)) => now.saturating_sub(before) as f64 / 1e9,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

/// Nanoseconds that this thread has run, where the system says so.
fn thread() -> Option<u64> {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    said.split_whitespace().next()?.parse().ok()
}
