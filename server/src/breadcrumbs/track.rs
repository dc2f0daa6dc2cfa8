//! A team's track, read from its breadcrumbs.

use std::ops::Range;

use nearhand_engine::{
    dispatch::{
        Fix,
        fleet::{KEPT, believed},
        ids::TeamId,
    },
    units::Timestamp,
};

use super::Breadcrumbs;
use crate::store::StoreError;

/// Part of a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// The fixes believed, by time.
    pub fixes: Vec<Fix>,
    /// Where the next part begins; none at the end.
    pub next: Option<Timestamp>,
}

impl Breadcrumbs {
    /// Where a team was in a period (its end not included), what waits to be written included; so many fixes are
    /// looked at. A jump that no other fix confirms is left out. Disk: not for the async workers.
    ///
    /// # Errors
    /// When the store could not be written or read.
    pub fn track(
        &self,
        team: TeamId,
        period: Range<Timestamp>,
        limit: usize,
    ) -> Result<Track, StoreError> {
        self.write()?;
        // Whether the first is a jump is told by those before it, and whether the last is none by the one after it.
        let kept = self
            .store
            .breadcrumbs(team, period.start, KEPT, limit + 1)?;
        let begin = kept.partition_point(|fix| fix.at < period.start);
        let end = kept.get(begin + limit).map(|fix| fix.at);
        let next = end.filter(|&at| at < period.end);
        let until = next.unwrap_or(period.end);
        let fixes = believed(&kept)
            .into_iter()
            .filter(|fix| (period.start..until).contains(&fix.at))
            .collect();
        Ok(Track { fixes, next })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use nearhand_engine::units::LngLat;
    use proptest::prelude::*;

    use super::*;
    use crate::store::SqliteStore;

    const TEAM: TeamId = TeamId(1);

    fn fix(seconds: i64, lng: f64) -> Fix {
        Fix {
            position: LngLat::new(lng, 35.9).unwrap(),
            at: Timestamp(seconds * 1000),
            speed: None,
            bearing: None,
            accuracy: None,
        }
    }

    fn kept(folder: &tempfile::TempDir, fixes: &[Fix]) -> Breadcrumbs {
        let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
        let breadcrumbs = Breadcrumbs::new(Arc::new(store), 30);
        for fix in fixes {
            breadcrumbs.drop_one(TEAM, *fix);
        }
        breadcrumbs
    }

    /// The whole track, read in parts.
    fn in_parts(breadcrumbs: &Breadcrumbs, period: Range<Timestamp>, limit: usize) -> Vec<Fix> {
        let mut all = Vec::new();
        let mut from = period.start;
        loop {
            let part = breadcrumbs.track(TEAM, from..period.end, limit).unwrap();
            all.extend(part.fixes);
            match part.next {
                Some(next) => from = next,
                None => return all,
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn the_parts_of_a_track_are_the_track_whatever_their_size(
            strays in prop::collection::vec(prop::bool::weighted(0.2), 1..40),
            limit in 1..9_usize,
            order in any::<prop::sample::Index>(),
        ) {
            let mut fixes: Vec<Fix> = (0..).zip(&strays)
                .map(|(second, &strays)| fix(second, if strays { 15.0 } else { 14.5 }))
                .collect();
            let folder = tempfile::tempdir().unwrap();
            let whole = believed(&fixes);
            let middle = order.index(fixes.len());
            fixes.rotate_left(middle);
            let breadcrumbs = kept(&folder, &fixes);
            let all = Timestamp(0)..Timestamp(100_000);
            prop_assert_eq!(&in_parts(&breadcrumbs, all, limit), &whole);
        }
    }

    #[test]
    fn only_the_period_is_read_and_its_edges_are_judged_by_what_lies_beyond() {
        let folder = tempfile::tempdir().unwrap();
        let fixes = [
            fix(1, 14.5),
            fix(2, 14.5),
            fix(3, 15.0),
            fix(4, 14.5),
            fix(5, 15.0),
            fix(6, 15.0),
        ];
        let breadcrumbs = kept(&folder, &fixes);
        let track = |from: i64, to: i64| -> Vec<i64> {
            let period = Timestamp(from * 1000)..Timestamp(to * 1000);
            let track = breadcrumbs.track(TEAM, period, 9).unwrap();
            assert_eq!(track.next, None);
            track.fixes.iter().map(|fix| fix.at.0 / 1000).collect()
        };
        assert_eq!(track(1, 9), [1, 2, 4, 5, 6]);
        assert_eq!(track(3, 5), [4]);
        // The sixth confirms the fifth.
        assert_eq!(track(5, 6), [5]);
        assert_eq!(track(7, 9), Vec::<i64>::new());
    }
}
