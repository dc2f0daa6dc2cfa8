//! Times, and what is said of many of them.

use std::time::{Duration, Instant};

/// How long each of many runs took, shortest first.
pub struct Figures(Vec<Duration>);

impl Figures {
    /// Runs something once per item, one after the other.
    pub fn measure<T>(items: impl IntoIterator<Item = T>, mut run: impl FnMut(T)) -> Self {
        let mut times: Vec<Duration> = items
            .into_iter()
            .map(|item| {
                let start = Instant::now();
                run(item);
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        Self(times)
    }

    /// Like [`measure`](Self::measure), but counts the time that this thread had a processor: another program that
    /// takes its turn in between, which hits long runs more than short ones, does not count.
    pub fn on_cpu<T>(items: impl IntoIterator<Item = T>, mut run: impl FnMut(T)) -> Self {
        Self::of(
            items
                .into_iter()
                .map(|item| cpu_time(|| run(item)).1)
                .collect(),
        )
    }

    /// Times that were measured elsewhere.
    #[must_use]
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// How many runs there were.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time that this many percent of the runs took at most (nearest rank); zero without runs.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> Duration {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or_default()
    }
}

/// Runs something once, and says how long this thread had a processor for it.
pub fn cpu_time<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let now = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        let part = |number: i64| u64::try_from(number).unwrap_or_default();
        Duration::from_secs(part(time.tv_sec)) + Duration::from_nanos(part(time.tv_nsec))
    };
    let start = now();
    let result = run();
    (result, now().saturating_sub(start))
}

/// "12.3 µs", "4.56 ms" or "7.89 s".
#[must_use]
pub fn short(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        m if m < 1e3 => format!("{m:.1} µs"),
        m if m < 1e6 => format!("{:.2} ms", m / 1e3),
        m => format!("{:.2} s", m / 1e6),
    }
}

/// The most memory that a process (its number, or `self`) has held, in MB; `None` where the system does not tell.
#[must_use]
pub fn peak_memory_megabytes(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let figures = Figures((1..=200).map(Duration::from_millis).collect());
        assert_eq!(figures.percentile(50), Duration::from_millis(100));
        assert_eq!(figures.percentile(99), Duration::from_millis(198));
        assert_eq!(figures.percentile(100), Duration::from_millis(200));
        assert_eq!(Figures(Vec::new()).percentile(50), Duration::ZERO);
    }

    #[test]
    fn times_are_written_in_their_unit() {
        assert_eq!(short(Duration::from_nanos(12_340)), "12.3 µs");
        assert_eq!(short(Duration::from_micros(4_560)), "4.56 ms");
        assert_eq!(short(Duration::from_millis(7_890)), "7.89 s");
    }
}
