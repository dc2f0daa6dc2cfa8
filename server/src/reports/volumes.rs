//! How much there was, and how it ended.

use nearhand_engine::dispatch::{
    Board,
    model::Disposition,
    report::{self, Volume},
};
use nearhand_osm_data::city::CityMeta;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    clock::{BY_RECEIPT, Clock, Period},
    group::{By, Grouping},
    table::{Row, Table},
};
use crate::problem::Problem;

/// How many requests came in a period.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct VolumeReport {
    clock: Clock,
    /// What requests are put together by.
    by: By,
    /// What the groups are, where that does not go without saying.
    groups: Option<&'static str>,
    /// A line for each group.
    rows: Vec<VolumeRow>,
}

/// How many requests a group has; all other numbers are of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VolumeRow {
    /// The group.
    group: String,
    /// All requests, duplicates included.
    requests: usize,
    /// Another request stands for them.
    duplicates: usize,
    /// Scheduled for later at some time.
    scheduled: usize,
    /// Priority 1 now.
    priority_1: usize,
    /// Priority 2 now.
    priority_2: usize,
    /// Priority 3 now.
    priority_3: usize,
    /// Priority 4 now.
    priority_4: usize,
    /// Not ended, or taken up again.
    open: usize,
}

/// How the requests of a period ended.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DispositionReport {
    clock: Clock,
    /// What requests are put together by.
    by: By,
    /// What the groups are, where that does not go without saying.
    groups: Option<&'static str>,
    /// A line for each group.
    rows: Vec<DispositionRow>,
}

/// How the requests of a group ended: each is in one column, from `open` to `no_contact`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DispositionRow {
    /// The group.
    group: String,
    /// All of them.
    requests: usize,
    /// Not ended, or taken up again.
    open: usize,
    resolved_on_scene: usize,
    linked_to_service: usize,
    transported: usize,
    refused: usize,
    unable_to_locate: usize,
    cancelled: usize,
    transferred_911: usize,
    transferred_county: usize,
    duplicate: usize,
    no_contact: usize,
    /// Endings before these, of requests that a follow-up took up again.
    earlier_endings: usize,
}

impl VolumeReport {
    /// The report on a board.
    ///
    /// # Errors
    /// When the grouping does not go with the period.
    pub fn of(board: &Board, period: &Period, by: By, city: &CityMeta) -> Result<Self, Problem> {
        let grouping = Grouping::new(by, period, city, board.configuration())?;
        let rows = volumes(board, period, &grouping);
        let rows = rows.into_iter().map(|(group, volume)| {
            let [priority_1, priority_2, priority_3, priority_4] = volume.priorities;
            VolumeRow {
                group,
                requests: volume.requests,
                duplicates: volume.duplicates(),
                scheduled: volume.scheduled,
                priority_1,
                priority_2,
                priority_3,
                priority_4,
                open: volume.open,
            }
        });
        Ok(Self {
            clock: Clock::new(period, &city.time_zone, BY_RECEIPT),
            by,
            groups: grouping.explained(),
            rows: rows.collect(),
        })
    }
}

impl DispositionReport {
    /// The report on a board.
    ///
    /// # Errors
    /// When the grouping does not go with the period.
    pub fn of(board: &Board, period: &Period, by: By, city: &CityMeta) -> Result<Self, Problem> {
        let grouping = Grouping::new(by, period, city, board.configuration())?;
        let rows = volumes(board, period, &grouping);
        let rows = rows.into_iter().map(|(group, volume)| {
            let ended = |how| volume.dispositions.get(&how).copied().unwrap_or(0);
            DispositionRow {
                group,
                requests: volume.requests,
                open: volume.open,
                resolved_on_scene: ended(Disposition::ResolvedOnScene),
                linked_to_service: ended(Disposition::LinkedToService),
                transported: ended(Disposition::Transported),
                refused: ended(Disposition::Refused),
                unable_to_locate: ended(Disposition::UnableToLocate),
                cancelled: ended(Disposition::Cancelled),
                transferred_911: ended(Disposition::Transferred911),
                transferred_county: ended(Disposition::TransferredCounty),
                duplicate: ended(Disposition::Duplicate),
                no_contact: ended(Disposition::NoContact),
                earlier_endings: volume.earlier_endings,
            }
        });
        Ok(Self {
            clock: Clock::new(period, &city.time_zone, BY_RECEIPT),
            by,
            groups: grouping.explained(),
            rows: rows.collect(),
        })
    }
}

/// The name and the volume of each group, in their order.
fn volumes(board: &Board, period: &Period, grouping: &Grouping<'_>) -> Vec<(String, Volume)> {
    let found = report::volumes(board, &period.range, |request| grouping.of(request));
    let groups = grouping.filled(period, found).into_iter();
    groups.map(|(group, it)| (group.name(), it)).collect()
}

impl Table for VolumeReport {
    type Row = VolumeRow;

    const NAME: &'static str = "volumes";

    fn clock(&self) -> &Clock {
        &self.clock
    }

    fn rows(&self) -> &[VolumeRow] {
        &self.rows
    }
}

impl Table for DispositionReport {
    type Row = DispositionRow;

    const NAME: &'static str = "dispositions";

    fn clock(&self) -> &Clock {
        &self.clock
    }

    fn rows(&self) -> &[DispositionRow] {
        &self.rows
    }
}

impl Row for VolumeRow {
    fn typed(&mut self) -> &mut String {
        &mut self.group
    }
}

impl Row for DispositionRow {
    fn typed(&mut self) -> &mut String {
        &mut self.group
    }
}
