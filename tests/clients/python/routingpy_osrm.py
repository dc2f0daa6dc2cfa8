"""routingpy's OSRM client: a route with alternatives and a matrix from our server."""

import json
import sys
import urllib.request

from routingpy import OSRM

base = sys.argv[1]
client = OSRM(base_url=base, retry_over_query_limit=False)
places = [[14.4897, 35.8989], [14.5105, 35.8972], [14.4955, 35.9120], [14.5021, 35.8841]]


def told(path):
    with urllib.request.urlopen(base + path) as answer:
        return json.load(answer)


address = ";".join(f"{lng},{lat}" for lng, lat in places)
raw = told(f"/route/v1/driving/{address}?overview=full")["routes"][0]
for geometries in ["geojson", "polyline", "polyline6"]:
    route = client.directions(
        places,
        profile="driving",
        radiuses=[500] * 4,
        steps=True,
        annotations=True,
        continue_straight=True,
        geometries=geometries,
        overview="full",
    )
    assert abs(route.duration - raw["duration"]) <= 1 and abs(route.distance - raw["distance"]) <= 1, route
    assert len(route.geometry) > 50
    first = route.geometry[0]
    assert abs(first[0] - 14.4897) < 0.01 and abs(first[1] - 35.8989) < 0.01, first
others = client.directions(places[:2], profile="driving", alternatives=3, geometries="geojson", overview="simplified")
assert len(others) >= 2, len(others)
matrix = client.matrix(places, profile="driving", sources=[0, 1], destinations=[1, 2, 3])
raw = told(f"/table/v1/driving/{address}?sources=0;1&destinations=1;2;3&annotations=duration,distance")
assert matrix.durations == raw["durations"] and matrix.distances == raw["distances"], matrix.durations
print(f"a route of {route.distance} m, {len(others)} alternatives, a matrix of 2 x 3")
