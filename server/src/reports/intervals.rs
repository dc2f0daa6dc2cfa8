//! How long everything took.

use nearhand_engine::{
    dispatch::{
        Board,
        configuration::{Configuration, Goals},
        report::{self, Figures, Interval, IntervalFigures, LeftOut},
    },
    units::Millis,
};
use nearhand_osm_data::city::CityMeta;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    clock::{BY_RECEIPT, Clock, Period},
    group::{By, Group, Grouping},
    table::{Row, Table},
};
use crate::{problem::Problem, wire::time::seconds};

const PERCENTILES: &str = "by nearest rank over every value of the sample: p80 is the least value that at least 80 of 100 values do not exceed; nothing is interpolated or averaged";

/// How long everything took in a period.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct IntervalReport {
    clock: Clock,
    /// What requests are put together by.
    by: By,
    /// What the groups are, where that does not go without saying.
    groups: Option<&'static str>,
    /// What a percentile is.
    percentiles: &'static str,
    /// A line for each interval of each group.
    rows: Vec<IntervalRow>,
}

/// An interval over a group of requests. Each request of the group is in the sample, or left out of it for one reason.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct IntervalRow {
    /// The group.
    group: String,
    /// The interval.
    interval: IntervalName,
    /// Where its clock starts and stops.
    interval_clock: String,
    /// Requests of the group.
    requests: usize,
    /// Of these: measured.
    sample: usize,
    /// 50 of 100 took no longer, seconds.
    p50_s: Option<f64>,
    /// 80 of 100 took no longer, seconds.
    p80_s: Option<f64>,
    /// 90 of 100 took no longer, seconds.
    p90_s: Option<f64>,
    /// The longest, seconds.
    max_s: Option<f64>,
    /// Of the sample: within the goal of their priority; for the response alone.
    within_goal: Option<usize>,
    /// The share of the sample that was, 0 to 1.
    within_goal_share: Option<f64>,
    /// Left out: another request stands for it.
    left_out_duplicate: usize,
    /// Left out: it was scheduled for later, so that its waiting was wished for.
    left_out_scheduled: usize,
    /// Left out: a follow-up took it up again, and when the first visit was cleared is not kept.
    left_out_taken_up_again: usize,
    /// Left out: one end of the interval was passed over and has no time.
    left_out_passed_over: usize,
    /// Left out: open, and has not come so far.
    left_out_not_yet: usize,
    /// Left out: ended without it.
    left_out_never: usize,
}

/// An interval of a request's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum IntervalName {
    Answering,
    Processing,
    Turnout,
    Travel,
    Response,
    OnScene,
    Transport,
    TotalTask,
    QueueWait,
}

impl From<Interval> for IntervalName {
    fn from(interval: Interval) -> Self {
        match interval {
            Interval::Answering => Self::Answering,
            Interval::Processing => Self::Processing,
            Interval::Turnout => Self::Turnout,
            Interval::Travel => Self::Travel,
            Interval::Response => Self::Response,
            Interval::OnScene => Self::OnScene,
            Interval::Transport => Self::Transport,
            Interval::TotalTask => Self::TotalTask,
            Interval::QueueWait => Self::QueueWait,
        }
    }
}

impl IntervalReport {
    /// The report on a board.
    ///
    /// # Errors
    /// When the grouping does not go with the period.
    pub fn of(board: &Board, period: &Period, by: By, city: &CityMeta) -> Result<Self, Problem> {
        let grouping = Grouping::new(by, period, city, board.configuration())?;
        let found = report::intervals(board, &period.range, |request| grouping.of(request));
        let response = response_clock(board.configuration());
        let rows = grouping.filled(period, found);
        let rows = rows
            .iter()
            .flat_map(|(group, figures)| rows_of(group, figures, &response));
        Ok(Self {
            clock: Clock::new(period, &city.time_zone, BY_RECEIPT),
            by,
            groups: grouping.explained(),
            percentiles: PERCENTILES,
            rows: rows.collect(),
        })
    }
}

fn rows_of(group: &Group, figures: &Figures, response: &str) -> impl Iterator<Item = IntervalRow> {
    let nothing = IntervalFigures::default();
    Interval::ALL.into_iter().map(move |interval| {
        let of = figures.intervals.get(&interval).unwrap_or(&nothing);
        let left_out = |why| of.left_out.get(&why).copied().unwrap_or(0);
        let percentile = |percent| of.sample.percentile(percent).map(seconds);
        let sample = of.sample.count();
        let is_goal = interval == Interval::Response;
        IntervalRow {
            group: group.name(),
            interval: interval.into(),
            interval_clock: clock(interval, response).to_owned(),
            requests: figures.requests,
            sample,
            p50_s: percentile(50),
            p80_s: percentile(80),
            p90_s: percentile(90),
            max_s: of.sample.max().map(seconds),
            within_goal: is_goal.then_some(of.within_goal),
            within_goal_share: (is_goal && sample > 0).then(|| share(of.within_goal, sample)),
            left_out_duplicate: left_out(LeftOut::Duplicate),
            left_out_scheduled: left_out(LeftOut::Scheduled),
            left_out_taken_up_again: left_out(LeftOut::TakenUpAgain),
            left_out_passed_over: left_out(LeftOut::PassedOver),
            left_out_not_yet: left_out(LeftOut::NotYet),
            left_out_never: left_out(LeftOut::Never),
        }
    })
}

#[expect(clippy::cast_precision_loss, reason = "a share of counts")]
fn share(part: usize, of: usize) -> f64 {
    part as f64 / of as f64
}

fn clock(interval: Interval, response: &str) -> &str {
    match interval {
        Interval::Answering => "received to answered",
        Interval::Processing => "answered to first team notified",
        Interval::Turnout => "first team notified to first team en route",
        Interval::Travel => "first team en route to first team on scene",
        Interval::OnScene => {
            "first team on scene to left with the person, or to last team cleared when nobody was taken along"
        }
        Interval::Transport => "left the scene with the person to at the destination",
        Interval::TotalTask => "first team notified to last team cleared",
        Interval::QueueWait => "triaged to first team notified",
        Interval::Response => response,
    }
}

/// What the response is measured by: the goals of the service, and those of kinds of help that have their own.
fn response_clock(configuration: &Configuration) -> String {
    let listed = |goals: Goals| goals.0.map(minutes).join(", ");
    let own = configuration.types.iter().filter_map(|kind| {
        let goals = kind.goals?;
        Some(format!("; of {}: {} min", kind.form.kind, listed(goals)))
    });
    format!(
        "received to first team on scene, time on hold included; goals of priority 1 to 4: {} min{}",
        listed(configuration.goals),
        own.collect::<String>()
    )
}

fn minutes(time: Millis) -> String {
    (time.as_secs_f64() / 60.0).to_string()
}

impl Table for IntervalReport {
    type Row = IntervalRow;

    const NAME: &'static str = "intervals";

    fn clock(&self) -> &Clock {
        &self.clock
    }

    fn rows(&self) -> &[IntervalRow] {
        &self.rows
    }
}

impl Row for IntervalRow {
    fn typed(&mut self) -> &mut String {
        &mut self.group
    }
}
