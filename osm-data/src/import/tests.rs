use super::*;
use crate::bundled::{BundledCity, bundled, open_or_import_bundled};
use crate::city::City;
use crate::osm::{Input, MemberId};
use crate::road::{Dropped, Mode, Region, WayDrop};
use nearhand_engine::road::input::{DrivingSide, RoadClass};
use nearhand_engine::units::LngLat;
use std::path::Path;

fn imported(folder: &Path) -> BundledCity {
    open_or_import_bundled(folder, &mut |_| {}).unwrap()
}

#[test]
fn the_bundled_city_is_imported_whole() {
    let folder = tempfile::tempdir().unwrap();
    let BundledCity { city, report, path } = imported(folder.path());
    let report = report.unwrap();

    let kept: u64 = report.roads.ways_kept.values().sum();
    let dropped = |reason| report.roads.ways_dropped[&reason].count();
    let all_dropped: u64 = report.roads.ways_dropped.values().map(Dropped::count).sum();
    // 12,416 highway ways in the file, plus the ferry lines, less what lies outside the box.
    assert!((12_000..12_450).contains(&(kept + all_dropped)));
    assert_eq!(report.roads.ways_kept[&RoadClass::Residential], 4_585);
    assert_eq!(report.roads.ways_kept[&RoadClass::Ferry], 4);
    assert_eq!(dropped(WayDrop::NotForVehicle), 2_539);

    let restrictions = &report.roads.restrictions_dropped;
    let all: u64 = restrictions.values().map(Dropped::count).sum();
    assert_eq!(report.roads.restrictions_kept + all, 125);
    assert_eq!(report.roads.restrictions_kept, 119);
    assert_eq!(report.network.restrictions_dropped, []);

    assert_eq!(report.network.islands, 1);
    assert!(report.network.edges_not_snappable * 50 < report.network.edges);
    assert_eq!(report.coast_dropped, 0);
    assert_eq!(report.city_bytes, std::fs::metadata(path).unwrap().len());

    let meta = city.meta();
    assert_eq!(meta.name, "Valletta");
    assert_eq!(meta.driving_side, DrivingSide::Left);
    assert_eq!(meta.counts, report.counts);
    assert_eq!(
        city.road(Mode::Car).segment_count() as u64,
        meta.counts.segments
    );
    assert_eq!(city.road(Mode::Car).driving_side(), DrivingSide::Left);
    assert_eq!(
        city.places().addresses().count() as u64,
        meta.counts.addresses
    );
    assert!(meta.counts.tiles > 40);
}

#[test]
fn posts_stand_beside_named_streets() {
    let folder = tempfile::tempdir().unwrap();
    let city = imported(folder.path()).city;
    assert_eq!(city.meta().posts.len(), 8);
    for post in &city.meta().posts {
        assert!(city.meta().bbox.contains(post.position));
        let nearest = city.places().reverse(post.position, 1).remove(0);
        let away = nearest.distance.unwrap().0;
        assert!(
            away < 25.0,
            "{}: {away} m from {}",
            post.name,
            nearest.label
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_cores() {
    let folder = tempfile::tempdir().unwrap();
    let (input, details) = bundled();
    let written = |threads: usize| {
        let path = folder.path().join(format!("{threads}.city"));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().unwrap();
        pool.install(|| import(input, &details, &path, &mut |_| {}).unwrap());
        std::fs::read(path).unwrap()
    };
    let one = written(1);
    assert!(one == written(2));
    assert!(one == written(5));
}

#[test]
fn a_whole_file_read_twice_makes_the_network_of_one_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let (input, mut details) = bundled();
    let world = CityDetails::checked_box([-179.0, -85.0, 179.0, 85.0]).unwrap();
    details.bbox = None;
    let path = folder.path().join("twice.city");
    let twice = import(input, &details, &path, &mut |_| {}).unwrap();
    let whole = crate::osm::read(input, None, &mut |_| {}).unwrap();
    let region = Region {
        side: details.side(),
        country: details.country.as_deref(),
    };
    let at_once = |mode: Mode| crate::road::build(&whole, mode.profile(), region).report;
    assert_eq!(twice.roads, at_once(Mode::Car));
    for other in &twice.others {
        assert_eq!(other.roads, at_once(other.mode), "{}", other.mode);
    }
    // A box around everything keeps everything, and is read once.
    let kept = crate::osm::read(input, Some(world), &mut |_| {}).unwrap();
    assert_eq!(kept.way_count(), whole.way_count());
    for mode in Mode::ALL {
        let from_box = crate::road::build(&kept, mode.profile(), region);
        assert_eq!(from_box.report, at_once(mode), "{mode}");
    }
}

#[test]
fn every_drop_is_listed_once_with_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let report = imported(folder.path()).report.unwrap();
    let drops = report.drops();
    assert!(drops.is_sorted());
    let count = |kind: &str| drops.iter().filter(|drop| drop.kind == kind).count() as u64;
    let ways: u64 = report.roads.ways_dropped.values().map(Dropped::count).sum();
    assert_eq!(count("way_not_driven"), ways);
    let restrictions = report.roads.restrictions_dropped.values();
    assert_eq!(
        count("restriction_not_kept"),
        restrictions.map(Dropped::count).sum::<u64>()
    );
    assert_eq!(count("missing_member"), report.broken.missing_members);
    assert_eq!(count("missing_node"), report.broken.missing_node_refs);
    assert_eq!(count("open_area"), report.open_areas.len() as u64);
    let steps = drops
        .iter()
        .find(|drop| drop.kind == "way_not_driven" && drop.detail == "not for this vehicle");
    assert!(matches!(steps.unwrap().object, MemberId::Way(_)));
}

/// The largest extract at hand, for which nothing in the project stands in: other cities' worth of broken references.
#[test]
fn the_multicity_extract_is_read_whole_and_its_losses_are_counted() {
    let folder = std::env::var_os("NEARHAND_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"),
        |shared| Path::new(&shared).join("data"),
    );
    let path = folder.join("multicity.osm.pbf");
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return;
    }
    let extract = crate::osm::read(Input::Path(&path), None, &mut |_| {}).unwrap();
    assert_eq!(extract.broken().missing_node_refs, 65_477);
    let highways = extract
        .ways()
        .filter(|way| way.tags.get("highway").is_some());
    assert_eq!(highways.count(), 332_169);
    let refs = extract.ways().map(|way| way.nodes);
    let missing = refs.flatten().filter(|node| node.is_missing()).count();
    assert_eq!(missing, 65_477);
}

#[test]
fn the_second_start_opens_and_a_damaged_file_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("not/there/yet");
    let first = imported(&cache);
    assert!(first.report.is_some());
    assert!(imported(&cache).report.is_none());
    let bytes = std::fs::read(&first.path).unwrap();
    std::fs::write(&first.path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(imported(&cache).report.is_some());
    assert!(imported(&cache).report.is_none());
}

#[test]
fn several_programs_may_start_at_once() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let city = imported(folder.path()).city;
                assert_eq!(city.meta().name, "Valletta");
            });
        }
    });
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn progress_goes_through_the_stages_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut seen: Vec<Progress> = Vec::new();
    open_or_import_bundled(folder.path(), &mut |progress| seen.push(progress)).unwrap();
    assert!(seen.is_sorted_by_key(|progress| progress.stage));
    assert!(seen.iter().all(|progress| progress.done <= progress.total));
    let mut stages: Vec<_> = seen.iter().map(|progress| progress.stage).collect();
    stages.dedup();
    assert_eq!(
        stages,
        [
            Stage::Reading,
            Stage::Tiles,
            Stage::Places,
            Stage::Foot,
            Stage::Bicycle,
            Stage::Roads,
            Stage::Hierarchy,
            Stage::Writing
        ]
    );
}

#[test]
fn a_file_without_roads_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.city");
    let input = Input::Bytes {
        name: "empty.osm",
        bytes: b"<osm><node id='1' lat='1' lon='2'/></osm>",
    };
    let details = CityDetails::from_toml("name = 'X'\ntime_zone = 'UTC'").unwrap();
    let error = import(input, &details, &path, &mut |_| {}).unwrap_err();
    assert_eq!(
        error.to_string(),
        "empty.osm has no road in the box: check the box (west, south, east, north)"
    );
    assert!(!path.exists());
}

#[test]
fn a_city_file_changed_anywhere_is_an_error_and_no_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = imported(folder.path()).path;
    let good = std::fs::read(&path).unwrap();
    let bad = folder.path().join("bad.city");
    for step in 0..40 {
        let mut bytes = good.clone();
        let place = step * bytes.len() / 40;
        bytes[place] ^= 0x55;
        std::fs::write(&bad, bytes).unwrap();
        assert!(City::open(&bad).is_err(), "byte {place}");
    }
}

#[test]
fn search_and_reverse_give_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let city = imported(folder.path()).city;
    let near = LngLat::new(14.51, 35.897).unwrap();
    let first = |query: &str| {
        let hits = city.places().search(query, Some(near), 5);
        hits.first().map(|hit| hit.label.clone())
    };
    for (query, label) in [
        ("republic street", "Triq ir-Repubblika, Valletta"),
        ("triq ir-repub", "Triq ir-Repubblika, Valletta"),
        ("Triq ir-Repubblka", "Triq ir-Repubblika, Valletta"),
        ("17 triq ir-repubblika", "17 Triq ir-Repubblika, Valletta"),
        ("Triq ir-Repubblika 17", "17 Triq ir-Repubblika, Valletta"),
        ("mater dei", "Sptar Mater Dei, San Ġwann"),
        ("hamrun", "Il-Ħamrun"),
        ("sliema", "Tas-Sliema"),
        (
            "corner of Republic Street and Melita",
            "Triq ir-Repubblika & Triq Melita, Valletta",
        ),
    ] {
        assert_eq!(first(query).as_deref(), Some(label), "{query}");
    }
    assert_eq!(first("xyzzyqwertz"), None);
    assert_eq!(first(""), None);
    let around = city.places().reverse(near, 3);
    assert_eq!(around[0].label, "Triq Nofs-in-Nhar, Valletta");
    assert!(around.is_sorted_by(|a, b| a.distance <= b.distance));
    let sea = LngLat::new(14.6, 36.1).unwrap();
    assert_eq!(city.places().reverse(sea, 3), []);
}
