//! Us and a peer on the same work: both figures, their ratio, and whether the answers agree.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::figures::Figures;

/// One work, done by us and by a peer on the same graph with the same queries in the same run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// What was done.
    pub work: String,
    /// On which streets.
    pub graph: String,
    /// Who else did it.
    pub peer: String,
    /// Our figures; `None` where we cannot do it yet.
    pub ours: Option<Measured>,
    /// The peer's figures.
    pub theirs: Measured,
    /// The ratio that we aim at, where there is one.
    pub goal: Option<f64>,
    /// Whether both say the same.
    pub answers: Answers,
}

/// How long runs took.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Median time, in nanoseconds.
    pub p50_nanos: u64,
    /// Time that 99 of 100 runs kept within, in nanoseconds; `None` with fewer than 100 runs.
    pub p99_nanos: Option<u64>,
    /// Number of runs.
    pub runs: usize,
    /// Most memory held, in MB, where that was measured.
    pub peak_megabytes: Option<u64>,
}

/// What came of comparing the answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Answers {
    /// They must be the same to the millisecond.
    Exact {
        /// How many were compared.
        compared: usize,
        /// How many were not the same.
        different: usize,
    },
    /// The peer judges streets and turns otherwise, so they can only be alike.
    Alike {
        /// How many were compared.
        compared: usize,
        /// How many of theirs are within a fifth of ours.
        within_a_fifth: usize,
        /// Median of theirs / ours.
        median_ratio: f64,
    },
    /// There was nothing to compare.
    None(String),
}

impl Comparison {
    /// The peer's median time as a multiple of ours; above 1 we are faster.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let ours = self.ours?.p50().as_secs_f64();
        (ours > 0.0).then(|| self.theirs.p50().as_secs_f64() / ours)
    }

    /// Whether an answer of ours differs from the peer's where they must be the same.
    #[must_use]
    pub fn differs(&self) -> bool {
        matches!(self.answers, Answers::Exact { different, .. } if different > 0)
    }
}

impl Measured {
    /// A single run.
    #[must_use]
    pub fn once(time: Duration) -> Self {
        Self {
            p50_nanos: nanos(time),
            p99_nanos: None,
            runs: 1,
            peak_megabytes: None,
        }
    }

    /// The same, with the most memory held.
    #[must_use]
    pub fn with_peak(self, peak_megabytes: Option<u64>) -> Self {
        Self {
            peak_megabytes,
            ..self
        }
    }

    /// Median time.
    #[must_use]
    pub fn p50(&self) -> Duration {
        Duration::from_nanos(self.p50_nanos)
    }

    /// Time that 99 of 100 runs kept within.
    #[must_use]
    pub fn p99(&self) -> Option<Duration> {
        self.p99_nanos.map(Duration::from_nanos)
    }
}

impl From<&Figures> for Measured {
    fn from(figures: &Figures) -> Self {
        Self {
            p50_nanos: nanos(figures.percentile(50)),
            p99_nanos: (figures.count() >= 100).then(|| nanos(figures.percentile(99))),
            runs: figures.count(),
            peak_megabytes: None,
        }
    }
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

impl Answers {
    /// Compares answers one by one; a list that is shorter than the other differs in the rest.
    pub fn exact<T: PartialEq>(ours: &[T], theirs: &[T]) -> Self {
        let same = ours.iter().zip(theirs).filter(|(a, b)| a == b).count();
        let compared = ours.len().max(theirs.len());
        Self::Exact {
            compared,
            different: compared - same,
        }
    }

    /// Compares durations in seconds of two engines that judge streets otherwise; those that only one has are left out.
    #[must_use]
    pub fn alike(pairs: impl IntoIterator<Item = (Option<f64>, Option<f64>)>) -> Self {
        let mut ratios: Vec<f64> = pairs
            .into_iter()
            .filter_map(|(ours, theirs)| Some(theirs? / ours.filter(|&ours| ours > 0.0)?))
            .collect();
        ratios.sort_by(f64::total_cmp);
        Self::Alike {
            compared: ratios.len(),
            within_a_fifth: ratios.iter().filter(|&&r| (0.8..=1.2).contains(&r)).count(),
            median_ratio: ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN),
        }
    }

    /// No comparison, with the reason.
    pub fn none(why: impl Into<String>) -> Self {
        Self::None(why.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_theirs_by_ours() {
        let comparison = Comparison {
            work: "query".to_owned(),
            graph: "porto".to_owned(),
            peer: "a peer".to_owned(),
            ours: Some(Measured::once(Duration::from_micros(20))),
            theirs: Measured::once(Duration::from_micros(50)),
            goal: Some(3.0),
            answers: Answers::exact(&[1, 2], &[1, 2]),
        };
        assert_eq!(comparison.ratio(), Some(2.5));
        assert!(!comparison.differs());
        let alone = Comparison {
            ours: None,
            ..comparison
        };
        assert_eq!(alone.ratio(), None);
    }

    #[test]
    fn every_other_answer_is_counted() {
        let count = |answers| match answers {
            Answers::Exact {
                compared,
                different,
            } => (compared, different),
            _ => unreachable!("exact answers were compared"),
        };
        assert_eq!(count(Answers::exact(&[1, 2, 3], &[1, 2, 3])), (3, 0));
        assert_eq!(count(Answers::exact(&[1, 9, 3], &[1, 2, 3])), (3, 1));
        assert_eq!(count(Answers::exact(&[1], &[1, 2, 3])), (3, 2));
    }

    #[test]
    fn alike_is_within_a_fifth() {
        let pairs = [(10.0, 10.0), (10.0, 11.9), (10.0, 12.1), (10.0, 7.0)];
        let pairs = pairs.map(|(a, b)| (Some(a), Some(b)));
        let alike = Answers::alike(pairs.into_iter().chain([(None, Some(1.0))]));
        assert_eq!(
            alike,
            Answers::Alike {
                compared: 4,
                within_a_fifth: 2,
                median_ratio: 1.19
            }
        );
    }
}
