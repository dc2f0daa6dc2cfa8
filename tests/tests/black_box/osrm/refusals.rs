//! What cannot be answered is refused in OSRM's codes, and nothing brings the server down.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use nearhand_tests::Server;

use super::{PLACES, address, ask, open_server};

/// Addresses and the codes that `osrm-routed` 26.10 gives them (see the module `peer`, which asks it).
pub(super) const REFUSED: [(&str, &str); 47] = [
    ("/", "InvalidUrl"),
    ("/route", "InvalidUrl"),
    ("/route/v1/driving/", "InvalidUrl"),
    ("/route/v1//14.5,35.9;14.51,35.895", "InvalidUrl"),
    ("/route//driving/14.5,35.9;14.51,35.895", "InvalidUrl"),
    ("/route/v1/driving/14.5,35.9;14.51,35.895/x", "InvalidUrl"),
    ("/route/v1/driving/14.5%zz,35.9;14.51,35.895", "InvalidUrl"),
    ("/route/v1/driving/14.5%00,35.9;14.51,35.895", "InvalidUrl"),
    ("/route/v1/driving/%ff14.5,35.9;14.51,35.895", "InvalidUrl"),
    ("/blah/v1/driving/14.5,35.9;14.51,35.895", "InvalidService"),
    ("/route/v2/driving/14.5,35.9;14.51,35.895", "InvalidVersion"),
    ("/route/v1/driving/NaN,1;14.5,35", "InvalidQuery"),
    ("/route/v1/driving/inf,35.9;14.51,35.895", "InvalidQuery"),
    ("/route/v1/driving/1e1,35.9;14.51,35.895", "InvalidQuery"),
    ("/route/v1/driving/14.5,35.9;14.51,35.895;", "InvalidQuery"),
    ("/route/v1/driving/polyline()", "InvalidQuery"),
    ("/route/v1/driving/14.5,35.9", "InvalidOptions"),
    ("/route/v1/driving/14.5,95;14.5,35", "InvalidValue"),
    ("/route/v1/driving/181,35.9;14.51,35.895", "InvalidValue"),
    ("/route/v1/driving/14.5,35.9;14.51,35.895?", "InvalidQuery"),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?foo=bar",
        "InvalidQuery",
    ),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?overview=bad",
        "InvalidQuery",
    ),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?steps=true&",
        "InvalidQuery",
    ),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?radiuses=1",
        "InvalidOptions",
    ),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?radiuses=0.01;0.01",
        "NoSegment",
    ),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?bearings=400,10;",
        "InvalidOptions",
    ),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?exclude=blah",
        "InvalidValue",
    ),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?alternatives=4",
        "TooBig",
    ),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?waypoints=0",
        "InvalidValue",
    ),
    (
        "/table/v1/driving/14.5,35.9;14.51,35.895?sources=9",
        "InvalidOptions",
    ),
    (
        "/table/v1/driving/14.5,35.9;14.51,35.895?annotations=blah",
        "InvalidQuery",
    ),
    (
        "/table/v1/driving/14.5,35.9;14.51,35.895?fallback_speed=-1",
        "InvalidOptions",
    ),
    (
        "/table/v1/driving/14.5,35.9;14.51,35.895?scale_factor=0",
        "InvalidOptions",
    ),
    ("/nearest/v1/driving/14.5,35.9?number=0", "InvalidOptions"),
    ("/nearest/v1/driving/14.5,35.9?number=200", "TooBig"),
    ("/nearest/v1/driving/14.5,35.9?radiuses=0.01", "NoSegment"),
    ("/match/v1/driving/14.5,35.9", "InvalidOptions"),
    (
        "/match/v1/driving/14.5,35.9;14.501,35.9?timestamps=5",
        "InvalidOptions",
    ),
    (
        "/match/v1/driving/14.5,35.9;14.501,35.9?timestamps=5;4",
        "InvalidValue",
    ),
    (
        "/match/v1/driving/14.5,35.9;14.501,35.9?gaps=xx",
        "InvalidQuery",
    ),
    (
        "/match/v1/driving/14.5,35.9;14.501,35.9?approaches=foo;",
        "InvalidQuery",
    ),
    (
        "/match/v1/driving/14.5,35.9;14.501,35.9?approaches=curb",
        "InvalidOptions",
    ),
    (
        "/match/v1/driving/14.5,35.9;14.501,35.9?exclude=blah",
        "InvalidValue",
    ),
    (
        "/match/v1/driving/14.5,35.9;14.501,35.9?exclude=",
        "InvalidQuery",
    ),
    (
        "/route/v1/driving/14.5,35.9;14.51,35.895?snapping=foo",
        "InvalidQuery",
    ),
    (
        "/trip/v1/driving/14.5,35.9;14.51,35.895?roundtrip=false",
        "NotImplemented",
    ),
    (
        "/trip/v1/driving/14.5,35.9;14.51,35.895?source=bad",
        "InvalidQuery",
    ),
];

#[tokio::test]
async fn refusals_carry_osrms_codes() {
    let (server, client) = open_server();
    let dispatcher = server.sign_in("dispatcher").await;
    for (path, code) in REFUSED {
        let open = client.get(path).await;
        assert_eq!(open.content_type, "application/json", "{path}");
        let body = open.expect(400);
        assert_eq!(body["code"], code, "{path}: {body}");
        assert!(
            body["message"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{path}"
        );
        if path != "/" {
            let signed_in = dispatcher.get(&format!("/routing{path}")).await;
            assert_eq!(signed_in.expect(400), body, "{path}");
        }
    }
    let places = address(&PLACES[..2]);
    let posted = client
        .post(&format!("/route/v1/car/{places}"), &serde_json::json!({}))
        .await;
    assert_eq!(posted.expect(405)["code"], "NotImplemented");
    let path = format!("/routing/route/v1/car/{places}");
    server
        .stranger()
        .get(&path)
        .await
        .expect_problem(401, "unauthorized");
    assert_eq!(dispatcher.get(&path).await.expect(200)["code"], "Ok");
    let nothing_else = client.get("/api/v1/teams").await;
    assert_eq!(
        nothing_else.expect(400)["code"],
        "InvalidUrl",
        "only routing is open"
    );
}

/// Sends bytes; what comes back, if anything does.
fn sent(server: &Server, bytes: &[u8]) -> Vec<u8> {
    let address = server
        .routing()
        .base()
        .trim_start_matches("http://")
        .to_owned();
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .expect("a timeout");
    // The server may hang up before it has read all.
    let _ = stream.write_all(bytes);
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).unwrap_or(0);
    answer.truncate(length);
    answer
}

#[tokio::test]
async fn nothing_that_is_sent_brings_it_down() {
    let (server, client) = open_server();
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").into_bytes();
    let many = |count: usize| vec!["14.5,35.9"; count].join(";");
    let huge = get(&format!("/route/v1/driving/{}", many(100_000)));
    assert!(huge.len() > 1_000_000);
    let answer = sent(&server, &huge);
    assert!(
        answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    // An address of more than 64 KB is refused before anything of it is read as OSRM would: there is no code, the status
    // says what is wrong.
    let ten_thousand = sent(
        &server,
        &get(&format!("/table/v1/driving/{}", many(10_000))),
    );
    assert!(
        ten_thousand.starts_with(b"HTTP/1.1 414 URI Too Long\r\n"),
        "{}",
        String::from_utf8_lossy(&ten_thousand)
    );
    // Ten thousand coordinates that fit into an address: two digits each after the first.
    let short = format!(
        "/route/v1/driving/polyline({}{})",
        "_p~iF~ps%7CU",
        "??".repeat(9_999)
    );
    let short = short.replace('?', "%3F");
    let answer = sent(&server, &get(&short));
    assert!(
        String::from_utf8_lossy(&answer).contains("TooBig"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    // Bytes from a fixed generator, raw and in an address.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |count: usize| -> Vec<u8> {
        let byte = |_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        };
        (0..count).map(byte).collect()
    };
    for round in 0..200 {
        let noise = random(1 + round % 90);
        let bytes = if round % 2 == 0 {
            noise
        } else {
            let start = b"GET /route/v1/driving/".as_slice();
            [start, &noise, b" HTTP/1.1\r\nHost: x\r\n\r\n"].concat()
        };
        let end = [bytes.as_slice(), b"\r\n\r\n"].concat();
        let answer = sent(&server, &end);
        assert!(
            answer.is_empty() || answer.starts_with(b"HTTP/1."),
            "round {round}"
        );
    }
    for round in 0..300 {
        let text: String = random(1 + round % 60)
            .iter()
            .map(|byte| format!("%{byte:02x}"))
            .collect();
        for service in ["route", "table", "nearest", "match", "trip"] {
            let answer = client.get(&format!("/{service}/v1/car/{text}")).await;
            assert_eq!(answer.status, 400, "{service} {text}");
        }
    }
    let alive = ask(&client, "route", &PLACES[..2], "").await;
    assert_eq!(alive["code"], "Ok");
}

#[tokio::test]
async fn no_place_is_logged() {
    let server = Server::start(&nearhand_tests::Options {
        more: ["--routing-listen", "0", "--log", "trace"]
            .map(str::to_owned)
            .to_vec(),
        ..nearhand_tests::Options::default()
    });
    let client = server.routing();
    let dispatcher = server.sign_in("dispatcher").await;
    let places = "14.489713,35.898913;14.510517,35.897221";
    for service in ["route", "table", "nearest", "match", "trip", "blah"] {
        let path = format!("/{service}/v1/driving/{places}");
        client.get(&path).await;
        client.get(&format!("{path}?x")).await;
        dispatcher.get(&format!("/routing{path}")).await;
    }
    let log = server.log();
    assert!(
        log.contains("/route/v1/{profile}/{coordinates}"),
        "calls are logged by their route"
    );
    for part in ["14.4897", "35.8989", "14.5105", "35.8972"] {
        assert!(!log.contains(part), "{part} stands in the log");
    }
}
