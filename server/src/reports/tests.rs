//! The city's calendar and areas, and tables that can be read alone.

use std::collections::{BTreeMap, BTreeSet};

use nearhand_engine::{
    dispatch::{
        Board, Command, Intake,
        configuration::{Goals, Post, Zone},
        model::{Priority, RequestDetails},
    },
    road::input::DrivingSide,
    units::{BoundingBox, LngLat, Millis, Timestamp},
};
use nearhand_osm_data::city::{CityCounts, CityMeta};
use serde_json::{Value, json};

use super::*;
use crate::wire::time::{Time, parse};

fn point(lng: f64, lat: f64) -> LngLat {
    LngLat::new(lng, lat).unwrap()
}

fn city() -> CityMeta {
    CityMeta {
        name: "Valletta".to_owned(),
        bbox: BoundingBox {
            min: point(14.4, 35.8),
            max: point(14.6, 36.0),
        },
        time_zone: "Europe/Malta".to_owned(),
        country: None,
        driving_side: DrivingSide::Left,
        data_as_of: None,
        attribution: String::new(),
        counts: CityCounts::default(),
        posts: Vec::new(),
    }
}

/// A board with two posts and these zones.
fn board(zones: Vec<Zone>) -> Board {
    let mut board = Board::new();
    let mut service = board.configuration().clone();
    let post = |name: &str, lng| Post {
        name: name.to_owned(),
        position: point(lng, 35.9),
    };
    service.posts = vec![post("West", 14.45), post("East", 14.55)];
    service.zones = zones;
    let command = Command::Configure {
        configuration: Box::new(service),
        destinations: None,
    };
    for event in board.decide(&command, Timestamp(0)).unwrap() {
        board.apply(&event);
    }
    board
}

fn receive(board: &mut Board, at: Timestamp, lng: f64, source: &str) {
    let command = Command::CreateRequest {
        details: RequestDetails {
            position: point(lng, 35.9),
            address: Some("12 Secret Street".to_owned()),
            kind: "wellness_check".try_into().unwrap(),
            priority: Priority::FIRST,
            needs: BTreeSet::new(),
            source: source.to_owned(),
            note: Some("a secret".to_owned()),
        },
        intake: Intake {
            untriaged: false,
            scheduled_for: None,
            answers: BTreeMap::new(),
        },
    };
    for event in board.decide(&command, at).unwrap() {
        board.apply(&event);
    }
}

fn period(from: &str, to: &str) -> Period {
    let time = |text| Some(Time(parse(text).unwrap()));
    Period::new(time(from), time(to)).unwrap()
}

/// Requests by group: a request each half an hour of the period, and one before and one after it.
fn half_hourly(period: &Period, by: By) -> BTreeMap<String, u64> {
    const HALF: Millis = Millis::from_mins(30);
    let mut board = Board::new();
    let mut at = Timestamp(period.range.start.0 - 1);
    receive(&mut board, at, 14.5, "phone");
    at = period.range.start;
    while at < period.range.end {
        receive(&mut board, at, 14.5, "phone");
        at = at.plus(HALF);
    }
    receive(&mut board, period.range.end, 14.5, "phone");
    let report = VolumeReport::of(&board, period, by, &city()).unwrap();
    by_group(&json!(report))
}

fn by_group(report: &Value) -> BTreeMap<String, u64> {
    let rows = report["rows"].as_array().unwrap();
    let named = rows.iter().map(|row| {
        let name = row["group"].as_str().unwrap().to_owned();
        (name, row["requests"].as_u64().unwrap())
    });
    named.collect()
}

#[test]
fn a_day_on_which_clocks_change_has_the_hours_that_it_has() {
    let autumn = period("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    assert_eq!(
        half_hourly(&autumn, By::Day),
        [("2026-10-25".to_owned(), 50)].into()
    );
    assert_eq!(half_hourly(&autumn, By::Weekday)["sunday"], 50);
    let hours = half_hourly(&autumn, By::Hour);
    assert_eq!(hours.len(), 24);
    for (hour, requests) in hours {
        assert_eq!(requests, if hour == "2" { 4 } else { 2 }, "{hour}");
    }
    let spring = period("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    assert_eq!(
        half_hourly(&spring, By::Day),
        [("2026-03-29".to_owned(), 46)].into()
    );
    for (hour, requests) in half_hourly(&spring, By::Hour) {
        assert_eq!(requests, if hour == "2" { 0 } else { 2 }, "{hour}");
    }
}

#[test]
fn days_without_a_request_have_a_line() {
    let week = period("2026-11-01T23:00:00Z", "2026-11-08T23:00:00Z");
    let mut board = Board::new();
    receive(
        &mut board,
        parse("2026-11-04T12:00:00Z").unwrap(),
        14.5,
        "phone",
    );
    let report = VolumeReport::of(&board, &week, By::Day, &city()).unwrap();
    let days = by_group(&json!(report));
    assert_eq!(days.len(), 7);
    assert_eq!(days["2026-11-04"], 1);
    assert_eq!(days.values().sum::<u64>(), 1);
    let empty = period("2026-11-01T23:00:00Z", "2026-11-01T23:00:00Z");
    let report = VolumeReport::of(&board, &empty, By::Day, &city()).unwrap();
    assert_eq!(by_group(&json!(report)).len(), 0);
}

#[test]
fn a_report_by_day_is_no_longer_than_anybody_reads() {
    let years = period("2020-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
    let refused = VolumeReport::of(&Board::new(), &years, By::Day, &city()).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("from"));
    assert!(VolumeReport::of(&Board::new(), &years, By::Hour, &city()).is_ok());
}

#[test]
fn an_area_is_what_is_nearest_to_its_post() {
    let mut board = board(Vec::new());
    for lng in [14.41, 14.46, 14.49, 14.51, 14.59] {
        receive(&mut board, Timestamp(1000), lng, "phone");
    }
    let all = period("1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z");
    let report = VolumeReport::of(&board, &all, By::Area, &city()).unwrap();
    let report = json!(report);
    assert_eq!(
        by_group(&report),
        [("East".to_owned(), 2), ("West".to_owned(), 3)].into()
    );
    assert!(report["groups"].as_str().unwrap().contains("nearer"));
}

fn zone(name: &str, from: f64, to: f64) -> Zone {
    let corners = [(from, 35.8), (to, 35.8), (to, 36.0), (from, 36.0)];
    Zone {
        name: name.to_owned(),
        ring: corners.map(|(lng, lat)| point(lng, lat)).into(),
    }
}

#[test]
fn an_area_is_a_zone_where_the_service_has_zones() {
    let mut board = board(vec![
        zone("Old town", 14.4, 14.5),
        zone("Port", 14.5, 14.55),
    ]);
    for lng in [14.41, 14.46, 14.49, 14.51, 14.59] {
        receive(&mut board, Timestamp(1000), lng, "phone");
    }
    let all = period("1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z");
    let report = json!(VolumeReport::of(&board, &all, By::Area, &city()).unwrap());
    let expected = [("Old town", 3), ("Port", 1), ("no_zone", 1)];
    assert_eq!(
        by_group(&report),
        expected
            .map(|(name, count)| (name.to_owned(), count))
            .into()
    );
    assert!(report["groups"].as_str().unwrap().contains("zone"));
}

#[test]
fn kinds_and_sources_of_the_service_have_a_line_and_goals_of_their_own_are_said() {
    let mut board = board(Vec::new());
    let mut service = board.configuration().clone();
    let kind = service.types[3].form.kind;
    service.types[3].goals = Some(Goals([5, 6, 7, 8].map(Millis::from_mins)));
    let command = Command::Configure {
        configuration: Box::new(service),
        destinations: None,
    };
    for event in board.decide(&command, Timestamp(0)).unwrap() {
        board.apply(&event);
    }
    let all = period("1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z");
    let of = |by| by_group(&json!(VolumeReport::of(&board, &all, by, &city()).unwrap()));
    assert_eq!(of(By::Type).len(), 11);
    assert!(of(By::Source).contains_key("sheriff") && of(By::Source).contains_key("phone"));
    let report = json!(IntervalReport::of(&board, &all, By::All, &city()).unwrap());
    let rows = report["rows"].as_array().unwrap();
    let response = rows
        .iter()
        .find(|row| row["interval"] == "response")
        .unwrap();
    let clock = response["interval_clock"].as_str().unwrap();
    assert!(
        clock.ends_with(&format!("20, 30, 60, 120 min; of {kind}: 5, 6, 7, 8 min")),
        "{clock}"
    );
}

#[test]
fn a_table_says_its_clock_on_each_line_and_nothing_personal() {
    let mut board = board(vec![zone("=SUM(A1)", 14.4, 14.6)]);
    receive(&mut board, Timestamp(1000), 14.5, "phone");
    let day = period("1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z");
    let report = IntervalReport::of(&board, &day, By::Area, &city()).unwrap();
    let table = String::from_utf8(report.csv().unwrap()).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows: Vec<BTreeMap<String, String>> =
        reader.deserialize().collect::<Result<_, _>>().unwrap();
    assert_eq!(head[..2], ["group", "interval"]);
    assert_eq!(rows.len(), 9, "a line for each interval");
    for row in &rows {
        assert_eq!(row["group"], "'=SUM(A1)", "no cell is a formula");
        assert_eq!(row["from"], "1970-01-01T00:00:00.000Z");
        assert_eq!(row["to"], "1970-01-02T00:00:00.000Z");
        assert_eq!(row["time_zone"], "Europe/Malta");
        assert!(!row["interval_clock"].is_empty() && !row["counted"].is_empty());
    }
    let response = rows
        .iter()
        .find(|row| row["interval"] == "response")
        .unwrap();
    assert!(response["interval_clock"].ends_with("20, 30, 60, 120 min"));
    assert_eq!((&*response["sample"], &*response["p50_s"]), ("0", ""));
    assert_eq!(response["left_out_not_yet"], "1");
    let written = format!("{}{table}", json!(report));
    assert!(!written.to_lowercase().contains("secret"));
}
