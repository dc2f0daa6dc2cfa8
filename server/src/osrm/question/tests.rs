//! Questions as `osrm-routed` 26.10 reads them: codes and messages are what it answered to the same addresses.

use proptest::prelude::*;

use super::*;

const TWO: &str = "14.5,35.9;14.51,35.895";

fn ask(service: Service, text: &str) -> Result<Question, Refusal> {
    Question::read(service, Cursor::new(text, 0))
}

fn with(service: Service, options: &str) -> Result<Question, Refusal> {
    ask(service, &format!("{TWO}?{options}"))
}

#[track_caller]
fn is_refused(service: Service, options: &str, code: Code) {
    let refusal = with(service, options).expect_err(options);
    assert_eq!(refusal.code, code, "{options}: {refusal}");
    assert!(!refusal.message.is_empty(), "{options}");
}

#[test]
fn options_are_read() {
    let route = with(
        Service::Route,
        "steps=true&overview=full&geometries=polyline6&annotations=nodes,speed&alternatives=2&continue_straight=false\
         &radiuses=unlimited;5&bearings=90,10;&approaches=;curb&exclude=toll,ferry&waypoints=0;1&generate_hints=false",
    )
    .unwrap();
    assert!(route.route.steps && route.without_hints);
    assert_eq!(route.route.overview, Overview::Full);
    assert_eq!(route.route.geometries, Geometries::Polyline6);
    assert!(route.route.annotations.nodes && route.route.annotations.speed);
    assert!(!route.route.annotations.weight);
    assert_eq!(route.route.alternatives, 2);
    assert_eq!(route.route.continue_straight, Some(false));
    assert_eq!(route.radiuses, [None, Some(Metres(5.0))]);
    assert!(route.bearings[0].is_some() && route.bearings[1].is_none());
    assert_eq!(route.approaches, [None, Some(Approach::Curb)]);
    assert!(route.exclude.tolls && route.exclude.ferries && !route.exclude.motorways);
    assert_eq!(route.route.waypoints, [0, 1]);
    assert_eq!(
        with(Service::Route, "alternatives=true")
            .unwrap()
            .route
            .alternatives,
        1
    );
    let all = with(
        Service::Match,
        "annotations=true&timestamps=1;2&gaps=ignore&tidy=true",
    )
    .unwrap();
    assert!(all.route.annotations.weight && all.trace.ignore_gaps && all.trace.tidy);
    let table = with(
        Service::Table,
        "annotations=duration,distance&sources=all&destinations=1;0",
    );
    let table = table.unwrap().table;
    assert!(
        table
            .cells
            .is_some_and(|cells| cells.distances && cells.durations)
    );
    assert!(table.sources.is_empty());
    assert_eq!(table.destinations, [1, 0]);
    let trip = with(
        Service::Trip,
        "roundtrip=false&source=first&destination=last",
    )
    .unwrap();
    assert!(trip.trip.one_way && trip.trip.from_first && trip.trip.to_last);
}

#[test]
fn coordinates_are_numbers_or_a_polyline() {
    assert_eq!(ask(Service::Route, TWO).unwrap().coordinates.len(), 2);
    let json = format!("{TWO}.json?steps=true");
    assert!(ask(Service::Route, &json).unwrap().route.steps);
    let line = ask(Service::Route, "polyline(_p~iF~ps|U_ulLnnqC)?steps=true").unwrap();
    assert_eq!(line.coordinates[0], LngLat::new(-120.2, 38.5).unwrap());
    for (text, code) in [
        ("NaN,1;14.5,35", Code::InvalidQuery),
        ("inf,35.9;14.51,35.895", Code::InvalidQuery),
        ("14.5,35.9;14.51,35.895;", Code::InvalidQuery),
        ("14.5,35.9;14.51", Code::InvalidQuery),
        ("1e1,35.9;14.51,35.895", Code::InvalidQuery),
        ("polyline()", Code::InvalidQuery),
        ("polyline6(abc", Code::InvalidQuery),
        ("14.5,95;14.5,35", Code::InvalidValue),
        ("181,35.9;14.51,35.895", Code::InvalidValue),
        ("14.5,35.9", Code::InvalidOptions),
        ("14.5,35.9;14.51,35.895.flatbuffers", Code::NotImplemented),
    ] {
        assert_eq!(
            ask(Service::Route, text).expect_err(text).code,
            code,
            "{text}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    for (options, offset) in [
        ("", 0),
        ("foo=bar", 0),
        ("steps=true&", 11),
        ("steps=truex", 10),
        ("steps=maybe", 6),
        ("overview=bad", 9),
        ("geometries=foo", 11),
        ("alternatives=-1", 13),
        ("annotations=nodes,foo", 18),
        ("approaches=foo;", 11),
        ("radiuses=NaN;5", 9),
        ("bearings=90;", 11),
        ("exclude=", 8),
        ("format=json", 0),
        ("number=1", 0),
        ("timestamps=1;2", 0),
    ] {
        let refusal = with(Service::Route, options).expect_err(options);
        let place = format!("close to position {}", TWO.len() + 1 + offset);
        assert_eq!(refusal.code, Code::InvalidQuery, "{options}");
        assert!(refusal.message.ends_with(&place), "{options}: {refusal}");
    }
    is_refused(Service::Table, "steps=true", Code::InvalidQuery);
    is_refused(Service::Table, "annotations=blah", Code::InvalidQuery);
    is_refused(Service::Table, "sources=", Code::InvalidQuery);
    is_refused(
        Service::Table,
        "fallback_coordinate=foo",
        Code::InvalidQuery,
    );
    is_refused(Service::Match, "gaps=xx", Code::InvalidQuery);
    is_refused(Service::Trip, "source=bad", Code::InvalidQuery);
    is_refused(Service::Nearest, "steps=true", Code::InvalidQuery);
}

#[test]
fn what_does_not_fit_is_refused() {
    for (service, options, code) in [
        (Service::Route, "radiuses=1", Code::InvalidOptions),
        (Service::Route, "bearings=90,10", Code::InvalidOptions),
        (Service::Route, "bearings=400,10;", Code::InvalidOptions),
        (Service::Route, "bearings=90,200;", Code::InvalidOptions),
        (Service::Route, "bearings=-1,20;", Code::InvalidOptions),
        (Service::Route, "exclude=blah", Code::InvalidValue),
        (Service::Route, "waypoints=0", Code::InvalidValue),
        (Service::Route, "waypoints=1;0", Code::InvalidValue),
        (Service::Route, "waypoints=0;5", Code::InvalidOptions),
        (Service::Route, "alternatives=4", Code::TooBig),
        (Service::Table, "sources=9", Code::InvalidOptions),
        (Service::Table, "fallback_speed=0", Code::InvalidOptions),
        (Service::Table, "scale_factor=-2", Code::InvalidOptions),
        (Service::Nearest, "number=0", Code::InvalidOptions),
        (Service::Nearest, "number=200", Code::TooBig),
        (Service::Match, "timestamps=5", Code::InvalidOptions),
        (Service::Match, "timestamps=5;4", Code::InvalidValue),
        (Service::Trip, "roundtrip=false", Code::NotImplemented),
    ] {
        is_refused(service, options, code);
    }
    assert!(with(Service::Trip, "roundtrip=false&source=first").is_ok());
}

#[test]
fn too_many_coordinates_are_too_big() {
    for (service, most) in [
        (Service::Route, 500),
        (Service::Trip, 100),
        (Service::Match, 100),
        (Service::Nearest, 10),
        (Service::Table, 1_000),
    ] {
        let places = |count: usize| vec!["14.5,35.9"; count].join(";");
        assert!(ask(service, &places(most)).is_ok(), "{service:?}");
        let refusal = ask(service, &places(most + 1)).unwrap_err();
        assert_eq!(refusal.code, Code::TooBig, "{service:?}");
        assert_eq!(
            ask(service, &places(10_001)).unwrap_err().code,
            Code::TooBig
        );
    }
}

const SERVICES: [Service; 5] = [
    Service::Route,
    Service::Table,
    Service::Nearest,
    Service::Match,
    Service::Trip,
];

proptest! {
    #[test]
    fn nothing_breaks_it(
        text in ".{0,60}",
        options in "((steps|radiuses|bearings|hints|waypoints|sources|annotations|number)=[-0-9a-z;,.]{0,12}&?){0,4}",
    ) {
        for service in SERVICES {
            let _ = ask(service, &text);
            let _ = with(service, &options);
            let _ = with(service, &text);
        }
    }

    /// Whatever place is told lies in the text.
    #[test]
    fn the_place_told_lies_in_the_text(options in "[a-z=&;,0-9]{1,30}") {
        if let Err(refusal) = with(Service::Route, &options)
            && refusal.code == Code::InvalidQuery
        {
            let place = refusal.message.rsplit(' ').next().unwrap().parse::<usize>().unwrap();
            prop_assert!(place > TWO.len() && place <= TWO.len() + 1 + options.len());
        }
    }
}
