"""VROOM plans 50 jobs for 3 vehicles on the times of our table, and asks our route for its geometry.

The plan's cost is checked against a table that is asked for here, leg by leg.
"""

import json
import random
import sys
import urllib.request

import vroom

base = sys.argv[1]
random.seed(50)
places = [[round(random.uniform(14.47, 14.52), 6), round(random.uniform(35.88, 35.915), 6)] for _ in range(51)]

problem = vroom.Input(servers={"car": base.removeprefix("http://")}, geometry=True)
for number in range(3):
    problem.add_vehicle(vroom.Vehicle(number + 1, start=places[0], end=places[0], profile="car", capacity=[20]))
for number, place in enumerate(places[1:], start=1):
    problem.add_job(vroom.Job(number, location=place, default_service=120, delivery=[1]))
solution = problem.solve(exploration_level=5, nb_threads=1)
plan = solution.to_dict() if hasattr(solution, "to_dict") else json.loads(solution.to_json())

assert not plan["unassigned"], plan["unassigned"]
served = [step["id"] for route in plan["routes"] for step in route["steps"] if step["type"] == "job"]
assert sorted(served) == list(range(1, 51)), served

address = ";".join(f"{lng},{lat}" for lng, lat in places)
with urllib.request.urlopen(f"{base}/table/v1/car/{address}?generate_hints=false") as answer:
    times = json.load(answer)["durations"]
driven = 0
for route in plan["routes"]:
    stops = [0] + [step["id"] for step in route["steps"] if step["type"] == "job"] + [0]
    legs = [times[a][b] for a, b in zip(stops, stops[1:])]
    # VROOM counts whole seconds.
    assert abs(sum(legs) - route["duration"]) <= len(legs), (sum(legs), route["duration"])
    assert route["geometry"] and route["distance"] > 0
    driven += sum(legs)
in_order = sum(times[a][b] for a, b in zip(range(51), range(1, 51))) + times[50][0]
assert driven < in_order / 2, f"{driven} s planned, {in_order} s in the order given"
print(f"50 jobs, {len(plan['routes'])} vehicles: {driven:.0f} s of driving planned, {in_order:.0f} s in the order given")
