use super::*;
use bzip2::write::BzEncoder;
use flate2::Compression;
use flate2::write::GzEncoder;
use nearhand_engine::units::LngLat;
use proptest::prelude::*;
use std::io::Write;

const BUNDLED: &[u8] = include_bytes!("../../cities/valletta.osm.pbf");

fn bytes<'a>(name: &'a str, bytes: &'a [u8]) -> Input<'a> {
    Input::Bytes { name, bytes }
}

fn read_xml(text: &str) -> Result<Extract, ReadError> {
    read(bytes("test.osm", text.as_bytes()), None, &mut |_| {})
}

fn read_pbf(content: &[u8]) -> Result<Extract, ReadError> {
    read(bytes("test.osm.pbf", content), None, &mut |_| {})
}

fn highways(extract: &Extract) -> usize {
    extract
        .ways()
        .filter(|way| way.tags.get("highway").is_some())
        .count()
}

#[test]
fn the_bundled_file_has_the_objects_that_osmium_counts_in_it() {
    let extract = read_pbf(BUNDLED).unwrap();
    assert_eq!(highways(&extract), 12_416);
    let restrictions = extract
        .relations()
        .filter(|relation| relation.tags.is("type", "restriction"))
        .count();
    assert_eq!(restrictions, 125);
    assert_eq!(extract.broken().missing_node_refs, 0);
    assert_eq!(extract.broken().duplicate_objects, 0);
}

#[test]
fn a_box_keeps_whole_ways_that_touch_it_and_nothing_else() {
    let clip = BoundingBox {
        min: LngLat::new(14.505, 35.893).unwrap(),
        max: LngLat::new(14.52, 35.902).unwrap(),
    };
    let whole = read_pbf(BUNDLED).unwrap();
    let part = read(bytes("test", BUNDLED), Some(clip), &mut |_| {}).unwrap();
    let touches = |way: &Way<'_>| {
        whole
            .line(way.nodes)
            .iter()
            .any(|&point| clip.contains(point))
    };
    let expected: Vec<_> = whole.ways().filter(touches).map(|way| way.id).collect();
    let kept: Vec<_> = part.ways().map(|way| way.id).collect();
    assert!(expected.len() > 1_000);
    assert_eq!(kept, expected);
    assert_eq!(part.broken().missing_node_refs, 0);
    for way in part.ways() {
        let same_way = whole.way(way.id).unwrap();
        assert_eq!(part.line(way.nodes), whole.line(same_way.nodes));
    }
}

#[test]
fn progress_reaches_the_size_of_the_file() {
    let mut last = None;
    read(bytes("test", BUNDLED), None, &mut |progress| {
        last = Some(progress);
    })
    .unwrap();
    let size = BUNDLED.len() as u64;
    let expected = ReadProgress {
        done_bytes: size,
        total_bytes: size,
    };
    assert_eq!(last, Some(expected));
}

#[test]
fn xml_gives_nodes_ways_relations_and_counts_what_is_broken() {
    let extract = read_xml(
        r#"<?xml version="1.0"?><osm version="0.6">
        <node id="2" lat="35.9" lon="14.5"><tag k="name" v="A &amp; &quot;B&quot;"/></node>
        <node id="-1" lat="35.8" lon="14.4"/>
        <node id="2" lat="35.91" lon="14.51"/>
        <node id="9000000000" lat="1" lon="2"/>
        <node id="3" lat="95" lon="2"/>
        <node id="4" lat="1" lon="2" action="delete"/>
        <way id="5"><nd ref="-1"/><nd ref="-1"/><nd ref="2"/><nd ref="77"/><nd ref="9000000000"/><nd ref="2"/></way>
        <way id="6"><nd ref="2"/></way>
        <relation id="7"/>
        <relation id="8"><member type="way" ref="5" role="from"/><member type="node" ref="99" role=""/></relation>
        </osm>"#,
    )
    .unwrap();
    let broken = Broken {
        missing_node_refs: 1,
        missing_members: 1,
        relations_without_members: 1,
        zero_length_ways: 1,
        repeated_refs: 1,
        duplicate_objects: 1,
        nodes_off_earth: 1,
    };
    assert_eq!(extract.broken(), broken);
    assert_eq!(extract.position(NodeId(2)), LngLat::new(14.51, 35.91).ok());
    assert_eq!(extract.position(NodeId(4)), None);
    let way = extract.way(WayId(5)).unwrap();
    let ids = |part: &[NodeRef]| -> Vec<_> {
        let ids = part.iter().map(|&node| extract.id_of(node).unwrap().0);
        ids.collect()
    };
    let parts: Vec<_> = extract.way_parts(&way).map(ids).collect();
    assert_eq!(parts, [[-1, 2], [9_000_000_000, 2]]);
    let relation = extract.relations().last().unwrap();
    assert_eq!(
        relation.members().next(),
        Some(Member {
            id: MemberId::Way(WayId(5)),
            role: "from"
        })
    );
}

#[test]
fn a_wrong_file_gets_a_sentence_that_names_it_and_the_place() {
    let message = |content: &[u8]| read_pbf(content).unwrap_err().to_string();
    assert_eq!(
        message(b"PK\x03\x04"),
        "test.osm.pbf is neither an .osm.pbf file nor .osm XML (plain, gzip or bzip2): give an OpenStreetMap extract"
    );
    assert_eq!(
        message(&BUNDLED[..200_000]),
        "test.osm.pbf is cut off in block 3 (byte 156156): download it again"
    );
    assert_eq!(
        message(b"<osm><node id='1' lat='1' lon='x'/></osm>"),
        "test.osm.pbf is not valid OpenStreetMap XML at line 1 (byte 35): lon=\"x\" is not a number"
    );
    assert!(message(b"<osm><way id='1'>").contains("it ends before </osm>"));
    assert!(message(b"<html></html>").contains("its root element is not <osm>"));
    let missing = read(
        Input::Path(std::path::Path::new("/nowhere/at/all.osm.pbf")),
        None,
        &mut |_| {},
    );
    assert_eq!(missing.unwrap_err().to_string(), "cannot read all.osm.pbf");
}

/// Two streets, a restriction and a missing node; long enough for packers to do something.
fn small_map() -> String {
    let nodes: String = (1..200)
        .map(|id| format!("<node id='{id}' lat='35.{id:03}' lon='14.5'/>\n"))
        .collect();
    format!(
        "<osm version='0.6'>\n{nodes}\
         <way id='1'><nd ref='1'/><nd ref='2'/><nd ref='900'/><tag k='highway' v='primary'/></way>\n\
         <way id='2'><nd ref='2'/><nd ref='199'/><tag k='name' v='Triq &amp; Sqaq'/></way>\n\
         <relation id='3'><member type='way' ref='1' role='from'/></relation>\n</osm>"
    )
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

fn bzipped(content: &[u8]) -> Vec<u8> {
    let mut packer = BzEncoder::new(Vec::new(), bzip2::Compression::best());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

/// Everything an extract says, for comparing two of them.
fn told(extract: &Extract) -> String {
    let ways: Vec<_> = extract
        .ways()
        .map(|way| (way, extract.line(way.nodes)))
        .collect();
    let relations: Vec<_> = extract.relations().collect();
    let nodes: Vec<_> = extract.tagged_nodes().collect();
    let count = extract.node_count();
    format!(
        "{count} {nodes:?} {ways:?} {relations:?} {:?}",
        extract.losses()
    )
}

#[test]
fn every_packing_gives_the_same_map_whatever_the_file_is_called() {
    let xml = small_map();
    let expected = told(&read_xml(&xml).unwrap());
    assert!(expected.contains("Triq & Sqaq") && expected.contains("MissingNode"));
    let half = xml.len() / 2;
    // Some packers write several streams, one after the other.
    let two = |pack: fn(&[u8]) -> Vec<u8>| {
        let (first, second) = xml.as_bytes().split_at(half);
        [pack(first), pack(second)].concat()
    };
    for packed in [
        gzipped(xml.as_bytes()),
        bzipped(xml.as_bytes()),
        two(gzipped),
        two(bzipped),
    ] {
        assert_eq!(told(&read_pbf(&packed).unwrap()), expected);
    }
    let pbf = read_pbf(&gzipped(BUNDLED)).unwrap();
    assert_eq!(pbf.way_count(), read_pbf(BUNDLED).unwrap().way_count());
}

#[test]
fn a_broken_packed_file_gets_a_sentence_that_names_it_and_the_place() {
    let message = |content: &[u8]| read_pbf(content).unwrap_err().to_string();
    let xml = small_map();
    for (packed, packing) in [
        (gzipped(xml.as_bytes()), "gzip"),
        (bzipped(xml.as_bytes()), "bzip2"),
    ] {
        let length = packed.len();
        let cut = message(&packed[..length - 20]);
        let expected = format!(
            "test.osm.pbf is cut off around byte {}: its {packing} data does not unpack; download it again",
            length - 20
        );
        assert_eq!(cut, expected);
        let mut damaged = packed;
        damaged[length / 2] ^= 0xff;
        let problem = message(&damaged);
        assert!(
            problem.starts_with("test.osm.pbf is ") && problem.contains(" byte "),
            "{problem}"
        );
    }
    assert!(message(&gzipped(b"hello")).contains("is neither an .osm.pbf file nor .osm XML"));
    assert!(message(b"\x1f\x8bhello, no gzip").contains("around byte"));
    assert!(message(b"BZhello").contains("is damaged around byte"));
    let wrong = xml.replace("<nd ref='199'/>", "<nd ref='x'/>");
    let end = wrong.find("<nd ref='x'/>").unwrap() + "<nd ref='x'/>".len();
    let expected = format!(
        "test.osm.pbf is not valid OpenStreetMap XML at line 202 (byte {end}): ref=\"x\" is not a number"
    );
    assert_eq!(message(&gzipped(wrong.as_bytes())), expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_change_of_bytes_makes_the_xml_reader_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        length in any::<prop::sample::Index>(),
        packing in 0..3,
    ) {
        let mut content = small_map().into_bytes();
        let change = |content: &mut Vec<u8>| {
            for &(place, value) in &changes {
                let place = place.index(content.len());
                content[place] = value;
            }
            content.truncate(length.index(content.len()) + 1);
        };
        match packing {
            0 => change(&mut content),
            // The packed bytes are changed, or the text before it is packed.
            1 => {
                content = gzipped(&content);
                change(&mut content);
            }
            _ => {
                change(&mut content);
                content = bzipped(&content);
            }
        }
        let _ = read_pbf(&content);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_change_of_bytes_makes_the_reader_panic(
        changes in prop::collection::vec((0..120_000usize, any::<u8>()), 1..4),
        length in 0..120_000usize,
    ) {
        let mut content = BUNDLED[..120_000].to_vec();
        for (place, value) in changes {
            // Half of the changes go into the first bytes, where the lengths and messages are.
            let place = if value % 2 == 0 { place % 300 } else { place };
            content[place] = value;
        }
        content.truncate(length);
        let _ = read_pbf(&content);
    }
}
