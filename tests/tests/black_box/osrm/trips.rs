//! `trip`.

use serde_json::Value;

use super::{PLACES, ask, assert_near, list, number, open_server};

/// All orders of some stops.
fn orders(stops: usize) -> Vec<Vec<usize>> {
    let Some(last) = stops.checked_sub(1) else {
        return vec![Vec::new()];
    };
    let with = |order: Vec<usize>| {
        (0..stops).map(move |place| {
            let mut longer = order.clone();
            longer.insert(place, last);
            longer
        })
    };
    orders(last).into_iter().flat_map(with).collect()
}

fn takes(table: &Value, order: &[usize], is_round: bool) -> f64 {
    let back = is_round.then(|| (order[order.len() - 1], order[0]));
    let legs = order.windows(2).map(|pair| (pair[0], pair[1])).chain(back);
    legs.map(|(from, to)| number(&table["durations"][from][to]))
        .sum()
}

#[tokio::test]
async fn trips_are_the_shortest_there_are() {
    let (_server, client) = open_server();
    let table = ask(&client, "table", &PLACES, "").await;
    let all = orders(PLACES.len());
    let last = PLACES.len() - 1;
    for (options, is_round, first, end) in [
        ("", true, None, None),
        ("source=first", true, Some(0), None),
        ("destination=last", true, None, Some(last)),
        ("source=first&destination=last", true, Some(0), Some(last)),
        (
            "roundtrip=false&source=first&destination=last",
            false,
            Some(0),
            Some(last),
        ),
        ("roundtrip=false&source=first", false, Some(0), None),
        ("roundtrip=false&destination=last", false, None, Some(last)),
    ] {
        let body = ask(&client, "trip", &PLACES, options).await;
        let trip = &body["trips"][0];
        let mut order = vec![0; PLACES.len()];
        for (stop, waypoint) in list(&body["waypoints"]).iter().enumerate() {
            let place = waypoint["waypoint_index"].as_u64().unwrap();
            order[usize::try_from(place).unwrap()] = stop;
        }
        assert!(
            first.is_none_or(|stop| order[0] == stop),
            "{options}: {order:?}"
        );
        assert!(
            end.is_none_or(|stop| order[last] == stop),
            "{options}: {order:?}"
        );
        let may = |order: &&Vec<usize>| {
            first.is_none_or(|stop| order[0] == stop) && end.is_none_or(|stop| order[last] == stop)
        };
        let times = all
            .iter()
            .filter(may)
            .map(|order| takes(&table, order, is_round));
        let best = times.fold(f64::INFINITY, f64::min);
        assert_near(takes(&table, &order, is_round), best, 0.5);
        assert_near(number(&trip["duration"]), best, 0.5);
        assert_eq!(
            list(&trip["legs"]).len(),
            PLACES.len() - usize::from(!is_round)
        );
    }
}
