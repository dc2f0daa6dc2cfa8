//! What values on the wire look like, for the OpenAPI document; the engine's own types check them.

use nearhand_engine::dispatch::model::WeekMinute;
use serde_json::json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Ref, RefOr,
        schema::{ArrayBuilder, ArrayItems, ObjectBuilder, OneOfBuilder, Schema, Type},
    },
};

/// A text of one line, with something to read in it: no control character, and not only white space.
pub const LINE: &str = r"^[^\u0000-\u001F\u007F-\u009F]*[^\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000][^\u0000-\u001F\u007F-\u009F]*$";
/// As [`LINE`], with line ends and tabs.
pub const PROSE: &str = r"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]*[^\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000][^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]*$";

/// Longitude and latitude.
pub struct LngLat;

impl PartialSchema for LngLat {
    fn schema() -> RefOr<Schema> {
        let degrees = |most: f64| -> Schema {
            ObjectBuilder::new()
                .schema_type(Type::Number)
                .minimum(Some(-most))
                .maximum(Some(most))
                .into()
        };
        ArrayBuilder::new()
            .description(Some("Longitude and latitude, degrees (WGS 84)."))
            .prefix_items([degrees(180.0), degrees(90.0)])
            .items(ArrayItems::False)
            .min_items(Some(2))
            .max_items(Some(2))
            .examples([json!([14.5105, 35.8972])])
            .into()
    }
}

impl ToSchema for LngLat {}

/// Opening hours: spans of minutes of the week, from Monday midnight, in order and without overlap.
pub struct Hours;

impl PartialSchema for Hours {
    fn schema() -> RefOr<Schema> {
        let minute = || -> Schema {
            ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(0))
                .maximum(Some(WeekMinute::WEEK))
                .into()
        };
        let span = ArrayBuilder::new()
            .prefix_items([minute(), minute()])
            .items(ArrayItems::False)
            .min_items(Some(2))
            .max_items(Some(2));
        ArrayBuilder::new()
            .description(Some(
                "Spans of minutes of the week from Monday midnight, in order and without overlap.",
            ))
            .items(span)
            .min_items(Some(1))
            .into()
    }
}

impl ToSchema for Hours {}

/// The ring around where a team goes, or an empty one.
pub struct ServiceArea;

impl PartialSchema for ServiceArea {
    fn schema() -> RefOr<Schema> {
        let ring = |least, most| {
            ArrayBuilder::new()
                .items(Ref::from_schema_name("LngLat"))
                .min_items(Some(least))
                .max_items(Some(most))
        };
        OneOfBuilder::new()
            .description(Some(
                "A ring of 3 to 500 corners; an empty one is everywhere.",
            ))
            .item(ring(3, 500))
            .item(ring(0, 0))
            .into()
    }
}

impl ToSchema for ServiceArea {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push(("LngLat".to_owned(), LngLat::schema()));
    }
}

fn text(description: &str, pattern: &str, lengths: Option<(usize, usize)>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .pattern(Some(pattern))
        .min_length(lengths.map(|(least, _)| least))
        .max_length(lengths.map(|(_, most)| most))
        .into()
}

macro_rules! texts {
    ($($name:ident: $description:literal, $pattern:expr, $lengths:expr;)*) => {$(
        #[doc = $description]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                text($description, $pattern, $lengths)
            }
        }

        impl ToSchema for $name {}
    )*};
}

/// Ids are numbers of 32 bits; the patterns stop at nine digits, which no service comes to.
macro_rules! ids {
    ($($name:ident: $letter:literal, $description:literal;)*) => {
        texts! {$(
            $name: $description, concat!("^", $letter, "(0|[1-9][0-9]{0,8})$"), None;
        )*}
    };
}

ids! {
    TeamId: "T", "Id of a team, such as T3.";
    RequestId: "R", "Id of a request, such as R12.";
    AssignmentId: "A", "Id of an assignment, such as A7.";
    ClosureId: "C", "Id of a closure, such as C2.";
    MemberId: "M", "Id of a member, such as M4.";
    VehicleId: "V", "Id of a vehicle, such as V2.";
    ShiftId: "S", "Id of a shift, such as S9.";
    DestinationId: "D", "Id of a destination, such as D2.";
    FlagId: "F", "Id of a flag, such as F2.";
    AccountId: "U", "Id of an account, such as U3.";
}

texts! {
    AccountName: "A name to sign in with.", "^[a-z0-9._@-]{1,40}$", None;
    RecordNumber: "`next` of the page before.", "^(0|[1-9][0-9]{0,14})$", None;
    DeviceCursor: "`next` of the page before.", "^T(0|[1-9][0-9]{0,8}):[0-9a-f]{32}$", None;
    Capability: "What somebody can do, such as first_aid or lang:mt.", "^[a-z0-9_:-]{1,40}$", None;
    RequestType: "A kind of help, by the id that the service's configuration gives it, such as wellness_check.", "^[a-z0-9_]{1,40}$", None;
    SourceId: "Who told of it, by the id that the service's configuration gives it, such as phone.", "^[a-z0-9_]{1,40}$", None;
    CallName: "A short name, 1 to 40 characters.", LINE, Some((1, 40));
    NameText: "A name, 1 to 80 characters.", LINE, Some((1, 80));
    AddressText: "An address, a place or a name, 1 to 200 characters.", LINE, Some((1, 200));
    ReasonText: "Why, or what to know: 1 to 500 characters.", LINE, Some((1, 500));
    NoteText: "Something written down, 1 to 4000 characters.", PROSE, Some((1, 4000));
}

/// Degrees in an address.
macro_rules! degrees {
    (lng) => {
        r"-?(180|(1[0-7][0-9]|[1-9]?[0-9])(\.[0-9]{1,9})?)"
    };
    (lat) => {
        r"-?(90|([1-8]?[0-9])(\.[0-9]{1,9})?)"
    };
}

/// One or more of a pattern, with a separator.
macro_rules! list {
    ($one:expr, $separator:literal, $more:literal) => {
        concat!(
            "^(", $one, ")(", $separator, "(", $one, ")){0,", $more, "}$"
        )
    };
}

texts! {
    CommaPlace: "Longitude and latitude with a comma.", concat!("^", degrees!(lng), ",", degrees!(lat), "$"), None;
    CommaPlaces: "Longitude,latitude; more places after semicolons.", list!(concat!(degrees!(lng), ",", degrees!(lat)), ";", "199"), None;
    CommaNumbers: "Ascending whole numbers with commas.", "^[1-9][0-9]{0,5}(,[1-9][0-9]{0,5}){0,5}$", None;
    CommaColours: "Colours of six hexadecimal digits with commas.", "^[0-9A-Fa-f]{6}(,[0-9A-Fa-f]{6}){0,5}$", None;
    Profile: "A way of travelling.", "^(car|driving|foot|walking|bike|bicycle|cycling)$", None;
    Theme: "A style of the map.", "^(light|dark)\\.json$", None;
    OsrmPlaces: "Longitude,latitude with semicolons between them, or polyline(…), or polyline6(…).",
        concat!("^(", degrees!(lng), ",", degrees!(lat), "(;", degrees!(lng), ",", degrees!(lat), "){0,9999}|polyline6?\\([^/+\\s]{1,5000}\\))(\\.json)?$"), None;
    OsrmAlternatives: "false, true or how many, at most 3.", "^(false|true|[0-3])$", None;
    OsrmAnnotations: "true, false, or some of what is told of each piece.",
        "^(true|false|(nodes|distance|duration|datasources|weight|speed)(,(nodes|distance|duration|datasources|weight|speed)){0,5})$", None;
    OsrmTableAnnotations: "duration, distance or both.", "^(duration|distance)(,(duration|distance))?$", None;
    OsrmGeometries: "How lines are written.", "^(polyline|polyline6|geojson)$", None;
    OsrmOverview: "How much of the line.", "^(simplified|full|false)$", None;
    OsrmContinue: "Whether one goes on in the direction of travel.", "^(default|true|false)$", None;
    OsrmNumbers: "all, or numbers of coordinates with semicolons.", "^(all|[0-9]{1,4}(;[0-9]{1,4}){0,9999})$", None;
    OsrmRadiuses: "Metres or unlimited, with semicolons.", list!("unlimited|[0-9]{1,5}(\\.[0-9]{1,3})?", ";", "9999"), None;
    OsrmBearings: "degrees,difference with semicolons.", list!("[0-9]{1,3},[0-9]{1,3}", ";", "9999"), None;
    OsrmApproaches: "unrestricted, curb or opposite, with semicolons.", list!("unrestricted|curb|opposite", ";", "9999"), None;
    OsrmExclude: "Kinds of road, with commas.", "^(toll|motorway|ferry)(,(toll|motorway|ferry)){0,2}$", None;
    OsrmHints: "Hints of earlier answers, with semicolons.", "^[A-Za-z0-9_=-]{1,200}(;[A-Za-z0-9_=-]{1,200}){0,9999}$", None;
    OsrmSnapping: "default or any.", "^(default|any)$", None;
    OsrmFallback: "input or snapped.", "^(input|snapped)$", None;
    OsrmTimes: "Seconds since 1970, with semicolons.", "^[0-9]{1,10}(;[0-9]{1,10}){0,99}$", None;
    OsrmGaps: "split or ignore.", "^(split|ignore)$", None;
    OsrmSource: "any or first.", "^(any|first)$", None;
    OsrmDestination: "any or last.", "^(any|last)$", None;
}

/// A zoom of the map.
pub struct Zoom;

impl PartialSchema for Zoom {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(0))
            .maximum(Some(nearhand_osm_data::tiles::MAX_ZOOM))
            .into()
    }
}

impl ToSchema for Zoom {}

#[cfg(test)]
mod tests {
    use nearhand_engine::{dispatch::ids, dispatch::model, units};
    use regex::Regex;
    use serde::de::DeserializeOwned;

    use super::*;

    /// Whether the document and the engine agree on texts.
    fn check<Shape: PartialSchema, Engine: DeserializeOwned>(texts: &[(&str, bool)]) {
        let schema = serde_json::to_value(Shape::schema()).unwrap();
        let pattern = Regex::new(schema["pattern"].as_str().unwrap()).unwrap();
        for (text, is_one) in texts {
            assert_eq!(pattern.is_match(text), *is_one, "{text:?} in the document");
            let read = serde_json::from_value::<Engine>(json!(text));
            assert_eq!(read.is_ok(), *is_one, "{text:?} in the engine");
        }
    }

    #[test]
    fn ids_and_capabilities_are_those_of_the_engine() {
        let team = [
            ("T3", true),
            ("T0", true),
            ("T123456789", true),
            ("T03", false),
            ("T+3", false),
            ("t3", false),
            ("R3", false),
            ("T3 ", false),
            ("T", false),
            ("", false),
        ];
        check::<TeamId, ids::TeamId>(&team);
        check::<RequestId, ids::RequestId>(&[("R1", true), ("T1", false)]);
        check::<AssignmentId, ids::AssignmentId>(&[("A1", true), ("T1", false)]);
        check::<ClosureId, ids::ClosureId>(&[("C1", true), ("T1", false)]);
        check::<MemberId, ids::MemberId>(&[("M1", true), ("T1", false)]);
        check::<VehicleId, ids::VehicleId>(&[("V1", true), ("T1", false)]);
        check::<ShiftId, ids::ShiftId>(&[("S1", true), ("T1", false)]);
        check::<DestinationId, ids::DestinationId>(&[("D1", true), ("T1", false)]);
        check::<FlagId, ids::FlagId>(&[("F1", true), ("T1", false)]);
        let long = "x".repeat(41);
        let capabilities = [
            ("first_aid", true),
            ("lang:mt", true),
            ("", false),
            ("First", false),
            (long.as_str(), false),
        ];
        check::<Capability, model::Capability>(&capabilities);
    }

    #[test]
    fn a_place_is_within_the_ranges_of_the_engine() {
        let schema = serde_json::to_value(LngLat::schema()).unwrap();
        for (at, most) in [(0, 180.0), (1, 90.0)] {
            let range = &schema["prefixItems"][at];
            assert_eq!(range["maximum"].as_f64(), Some(most));
            assert_eq!(range["minimum"].as_f64(), Some(-most));
        }
        let read = |lng: f64, lat: f64| serde_json::from_value::<units::LngLat>(json!([lng, lat]));
        assert!(read(180.0, 90.0).is_ok() && read(-180.0, -90.0).is_ok());
        assert!(read(180.1, 0.0).is_err() && read(0.0, -90.1).is_err());
        assert!(serde_json::from_value::<units::LngLat>(json!([1.0, 2.0, 3.0])).is_err());
    }

    #[test]
    fn a_line_has_something_to_read_and_no_control_character() {
        let (line, prose) = (Regex::new(LINE).unwrap(), Regex::new(PROSE).unwrap());
        for (text, is_line, is_prose) in [
            ("Ana", true, true),
            (" a ", true, true),
            ("two\nlines", false, true),
            ("", false, false),
            (" \u{a0}\u{3000}", false, false),
            ("\n\t", false, false),
            ("a\u{0}", false, false),
            ("a\u{85}", false, false),
        ] {
            assert_eq!(line.is_match(text), is_line, "{text:?}");
            assert_eq!(prose.is_match(text), is_prose, "{text:?}");
        }
    }
}
