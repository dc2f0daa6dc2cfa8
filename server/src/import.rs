//! `nearhand import`: from an OpenStreetMap extract to a city file.

use std::{fmt::Write as _, io::Write as _, path::Path};

use anyhow::{Context as _, bail};
use indicatif::HumanBytes;
use nearhand_engine::road::input::{DrivingSide, RoadClass};
use nearhand_osm_data::{
    import::{self, CityDetails, ImportReport},
    osm::Input,
};
use serde_json::json;

use crate::{
    cli::{ImportArgs, Side},
    listing::Listing,
    progress::{self, ImportProgress},
};

/// Imports a city and prints what became of it.
///
/// # Errors
/// When the input cannot be read, or the city file or the report not be written.
pub fn run(args: &ImportArgs) -> anyhow::Result<()> {
    let details = details(args)?;
    let drops = args.report.as_deref().map(Listing::to).transpose()?;
    let mut shown = ImportProgress::new();
    let report = import::import(Input::Path(&args.input), &details, &args.output, &mut |p| {
        shown.show(p);
    });
    shown.end();
    let report = report?;
    let text = if args.json {
        as_json(&report, &args.output).to_string() + "\n"
    } else {
        as_text(&report, &details.name, &args.output)
    };
    match drops {
        // Standard output is for one thing: the list.
        Some(Listing::Printed) => std::io::stderr().write_all(text.as_bytes())?,
        Some(Listing::File(_)) | None => std::io::stdout().write_all(text.as_bytes())?,
    }
    drops.map_or(Ok(()), |listing| listing.write(&report.drops()))
}

/// The details of a file, with what was given on the command line instead.
fn details(args: &ImportArgs) -> anyhow::Result<CityDetails> {
    let mut details = match &args.city_details {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            CityDetails::from_toml(&text).with_context(|| format!("in {}", path.display()))?
        }
        None => CityDetails {
            name: stem(&args.input),
            time_zone: "UTC".to_owned(),
            country: None,
            driving_side: None,
            bbox: None,
            posts: Vec::new(),
        },
    };
    if let Some(name) = &args.name {
        details.name.clone_from(name);
    }
    if let Some(zone) = &args.time_zone {
        details.time_zone.clone_from(zone);
    }
    // The screens show times in this zone, and a browser ends a page that asks for one it does not know.
    if jiff::tz::TimeZone::get(&details.time_zone).is_err() {
        bail!(
            "\"{}\" is not a time zone: give a name of the IANA list, such as America/Los_Angeles",
            details.time_zone
        );
    }
    if let Some(side) = args.driving_side {
        details.driving_side = Some(match side {
            Side::Left => DrivingSide::Left,
            Side::Right => DrivingSide::Right,
        });
    }
    if let Some(bounds) = args.bbox {
        details.bbox = Some(CityDetails::checked_box(bounds.0)?);
    }
    Ok(details)
}

/// `west-hollywood.osm.pbf` → `west-hollywood`
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

fn as_json(report: &ImportReport, output: &Path) -> serde_json::Value {
    let dropped_ways: serde_json::Map<_, _> = report
        .roads
        .ways_dropped
        .iter()
        .map(|(reason, dropped)| (reason.to_string(), json!(dropped.count())))
        .collect();
    let dropped_restrictions: serde_json::Map<_, _> = report
        .roads
        .restrictions_dropped
        .iter()
        .map(|(reason, dropped)| (reason.to_string(), json!(dropped.count())))
        .collect();
    let ways: serde_json::Map<_, _> = report
        .roads
        .ways_kept
        .iter()
        .map(|(class, count)| (class_name(class), json!(count)))
        .collect();
    let stages: serde_json::Map<_, _> = report
        .stages
        .iter()
        .map(|(stage, time)| {
            (
                format!("{stage:?}").to_lowercase(),
                json!(time.as_secs_f64()),
            )
        })
        .collect();
    json!({
        "city": output,
        "bytes": report.city_bytes,
        "input_bytes": report.input_bytes,
        "counts": report.counts,
        "ways_kept": ways,
        "ways_dropped": dropped_ways,
        "restrictions_kept": report.roads.restrictions_kept,
        "restrictions_dropped": dropped_restrictions,
        "broken": {
            "missing_node_refs": report.broken.missing_node_refs,
            "missing_members": report.broken.missing_members,
            "relations_without_members": report.broken.relations_without_members,
            "zero_length_ways": report.broken.zero_length_ways,
            "repeated_refs": report.broken.repeated_refs,
            "duplicate_objects": report.broken.duplicate_objects,
            "nodes_off_earth": report.broken.nodes_off_earth,
            "open_areas": report.open_areas.len(),
            "coast_ends": report.coast_ends.len(),
        },
        "seconds": stages,
    })
}

fn as_text(report: &ImportReport, name: &str, output: &Path) -> String {
    let mut text = format!("{name} → {}\n", output.display());
    let rows: Vec<Row> = [ways(report), broken(report), contents(report)].concat();
    let widest = rows.iter().map(|(what, _)| what.chars().count()).max();
    let width = widest.unwrap_or_default();
    for (what, value) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {what:<width$} {value:>12}");
    }
    text
}

type Row = (String, String);

/// Streets and turn restrictions, kept and dropped.
fn ways(report: &ImportReport) -> Vec<Row> {
    let roads = &report.roads;
    let mut rows = Vec::new();
    for (class, count) in &roads.ways_kept {
        rows.push((
            format!("ways kept: {}", class_name(class)),
            count.to_string(),
        ));
    }
    for (reason, dropped) in &roads.ways_dropped {
        rows.push((
            format!("ways dropped: {reason}"),
            dropped.count().to_string(),
        ));
    }
    let kept = roads.restrictions_kept.to_string();
    rows.push(("turn restrictions kept".to_owned(), kept));
    for (reason, dropped) in &roads.restrictions_dropped {
        let what = format!("restrictions dropped: {reason}");
        rows.push((what, dropped.count().to_string()));
    }
    rows
}

/// What was broken in the file, where anything was.
fn broken(report: &ImportReport) -> Vec<Row> {
    let broken = &report.broken;
    [
        ("references to missing nodes", broken.missing_node_refs),
        ("references to missing members", broken.missing_members),
        (
            "relations without members",
            broken.relations_without_members,
        ),
        ("ways without length", broken.zero_length_ways),
        ("repeated node references", broken.repeated_refs),
        ("objects given twice", broken.duplicate_objects),
        ("nodes off the Earth", broken.nodes_off_earth),
        ("areas that do not close", report.open_areas.len() as u64),
        ("coastline pieces without end", report.coast_dropped),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(what, count)| (what.to_owned(), count.to_string()))
    .collect()
}

/// What is in the city file.
fn contents(report: &ImportReport) -> Vec<Row> {
    let counts = &report.counts;
    [
        ("crossings and street ends", counts.vertices.to_string()),
        ("street segments", counts.segments.to_string()),
        ("addresses", counts.addresses.to_string()),
        ("streets", counts.streets.to_string()),
        ("places", counts.places.to_string()),
        ("map tiles", counts.tiles.to_string()),
        ("size", HumanBytes(report.city_bytes).to_string()),
        ("time", format!("{:.1} s", report.time.as_secs_f64())),
    ]
    .map(|(what, value)| (what.to_owned(), value))
    .into_iter()
    .chain(report.stages.iter().map(|(stage, time)| {
        let what = format!("  {}", progress::doing(*stage).to_lowercase());
        (what, format!("{:.1} s", time.as_secs_f64()))
    }))
    .collect()
}

/// A road class as OpenStreetMap writes it.
fn class_name(class: &RoadClass) -> String {
    json!(class).as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_citys_name_is_that_of_the_file() {
        assert_eq!(
            stem(Path::new("a/west-hollywood.osm.pbf")),
            "west-hollywood"
        );
    }
}
