//! What `nearhand import` lost: the list of drops, and broken files of every form.

use std::fs;

use nearhand_tests::binary;
use tempfile::TempDir;

use crate::import::import;

/// Two streets, one of which lacks a node, and a footpath.
const MAP: &str = "<osm version='0.6'>
  <node id='1' lat='35.90' lon='14.50'/><node id='2' lat='35.91' lon='14.50'/>
  <node id='3' lat='35.91' lon='14.51'/><node id='4' lat='35.90' lon='14.51'/>
  <way id='10'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='primary'/></way>
  <way id='11'><nd ref='3'/><nd ref='4'/><nd ref='99'/><tag k='highway' v='residential'/></way>
  <way id='12'><nd ref='4'/><nd ref='1'/><tag k='highway' v='steps'/></way>
</osm>
";

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_report_lists_every_drop_with_its_id() {
    let folder = TempDir::new().expect("a temporary folder");
    let (map, city) = (
        folder.path().join("map.osm"),
        folder.path().join("map.city"),
    );
    fs::write(&map, MAP).expect("the map can be written");
    let expected = "kind\tobject\tid\tdetail\n\
                    missing_node\tway\t11\tnode/99\n\
                    way_not_driven\tway\t12\t";
    let printed = import(&map, &city, &["--report", "-"]);
    assert!(printed.status.success(), "{}", text(&printed.stderr));
    let list = text(&printed.stdout);
    assert!(list.starts_with(expected), "{list}");
    let file = folder.path().join("drops.tsv");
    let file_name = file.to_str().expect("a name in Unicode");
    let written = import(&map, &city, &["--report", file_name, "--json"]);
    assert!(written.status.success(), "{}", text(&written.stderr));
    assert_eq!(fs::read_to_string(&file).expect("the list is there"), list);
    let summary: serde_json::Value =
        serde_json::from_slice(&written.stdout).expect("the summary is JSON alone");
    assert_eq!(summary["broken"]["missing_node_refs"], 1);
    // Nobody watches: a line per stage.
    let said = text(&written.stderr);
    assert!(said.contains(" %  Drawing map tiles\n"), "{said}");
}

#[test]
fn nothing_but_a_city_file_is_overwritten() {
    let folder = TempDir::new().expect("a temporary folder");
    let (map, city) = (
        folder.path().join("map.osm"),
        folder.path().join("map.city"),
    );
    fs::write(&map, MAP).expect("the map can be written");
    for more in [
        &[][..],
        &["--report", map.to_str().expect("a name in Unicode")],
    ] {
        let output = if more.is_empty() { &map } else { &city };
        let refused = import(&map, output, more);
        assert_eq!(refused.status.code(), Some(1));
        let said = text(&refused.stderr);
        assert!(said.contains("map.osm is there already"), "{said}");
        assert_eq!(fs::read_to_string(&map).expect("the map is there"), MAP);
    }
    assert!(!city.exists());
}

#[test]
fn a_broken_file_is_named_and_leaves_nothing_behind() {
    let folder = TempDir::new().expect("a temporary folder");
    let city = folder.path().join("map.city");
    let extract = fs::read(binary::bundled_extract()).expect("the extract can be read");
    for (name, content, expected) in [
        (
            "cut.osm.pbf",
            &extract[..500_000],
            "cut.osm.pbf is cut off in block",
        ),
        (
            "bad.osm.gz",
            b"\x1f\x8b\x08 not gzip at all",
            "bad.osm.gz is ",
        ),
        (
            "bad.osm.bz2",
            b"BZh9 not bzip2 at all",
            "bad.osm.bz2 is damaged around byte",
        ),
        (
            "bad.osm",
            b"<osm>\n<way id='1'>\n</osm>",
            "bad.osm is not valid OpenStreetMap XML at line 3",
        ),
        ("bad.zip", b"PK\x03\x04", "bad.zip is neither"),
    ] {
        let map = folder.path().join(name);
        fs::write(&map, content).expect("the map can be written");
        let refused = import(&map, &city, &[]);
        let said = text(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(
            said.contains(expected) && !said.contains("panicked"),
            "{said}"
        );
        fs::remove_file(map).expect("the map can be removed");
    }
    let left = fs::read_dir(folder.path()).expect("the folder is there");
    assert_eq!(left.count(), 0, "half a file was left");
}
