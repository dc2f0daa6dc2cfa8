//! Positions as binary frames: a 16-byte header, then 16 bytes for each team, all little endian.
//!
//! Header: `u8` kind = 1, `u8` flags = 0, `u16` count, `u32` frame counter, `i32` origin longitude,
//! `i32` origin latitude (1e-7 degrees). Record: `u32` team number, `i32` longitude and `i32` latitude from the
//! origin (1e-7 degrees), `u8` bearing (1/256 turn), `u8` speed (0.5 m/s, 255 unknown), `u16` age (0.1 s,
//! saturating at 15 bits; the top bit says that the bearing is unknown).

use nearhand_engine::{
    dispatch::{LivePosition, ids::TeamId},
    units::{BoundingBox, LngLat, Millis, Timestamp},
};

use crate::{agency::FleetTick, wire::redact::Viewer};

const KIND: u8 = 1;
const HEADER: usize = 16;
const RECORD: usize = 16;
const SPEED_UNKNOWN: u8 = 255;
const BEARING_UNKNOWN: u16 = 1 << 15;
const AGE_LIMIT: u16 = BEARING_UNKNOWN - 1;

/// Makes one subscriber's frames.
#[derive(Debug)]
pub struct PositionFrame {
    viewer: Viewer,
    origin: (i32, i32),
    bounds: Option<BoundingBox>,
    counter: u32,
    /// The last tick sent; teams that moved after it are new.
    sent: u64,
}

impl PositionFrame {
    /// For a subscriber that has seen nothing; coordinates count from the origin.
    #[must_use]
    pub fn new(viewer: Viewer, origin: LngLat, bounds: Option<BoundingBox>) -> Self {
        Self {
            viewer,
            origin: origin.to_steps(),
            bounds,
            counter: 0,
            sent: 0,
        }
    }

    /// Limits the positions; all inside the new box are sent next time.
    pub fn look_at(&mut self, bounds: Option<BoundingBox>) {
        self.bounds = bounds;
        self.sent = 0;
    }

    /// The frames with what is new since the last ones; the first has every known position, and comes even when there is none.
    pub fn next(&mut self, tick: &FleetTick, now: Timestamp) -> Vec<Vec<u8>> {
        let news: Vec<(TeamId, &LivePosition)> = tick
            .records
            .iter()
            .filter(|record| record.moved > self.sent)
            .filter(|record| self.viewer.sees_position_of(record.team))
            .filter(|record| {
                self.bounds
                    .is_none_or(|bounds| bounds.contains(record.position.fix.position))
            })
            .map(|record| (record.team, &record.position))
            .collect();
        self.sent = tick.number;
        if news.is_empty() && self.counter > 0 {
            return Vec::new();
        }
        if news.is_empty() {
            return vec![self.frame(&[], now)];
        }
        news.chunks(usize::from(u16::MAX))
            .map(|chunk| self.frame(chunk, now))
            .collect()
    }

    fn frame(&mut self, teams: &[(TeamId, &LivePosition)], now: Timestamp) -> Vec<u8> {
        self.counter = self.counter.wrapping_add(1);
        let mut frame = Vec::with_capacity(HEADER + teams.len() * RECORD);
        frame.extend([KIND, 0]);
        // Chunks are no longer than the count's type can say.
        let count = u16::try_from(teams.len()).unwrap_or(u16::MAX);
        frame.extend(count.to_le_bytes());
        frame.extend(self.counter.to_le_bytes());
        frame.extend(self.origin.0.to_le_bytes());
        frame.extend(self.origin.1.to_le_bytes());
        for (team, position) in teams {
            self.record(&mut frame, *team, position, now);
        }
        frame
    }

    fn record(&self, frame: &mut Vec<u8>, team: TeamId, live: &LivePosition, now: Timestamp) {
        let (lng, lat) = live.fix.position.to_steps();
        frame.extend(team.0.to_le_bytes());
        // The difference of two longitudes can pass 2^31 steps; readers add it back wrapping as well.
        frame.extend(lng.wrapping_sub(self.origin.0).to_le_bytes());
        frame.extend(lat.wrapping_sub(self.origin.1).to_le_bytes());
        let bearing = live.fix.bearing.map(|bearing| turn(bearing.degrees()));
        frame.push(bearing.unwrap_or(0));
        frame.push(
            live.fix
                .speed
                .map_or(SPEED_UNKNOWN, |speed| half_metres(speed.0)),
        );
        let flag = if bearing.is_none() {
            BEARING_UNKNOWN
        } else {
            0
        };
        frame.extend((tenths(live.age(now)) | flag).to_le_bytes());
    }
}

/// Degrees as 1/256 of a turn.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to 256, and 256 is wrapped to 0"
)]
fn turn(degrees: f64) -> u8 {
    ((degrees * 256.0 / 360.0).round() as u16 % 256) as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0 to 254"
)]
fn half_metres(speed: f64) -> u8 {
    (speed * 2.0).round().clamp(0.0, 254.0) as u8
}

fn tenths(age: Millis) -> u16 {
    u16::try_from(age.0 / 100)
        .unwrap_or(AGE_LIMIT)
        .min(AGE_LIMIT)
}

/// A team's position as read from a frame: team, place, bearing in degrees, speed in m/s, age in seconds.
pub type ReadPosition = (TeamId, LngLat, Option<f64>, Option<f64>, f64);

/// The counter and the positions of a frame; `None` when it is not one.
#[must_use]
pub fn read_frame(frame: &[u8]) -> Option<(u32, Vec<ReadPosition>)> {
    let (header, records) = frame.split_at_checked(HEADER)?;
    let word =
        |bytes: &[u8], at: usize| -> Option<[u8; 4]> { bytes.get(at..at + 4)?.try_into().ok() };
    let count = u16::from_le_bytes([header[2], header[3]]);
    if header[0] != KIND || records.len() != usize::from(count) * RECORD {
        return None;
    }
    let counter = u32::from_le_bytes(word(header, 4)?);
    let origin = (
        i32::from_le_bytes(word(header, 8)?),
        i32::from_le_bytes(word(header, 12)?),
    );
    let positions = records.chunks_exact(RECORD).filter_map(|record| {
        let lng = i32::from_le_bytes(word(record, 4)?).wrapping_add(origin.0);
        let lat = i32::from_le_bytes(word(record, 8)?).wrapping_add(origin.1);
        let age = u16::from_le_bytes([record[14], record[15]]);
        let bearing = (age & BEARING_UNKNOWN == 0).then(|| f64::from(record[12]) * 360.0 / 256.0);
        let speed = (record[13] != SPEED_UNKNOWN).then(|| f64::from(record[13]) / 2.0);
        Some((
            TeamId(u32::from_le_bytes(word(record, 0)?)),
            LngLat::from_steps(lng, lat),
            bearing,
            speed,
            f64::from(age & AGE_LIMIT) / 10.0,
        ))
    });
    Some((counter, positions.collect()))
}

#[cfg(test)]
mod tests {
    use nearhand_engine::{
        dispatch::Fix,
        units::{Bearing, MetresPerSecond},
    };

    use super::*;
    use crate::{agency::FeedRecord, store::Role};

    const NOW: Timestamp = Timestamp(1_000_000);

    fn record(team: u32, lng: f64, moved: u64, known: bool) -> FeedRecord {
        FeedRecord {
            team: TeamId(team),
            position: LivePosition {
                fix: Fix {
                    position: LngLat::new(lng, 35.9).unwrap(),
                    at: Timestamp(NOW.0 - 2500),
                    speed: known.then_some(MetresPerSecond(12.5)),
                    bearing: if known { Bearing::new(90.0) } else { None },
                    accuracy: None,
                },
                received_at: NOW,
                snap: None,
            },
            moved,
        }
    }

    fn frames(role: Role, team: Option<u32>, bounds: Option<BoundingBox>) -> PositionFrame {
        let viewer = Viewer {
            role,
            team: team.map(TeamId),
        };
        PositionFrame::new(viewer, LngLat::new(14.5, 35.9).unwrap(), bounds)
    }

    fn teams(frames: &[Vec<u8>]) -> Vec<u32> {
        frames
            .iter()
            .flat_map(|frame| read_frame(frame).unwrap().1)
            .map(|position| position.0.0)
            .collect()
    }

    #[test]
    fn a_frame_reads_back_what_was_written() {
        let tick = FleetTick {
            number: 1,
            records: vec![
                record(7, 14.512_345_6, 1, true),
                record(8, -170.0, 1, false),
            ],
        };
        let frames = frames(Role::Dispatcher, None, None).next(&tick, NOW);
        let (counter, positions) = read_frame(&frames[0]).unwrap();
        assert_eq!(counter, 1);
        let (team, place, bearing, speed, age) = positions[0];
        assert_eq!(
            (team, place.to_steps()),
            (TeamId(7), (145_123_456, 359_000_000))
        );
        assert_eq!((bearing, speed, age), (Some(90.0), Some(12.5), 2.5));
        assert_eq!(positions[1].1.to_steps().0, -1_700_000_000);
        assert_eq!((positions[1].2, positions[1].3), (None, None));
    }

    #[test]
    fn only_what_moved_is_sent_again_also_after_missed_ticks() {
        let mut frames = frames(Role::Dispatcher, None, None);
        let tick = |number, moved: [u64; 2]| FleetTick {
            number,
            records: vec![
                record(1, 14.5, moved[0], true),
                record(2, 14.5, moved[1], true),
            ],
        };
        assert_eq!(teams(&frames.next(&tick(3, [1, 3]), NOW)), [1, 2]);
        assert_eq!(teams(&frames.next(&tick(6, [5, 3]), NOW)), [1]);
        assert!(frames.next(&tick(6, [5, 3]), NOW).is_empty());
    }

    #[test]
    fn a_team_gets_its_own_position_only_and_a_box_limits() {
        let tick = FleetTick {
            number: 1,
            records: vec![record(1, 14.5, 1, true), record(2, 14.9, 1, true)],
        };
        assert_eq!(
            teams(&frames(Role::Field, Some(2), None).next(&tick, NOW)),
            [2]
        );
        assert!(teams(&frames(Role::Device, Some(2), None).next(&tick, NOW)).is_empty());
        let west = BoundingBox {
            min: LngLat::new(14.0, 35.0).unwrap(),
            max: LngLat::new(14.6, 36.0).unwrap(),
        };
        let mut west_only = frames(Role::Dispatcher, None, Some(west));
        assert_eq!(teams(&west_only.next(&tick, NOW)), [1]);
        west_only.look_at(None);
        assert_eq!(teams(&west_only.next(&tick, NOW)), [1, 2]);
    }
}
