//! Opening hours as people write them: `Mo-Fr 08:00-18:00`, `Sa 22:00-02:00`.
//!
//! A part of OSM's opening hours (<https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>): weekdays and times of day. A time
//! span that ends at or before its beginning ends on the next day.

use crate::dispatch::model::{Hours, WeekMinute};

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const DAY: u16 = 24 * 60;

/// Reads lines such as `Mo-Fr 08:00-18:00`.
///
/// # Errors
/// A sentence that names the line.
pub(super) fn read(lines: &[String]) -> Result<Hours, String> {
    let mut spans = Vec::new();
    for line in lines {
        let read = spans_of(line);
        spans.extend(read.ok_or_else(|| {
            format!("\"{line}\" is no opening time: write it as \"Mo-Fr 08:00-18:00\"")
        })?);
    }
    spans.sort_unstable();
    Hours::try_from(joined(spans)).map_err(|wrong| wrong.to_string())
}

/// Spans that touch are one.
fn joined(spans: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    let mut joined: Vec<(u16, u16)> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.1 == span.0 => last.1 = span.1,
            _ => joined.push(span),
        }
    }
    joined
}

fn spans_of(line: &str) -> Option<Vec<(u16, u16)>> {
    let (days, times) = line.trim().split_once(' ')?;
    let (from, to) = times.trim().split_once('-')?;
    let (from, to) = (time(from)?, time(to)?);
    let (first, last) = days.split_once('-').unwrap_or((days, days));
    let (first, last) = (day(first)?, day(last)?);
    let number = (last + 7 - first) % 7 + 1;
    let mut spans = Vec::new();
    for day in (0..number).map(|step| (first + step) % 7) {
        let begin = day * DAY + from;
        let end = day * DAY + to + if to <= from { DAY } else { 0 };
        if end <= WeekMinute::WEEK {
            spans.push((begin, end));
        } else {
            spans.push((begin, WeekMinute::WEEK));
            spans.push((0, end - WeekMinute::WEEK));
        }
    }
    Some(spans)
}

fn day(text: &str) -> Option<u16> {
    let place = DAYS.iter().position(|&day| day == text)?;
    u16::try_from(place).ok()
}

/// Minutes since midnight, up to `24:00`.
fn time(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let whole = hour * 60 + minute;
    (minute < 60 && whole <= DAY).then_some(whole)
}

/// As [`read`] takes it, one line for days in a row with the same times.
pub(super) fn write(hours: &Hours) -> Vec<String> {
    let mut lines: Vec<Line> = Vec::new();
    for (from, to) in nights(hours.clone().into()).into_iter().flat_map(by_day) {
        let (day, begin) = (from / DAY, from % DAY);
        let end = to - day * DAY;
        let end = if end > DAY { end - DAY } else { end };
        let mut before = lines.iter_mut();
        let before = before.find(|it| it.last + 1 == day && (it.begin, it.end) == (begin, end));
        match before {
            Some(line) => line.last = day,
            None => lines.push(Line {
                first: day,
                last: day,
                begin,
                end,
            }),
        }
    }
    lines.iter().map(Line::written).collect()
}

/// The same times on days in a row.
struct Line {
    first: u16,
    last: u16,
    begin: u16,
    end: u16,
}

impl Line {
    fn written(&self) -> String {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let (first, last) = (DAYS[usize::from(self.first)], DAYS[usize::from(self.last)]);
        let days = if first == last {
            first.to_owned()
        } else {
            format!("{first}-{last}")
        };
        format!("{days} {}-{}", clock(self.begin), clock(self.end))
    }
}

/// With a night from Sunday to Monday in one piece, as the others are.
fn nights(mut spans: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    let ends = spans.first().zip(spans.last()).map(|(&a, &b)| (a, b));
    if let Some((first, last)) = ends {
        let passes = spans.len() > 1 && first.0 == 0 && last.1 == WeekMinute::WEEK;
        if passes && first.1 + (last.1 - last.0) <= DAY {
            spans.remove(0);
            spans.pop();
            spans.push((last.0, last.1 + first.1));
        }
    }
    spans
}

/// A span of more than a day cut at every midnight.
fn by_day((from, to): (u16, u16)) -> Vec<(u16, u16)> {
    if to - from < DAY {
        return vec![(from, to)];
    }
    let mut parts = Vec::new();
    let mut begin = from;
    while begin < to {
        let end = to.min((begin / DAY + 1) * DAY);
        parts.push((begin, end));
        begin = end;
    }
    parts
}
