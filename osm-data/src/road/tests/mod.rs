//! Every rule on a small hand-written map.

mod barriers;
mod bicycle;
mod broken;
mod conditional;
mod countries;
mod foot;
mod guidance;
mod restrictions;
mod segments;
mod ways;

use super::{CAR, Profile, Region, Roads, build};
use crate::osm::{Input, read};

/// The roads for a car of an OSM XML text without its `<osm>`.
fn roads(content: &str) -> Roads {
    roads_for(&CAR, None, content)
}

fn roads_for(profile: &Profile, country: Option<&str>, content: &str) -> Roads {
    let text = format!("<osm>{content}</osm>");
    let input = Input::Bytes {
        name: "test.osm",
        bytes: text.as_bytes(),
    };
    let extract = read(input, None, &mut |_| {}).unwrap();
    let region = Region {
        country,
        ..Region::default()
    };
    build(&extract, profile, region)
}

/// Tags written as "highway=primary maxspeed=30+mph" ("+" for a blank in a value).
fn tags(text: &str) -> String {
    text.split_whitespace()
        .map(|tag| {
            let (key, value) = tag.split_once('=').unwrap();
            let value = value.replace('+', " ");
            format!("<tag k=\"{key}\" v=\"{value}\"/>")
        })
        .collect()
}

/// A node on a grid of about 100 m.
fn node(id: i64, x: i32, y: i32, node_tags: &str) -> String {
    let (lng, lat) = (f64::from(x) * 0.001, f64::from(y) * 0.001);
    format!(
        "<node id='{id}' lat='{lat}' lon='{lng}'>{}</node>",
        tags(node_tags)
    )
}

fn way(id: i64, nodes: &[i64], way_tags: &str) -> String {
    let refs: String = nodes
        .iter()
        .map(|node| format!("<nd ref='{node}'/>"))
        .collect();
    format!("<way id='{id}'>{refs}{}</way>", tags(way_tags))
}

/// A relation of members written as "from:w1 via:n2 to:w3".
fn relation(id: i64, members: &str, relation_tags: &str) -> String {
    let members: String = members
        .split_whitespace()
        .map(|member| {
            let (role, object) = member.split_once(':').unwrap();
            let (kind, id) = object.split_at(1);
            let kind = if kind == "w" { "way" } else { "node" };
            format!("<member type='{kind}' ref='{id}' role='{role}'/>")
        })
        .collect();
    format!(
        "<relation id='{id}'>{members}{}</relation>",
        tags(relation_tags)
    )
}
