//! Input that no mapper and no writer of ours would make: it may be refused, it never panics.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, its helpers too"
)]

use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;

use flate2::read::{GzDecoder, ZlibDecoder};
use nearhand_engine::units::{LngLat, Timestamp};
use nearhand_osm_data::city::City;
use nearhand_osm_data::import::{CityDetails, import};
use nearhand_osm_data::osm::{Extract, Input, ReadError, read};
use nearhand_osm_data::road::Mode;
use nearhand_osm_data::tiles::{MAX_ZOOM, TileAddress};
use osmpbfreader::fileformat::{Blob, BlobHeader};
use proptest::prelude::*;
use protobuf::Message;

const VALLETTA: &[u8] = include_bytes!("../cities/valletta.osm.pbf");

/// A square of streets with names, an address, a building, a turn restriction and a coast.
const SMALL_CITY: &str = r#"
    <node id="1" lon="14.500" lat="35.890"/><node id="2" lon="14.504" lat="35.890"/>
    <node id="3" lon="14.504" lat="35.894"/><node id="4" lon="14.500" lat="35.894"/>
    <node id="5" lon="14.501" lat="35.891">
      <tag k="addr:housenumber" v="7"/><tag k="addr:street" v="Triq il-Kbira"/></node>
    <node id="6" lon="14.490" lat="35.888"/><node id="7" lon="14.520" lat="35.888"/>
    <way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/>
      <tag k="name" v="Triq il-Kbira"/></way>
    <way id="2"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/>
      <tag k="name" v="Triq San Pawl"/></way>
    <way id="3"><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="residential"/></way>
    <way id="4"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="yes"/></way>
    <way id="5"><nd ref="6"/><nd ref="7"/><tag k="natural" v="coastline"/></way>
    <relation id="1"><member type="way" ref="1" role="from"/><member type="node" ref="2" role="via"/>
      <member type="way" ref="2" role="to"/><tag k="type" v="restriction"/>
      <tag k="restriction" v="no_left_turn"/></relation>"#;

/// The city file of [`SMALL_CITY`].
static CITY_FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.city");
    import_xml(SMALL_CITY, &path).unwrap();
    std::fs::read(&path).unwrap()
});

/// The first blobs of the bundled file, unpacked: header, nodes.
static BLOBS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut blobs = unpacked_blobs(VALLETTA);
    // Nodes come first and relations last: both ends have all kinds between them.
    let last = blobs.pop().unwrap();
    blobs.truncate(2);
    blobs.push(last);
    blobs
});

fn read_bytes(bytes: &[u8]) -> Result<Extract, ReadError> {
    let input = Input::Bytes {
        name: "fuzz.osm.pbf",
        bytes,
    };
    read(input, None, &mut |_| {})
}

fn import_xml(elements: &str, path: &Path) -> Option<City> {
    let xml = format!("<osm version=\"0.6\">{elements}</osm>");
    let input = Input::Bytes {
        name: "fuzz.osm",
        bytes: xml.as_bytes(),
    };
    let details = CityDetails {
        name: "Fuzz".to_owned(),
        time_zone: "Europe/Malta".to_owned(),
        country: None,
        driving_side: None,
        bbox: None,
        posts: Vec::new(),
    };
    import(input, &details, path, &mut |_| {}).ok()?;
    Some(City::open(path).unwrap())
}

/// Asks an open city everything that a server asks.
fn use_city(city: &City) {
    for mode in Mode::ALL {
        let _ = city.road(mode);
        let _ = city.conditions(mode).active(Timestamp(0));
    }
    for query in ["", "7 Triq il-Kbira", "Triq San Pawl & il-Kbira", "zzz"] {
        let _ = city.places().search(query, None, 5);
    }
    let middle = LngLat::new(14.502, 35.892).unwrap();
    let _ = city.places().reverse(middle, 5);
    let _ = city.places().addresses().count();
    for zoom in 0..=MAX_ZOOM {
        let index = |share: f64| (share * f64::from(1_u32 << zoom)) as u32;
        let address = TileAddress::new(zoom, index(0.540_28), index(0.393_01)).unwrap();
        let _ = city.tile(address);
    }
}

fn unpacked_blobs(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut rest = file;
    let mut blobs = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let (header, after) = after.split_at(u32::from_be_bytes(*length) as usize);
        let header = BlobHeader::parse_from_bytes(header).unwrap();
        let (blob, after) = after.split_at(header.datasize() as usize);
        let blob = Blob::parse_from_bytes(blob).unwrap();
        let mut message = Vec::new();
        ZlibDecoder::new(blob.zlib_data())
            .read_to_end(&mut message)
            .unwrap();
        blobs.push((header.type_().to_owned(), message));
        rest = after;
    }
    blobs
}

/// A file of uncompressed blobs: changes reach the decoder instead of failing a checksum.
fn packed(blobs: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut file = Vec::new();
    for (kind, message) in blobs {
        let mut blob = Blob::new();
        blob.set_raw(message.clone());
        let blob = blob.write_to_bytes().unwrap();
        let mut header = BlobHeader::new();
        header.set_type(kind.clone());
        header.set_datasize(i32::try_from(blob.len()).unwrap());
        let header = header.write_to_bytes().unwrap();
        file.extend(u32::try_from(header.len()).unwrap().to_be_bytes());
        file.extend(header);
        file.extend(blob);
    }
    file
}

/// Makes the checksums of a changed city file right again, by the layout that the format documents.
fn reseal(file: &mut [u8]) {
    let word = |file: &[u8], at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
    let long = |file: &[u8], at: usize| u64::from_le_bytes(file[at..at + 8].try_into().unwrap());
    let table_end = 64 + word(file, 12) as usize * 64;
    for entry in (64..table_end).step_by(64) {
        let start = long(file, entry + 40) as usize;
        let end = start + long(file, entry + 48) as usize;
        let sum = crc32fast::hash(&file[start..end]);
        file[entry + 56..entry + 60].copy_from_slice(&sum.to_le_bytes());
    }
    let table = crc32fast::hash(&file[64..table_end]);
    file[24..28].copy_from_slice(&table.to_le_bytes());
    let header = crc32fast::hash(&file[..28]);
    file[28..32].copy_from_slice(&header.to_le_bytes());
}

fn open(file: &[u8]) -> Option<City> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fuzz.city");
    std::fs::write(&path, file).unwrap();
    City::open(&path).ok()
}

#[test]
fn the_unchanged_inputs_are_good() {
    let extract = read_bytes(&packed(&unpacked_blobs(VALLETTA))).unwrap();
    assert_eq!(
        extract.way_count(),
        read_bytes(VALLETTA).unwrap().way_count()
    );
    let mut sealed = CITY_FILE.clone();
    reseal(&mut sealed);
    assert_eq!(sealed, *CITY_FILE);
    let city = open(&sealed).unwrap();
    assert!(!city.places().search("Triq il-Kbira", None, 5).is_empty());
    use_city(&city);
}

/// Values that tags and coordinates have in the worst files.
fn odd_value() -> impl Strategy<Value = String> {
    let known = [
        "yes",
        "no",
        "-1",
        "",
        "0",
        "1e9",
        "NaN",
        "inf",
        "999999999999999999999",
        "-5 mph",
        ";;;",
        "50; 30",
        "DE:urban",
        "no_left_turn",
        "only_straight_on",
        "multipolygon",
        "restriction",
        "primary",
        "motorway",
        "ferry",
        "roundabout",
        "coastline",
        "administrative",
        "2",
        "water",
        "\u{202e}",
        "Ħ\u{301}😀",
        "a&amp;b",
    ];
    prop_oneof![
        4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "[a-zA-Z0-9 .:;-]{0,12}",
    ]
}

fn odd_tags() -> impl Strategy<Value = String> {
    let keys = [
        "highway",
        "oneway",
        "maxspeed",
        "access",
        "junction",
        "route",
        "duration",
        "type",
        "restriction",
        "except",
        "name",
        "ref",
        "layer",
        "area",
        "natural",
        "landuse",
        "building",
        "boundary",
        "admin_level",
        "place",
        "population",
        "addr:housenumber",
        "addr:street",
        "barrier",
        "width",
        "lanes",
        "tracktype",
        "amenity",
        "waterway",
        "bridge",
    ];
    let tag = (prop::sample::select(keys.to_vec()), odd_value())
        .prop_map(|(key, value)| format!("<tag k=\"{key}\" v=\"{value}\"/>"));
    prop::collection::vec(tag, 0..6).prop_map(|tags| tags.concat())
}

fn odd_node() -> impl Strategy<Value = String> {
    let near = (14.4..14.6_f64, 35.8..36.0_f64);
    let corner = (
        prop::sample::select(&[-180.0, 180.0, 0.0, 14.5, 14.5000001][..]),
        prop::sample::select(&[-90.0, 90.0, 0.0, 35.9, 86.0][..]),
    );
    (1..12_i64, prop_oneof![9 => near, 1 => corner], odd_tags()).prop_map(
        |(id, (lng, lat), tags)| {
            format!("<node id=\"{id}\" lon=\"{lng}\" lat=\"{lat}\">{tags}</node>")
        },
    )
}

fn odd_way() -> impl Strategy<Value = String> {
    let refs = prop::collection::vec(1..14_i64, 0..9);
    (1..9_i64, refs, odd_tags(), any::<bool>()).prop_map(|(id, mut refs, tags, road)| {
        if refs.len() > 3 && id % 2 == 0 {
            refs.push(refs[0]);
        }
        let refs: String = refs
            .iter()
            .map(|id| format!("<nd ref=\"{id}\"/>"))
            .collect();
        let road = if road {
            "<tag k=\"highway\" v=\"residential\"/>"
        } else {
            ""
        };
        format!("<way id=\"{id}\">{refs}{road}{tags}</way>")
    })
}

fn odd_relation() -> impl Strategy<Value = String> {
    let kinds = prop::sample::select(&["node", "way", "relation"][..]);
    let roles = ["from", "via", "to", "outer", "inner", "label", "", "odd"];
    let member =
        (kinds, 1..9_i64, prop::sample::select(roles.to_vec())).prop_map(|(kind, id, role)| {
            format!("<member type=\"{kind}\" ref=\"{id}\" role=\"{role}\"/>")
        });
    (1..5_i64, prop::collection::vec(member, 0..6), odd_tags()).prop_map(|(id, members, tags)| {
        format!(
            "<relation id=\"{id}\">{}{tags}</relation>",
            members.concat()
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), xml in any::<bool>()) {
        let start: &[u8] = if xml { b"<osm>" } else { b"\x00\x00\x00\x0d\x0a\x09OSMHeader" };
        let _ = read_bytes(&[start, &bytes].concat());
        prop_assert!(read_bytes(&bytes).is_err());
    }

    #[test]
    fn damaged_messages_in_a_whole_file_do_not_panic(
        changes in prop::collection::vec((0..3_usize, any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut blobs = BLOBS.clone();
        for (blob, at, value) in changes {
            let message = &mut blobs[blob].1;
            // Half of the changes near the start, where the counts and names are.
            let length = if value % 2 == 0 { message.len() } else { message.len().min(400) };
            message[at.index(length)] = value;
        }
        let _ = read_bytes(&packed(&blobs));
    }

    #[test]
    fn damage_behind_right_checksums_is_found_or_harmless(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut file = CITY_FILE.clone();
        let table_end = 64 + file[12] as usize * 64;
        for (at, value) in changes {
            let at = table_end + at.index(file.len() - table_end);
            file[at] = value;
        }
        reseal(&mut file);
        if let Some(city) = open(&file) {
            use_city(&city);
        }
    }

    #[test]
    fn any_map_is_imported_or_refused(
        nodes in prop::collection::vec(odd_node(), 0..12),
        ways in prop::collection::vec(odd_way(), 0..8),
        relations in prop::collection::vec(odd_relation(), 0..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let elements = [nodes.concat(), ways.concat(), relations.concat()].concat();
        if let Some(city) = import_xml(&elements, &folder.path().join("fuzz.city")) {
            use_city(&city);
        }
    }
}

#[test]
fn every_tile_of_a_real_import_unpacks() {
    let city = open(&CITY_FILE).unwrap();
    let address = TileAddress::new(14, 8852, 6439).unwrap();
    let tile = city.tile(address).unwrap();
    let mut bytes = Vec::new();
    GzDecoder::new(tile).read_to_end(&mut bytes).unwrap();
    assert!(!bytes.is_empty());
}
