use super::{node, roads, roads_for, way};
use crate::road::{CAR, Profile, WayDrop};
use nearhand_engine::road::input::{DirectionAccess, DirectionInput, RoadClass};

/// "forward/backward" in km/h; "-" is forbidden, "!" marks ends only.
pub(super) fn driven(way_tags: &str) -> String {
    used(&CAR, None, way_tags)
}

/// The same for any profile and country.
pub(super) fn used(profile: &Profile, country: Option<&str>, way_tags: &str) -> String {
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, ""),
        way(1, &[1, 2], way_tags),
    ]
    .concat();
    let roads = roads_for(profile, country, &text);
    let Some(segment) = roads.input.segments.first() else {
        let reason = roads.report.ways_dropped.keys().next();
        return reason.map_or("no road".to_owned(), WayDrop::to_string);
    };
    let text = |direction: &Option<DirectionInput>| {
        direction.as_ref().map_or("-".to_owned(), |direction| {
            let kmh = (direction.speed.0 * 36.0).round() / 10.0;
            let mark = match direction.access {
                DirectionAccess::Open => "",
                DirectionAccess::EndsOnly => "!",
                DirectionAccess::Closed => "x",
            };
            format!("{kmh}{mark}")
        })
    };
    format!("{}/{}", text(&segment.forward), text(&segment.backward))
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (way_tags, expected) in table {
        assert_eq!(driven(way_tags), *expected, "{way_tags}");
    }
}

#[test]
fn kinds_of_road_have_their_speed() {
    check(&[
        ("highway=motorway", "90/-"),
        ("highway=motorway_link", "45/45"),
        ("highway=trunk", "85/85"),
        ("highway=trunk_link", "40/40"),
        ("highway=primary", "65/65"),
        ("highway=primary_link", "30/30"),
        ("highway=secondary", "55/55"),
        ("highway=secondary_link", "25/25"),
        ("highway=tertiary", "40/40"),
        ("highway=tertiary_link", "20/20"),
        ("highway=unclassified", "25/25"),
        ("highway=residential", "25/25"),
        ("highway=living_street", "10/10"),
        ("highway=service", "15/15"),
        ("highway=winter_road", "20/20"),
        ("highway=ice_road", "15/15"),
        ("highway=track", "not for this vehicle"),
        ("highway=path", "not for this vehicle"),
        ("highway=footway", "not for this vehicle"),
        ("highway=cycleway", "not for this vehicle"),
        ("highway=pedestrian", "not for this vehicle"),
        ("highway=steps", "not for this vehicle"),
        ("highway=steps access=permissive", "not for this vehicle"),
        ("highway=road", "not for this vehicle"),
        ("highway=busway", "not for this vehicle"),
        ("building=yes", "no road"),
    ]);
}

#[test]
fn one_way_streets() {
    check(&[
        ("highway=primary oneway=yes", "65/-"),
        ("highway=primary oneway=1", "65/-"),
        ("highway=primary oneway=true", "65/-"),
        ("highway=primary oneway=-1", "-/65"),
        ("highway=primary oneway=no", "65/65"),
        ("highway=primary oneway=reversible", "reversible direction"),
        ("highway=primary oneway=alternating", "26/26"),
        ("highway=motorway oneway=alternating", "90/-"),
        ("highway=motorway oneway=no", "90/90"),
        ("highway=motorway oneway=-1", "-/90"),
        ("highway=primary junction=roundabout", "65/-"),
        ("highway=primary junction=circular", "65/-"),
        ("highway=primary junction=roundabout oneway=no", "65/65"),
        ("highway=primary junction=roundabout oneway=-1", "-/65"),
        (
            "highway=primary oneway=yes oneway:motor_vehicle=no",
            "65/65",
        ),
        ("highway=primary oneway=yes oneway:bicycle=no", "65/-"),
        ("highway=primary oneway:motorcar=yes", "65/-"),
    ]);
}

#[test]
fn access_by_the_strongest_key() {
    check(&[
        ("highway=primary access=yes", "65/65"),
        ("highway=primary access=no", "access forbidden"),
        ("highway=primary access=agricultural", "access forbidden"),
        ("highway=primary access=forestry", "access forbidden"),
        ("highway=primary access=emergency", "access forbidden"),
        ("highway=primary access=psv", "access forbidden"),
        ("highway=primary access=military", "access forbidden"),
        ("highway=primary access=private", "65!/65!"),
        ("highway=primary access=destination", "65!/65!"),
        ("highway=primary access=delivery", "65!/65!"),
        ("highway=primary access=customers", "65!/65!"),
        ("highway=primary access=residents", "65!/65!"),
        ("highway=service access=private", "15!/15!"),
        ("highway=primary access=permit", "65!/65!"),
        ("highway=primary access=unknown", "65!/65!"),
        // OSRM: only who is sure to be let in plans with lanes for several people.
        ("highway=primary hov=designated", "65!/65!"),
        ("highway=primary hov:lanes=designated|designated", "65!/65!"),
        ("highway=primary hov:lanes=designated|no", "65/65"),
        ("highway=primary hov:lanes:backward=designated", "65/65!"),
        ("highway=primary access=unheard_of", "65/65"),
        ("highway=primary access=no motor_vehicle=yes", "65/65"),
        ("highway=primary access=yes vehicle=no", "access forbidden"),
        ("highway=primary vehicle=no motor_vehicle=yes", "65/65"),
        ("highway=primary motor_vehicle=no motorcar=yes", "65/65"),
        (
            "highway=primary motorcar=no motor_vehicle=yes",
            "access forbidden",
        ),
        ("highway=primary bicycle=no", "65/65"),
        ("highway=primary access=yes;no", "65/65"),
        ("highway=primary access=destination;agricultural", "65!/65!"),
        (
            "highway=primary access=agricultural;forestry",
            "access forbidden",
        ),
        ("highway=primary motor_vehicle:forward=no", "-/65"),
        ("highway=primary access:backward=no", "65/-"),
        ("highway=primary access=no access:forward=yes", "65/-"),
        ("highway=primary vehicle:forward=destination", "65!/65"),
        (
            "highway=primary oneway=yes access:forward=no",
            "access forbidden",
        ),
    ]);
}

#[test]
fn other_kinds_of_way_only_where_a_tag_allows_cars() {
    check(&[
        ("highway=track motor_vehicle=yes", "10/10"),
        ("highway=track access=permissive", "10/10"),
        ("highway=track access=private", "not for this vehicle"),
        // Not forbidden, and said to be something: OSRM drives there.
        ("highway=track access=garbage", "10/10"),
        ("highway=footway access=permissive", "10/10"),
        ("highway=footway access=private", "not for this vehicle"),
        (
            "highway=pedestrian motorcar=destination",
            "not for this vehicle",
        ),
        ("highway=cycleway motor_vehicle=designated", "10/10"),
        ("highway=path motor_vehicle:forward=yes", "10/-"),
    ]);
}

#[test]
fn limits_are_driven_at_four_fifths() {
    check(&[
        ("highway=primary maxspeed=50", "40/40"),
        ("highway=primary maxspeed=30+mph", "38.6/38.6"),
        ("highway=primary maxspeed=10+knots", "14.8/14.8"),
        ("highway=primary maxspeed=walk", "5.6/5.6"),
        ("highway=primary maxspeed=none", "112/112"),
        ("highway=primary maxspeed=DE:urban", "40/40"),
        ("highway=primary maxspeed=DE:rural", "80/80"),
        ("highway=primary source:maxspeed=FR:rural", "64/64"),
        ("highway=primary maxspeed=signals", "65/65"),
        ("highway=primary maxspeed:forward=50", "40/65"),
        ("highway=primary maxspeed=50 maxspeed:backward=30", "40/24"),
        ("highway=primary maxspeed=50 maxspeed:advisory=30", "24/24"),
        (
            "highway=primary maxspeed=50 oneway=-1 maxspeed:backward=30",
            "-/24",
        ),
    ]);
}

#[test]
fn surfaces_tracks_and_smoothness_cap_the_speed() {
    check(&[
        ("highway=primary surface=asphalt", "65/65"),
        ("highway=primary surface=gravel", "40/40"),
        ("highway=primary surface=mud", "10/10"),
        ("highway=primary surface=laterite", "15/15"),
        ("highway=primary surface=ice", "20/20"),
        ("highway=primary surface=snow", "30/30"),
        ("highway=service surface=gravel", "15/15"),
        ("highway=primary tracktype=grade3", "30/30"),
        ("highway=primary smoothness=very_bad", "20/20"),
        ("highway=primary smoothness=impassable", "impassable"),
        (
            "highway=primary surface=cobblestone smoothness=bad",
            "30/30",
        ),
        ("highway=primary maxspeed=50 surface=sand", "20/20"),
        ("highway=track surface=asphalt", "not for this vehicle"),
    ]);
}

#[test]
fn narrow_side_and_service_roads_are_slower() {
    check(&[
        ("highway=primary lanes=1", "32.5/32.5"),
        ("highway=primary lanes=1 oneway=yes", "65/-"),
        ("highway=primary lanes=2", "65/65"),
        ("highway=primary width=2.5", "32.5/32.5"),
        ("highway=primary width=2.5+m", "32.5/32.5"),
        ("highway=primary width=6+m", "65/65"),
        ("highway=primary width=3.5", "39/39"),
        ("highway=primary width=4.5", "48.8/48.8"),
        ("highway=primary width=5.5", "52/52"),
        ("highway=primary width=5.5 oneway=yes", "65/-"),
        ("highway=primary lane_markings=no", "48.8/48.8"),
        ("highway=primary lane_markings=no width=5.5", "52/52"),
        ("highway=primary lane_markings=no oneway=yes", "65/-"),
        ("highway=primary priority=forward", "65/45.5"),
        ("highway=primary priority=backward", "45.5/65"),
        ("highway=primary width=narrow", "65/65"),
        ("highway=primary side_road=yes", "52/52"),
        ("highway=primary side_road=rotary lanes=1", "32.5/32.5"),
        ("highway=service service=alley", "7.5/7.5"),
        ("highway=service service=driveway", "7.5/7.5"),
        ("highway=service service=parking_aisle", "7.5/7.5"),
        ("highway=service service=drive-through", "7.5/7.5"),
        (
            "highway=service service=emergency_access",
            "access forbidden",
        ),
        ("highway=primary bridge=movable", "5/5"),
        // 0.001 degrees on the equator: 111.2 m in two minutes.
        ("highway=primary bridge=movable duration=00:02", "3.3/3.3"),
    ]);
}

#[test]
fn what_is_not_there_or_not_a_line_is_left_out() {
    check(&[
        ("highway=construction", "not built yet"),
        ("highway=proposed", "not built yet"),
        ("highway=primary construction=yes", "not built yet"),
        ("highway=primary construction=minor", "65/65"),
        ("highway=primary proposed=yes", "65/65"),
        ("highway=service area=yes", "an area"),
        ("highway=primary impassable=yes", "impassable"),
        ("highway=primary status=impassable", "impassable"),
    ]);
}

#[test]
fn roads_that_are_too_small_for_a_car() {
    check(&[
        ("highway=primary maxheight=1.9", "too low, narrow or weak"),
        ("highway=primary maxheight=2", "65/65"),
        ("highway=primary maxheight=8'", "65/65"),
        ("highway=primary maxheight=default", "65/65"),
        ("highway=primary maxheight:forward=1.9", "-/65"),
        ("highway=primary maxweight:backward=1", "65/-"),
        (
            "highway=primary maxheight=3 maxheight:physical=1",
            "too low, narrow or weak",
        ),
        ("highway=primary width=1.9", "too low, narrow or weak"),
        ("highway=primary width=1.95", "32.5/32.5"),
        ("highway=primary est_width=1", "too low, narrow or weak"),
        ("highway=primary maxlength=4", "too low, narrow or weak"),
        ("highway=primary maxweight=1.5", "too low, narrow or weak"),
        ("highway=primary maxweight=2", "65/65"),
        (
            "highway=primary maxweight=3.5 maxweightrating=1",
            "too low, narrow or weak",
        ),
    ]);
}

#[test]
fn ferries_go_at_their_duration() {
    check(&[
        ("route=ferry", "5/5"),
        ("route=shuttle_train", "10/10"),
        ("route=ferry motor_vehicle=no", "access forbidden"),
        ("route=ferry oneway=yes", "5/-"),
        // 0.001 degrees on the equator: 111.2 m in a minute.
        ("route=ferry duration=00:01", "6.7/6.7"),
        ("route=bus", "no road"),
    ]);
}

#[test]
fn classes_traits_and_names() {
    let one = |way_tags: &str| {
        let text = [
            node(1, 0, 0, ""),
            node(2, 1, 0, ""),
            way(7, &[1, 2], way_tags),
        ]
        .concat();
        let roads = roads(&text);
        let segment = roads.input.segments[0].clone();
        let name = roads.input.names[segment.name as usize].clone();
        let reference = roads.input.names[segment.reference as usize].clone();
        (segment, name, reference)
    };
    let (segment, name, reference) =
        one("highway=secondary name=Main+Street ref=A1 toll=yes tunnel=yes bridge=no");
    assert_eq!(segment.class, RoadClass::Secondary);
    assert_eq!((name.as_str(), reference.as_str()), ("Main Street", "A1"));
    assert_eq!(segment.osm_way, 7);
    let traits = segment.traits;
    assert!(traits.toll && traits.tunnel && !traits.bridge && !traits.ferry && !traits.roundabout);
    let (segment, name, _) = one("highway=track motorcar=yes bridge=viaduct junction=roundabout");
    assert_eq!(segment.class, RoadClass::Track);
    assert_eq!(name, "");
    assert!(segment.traits.bridge && segment.traits.roundabout);
    let (segment, ..) = one("route=ferry");
    assert_eq!(segment.class, RoadClass::Ferry);
    assert!(segment.traits.ferry);
}
