"""Answers one JSON line per JSON line with OSRM in this very process, and says how long each call took.

{"do": "open", "path": ..., "algorithm": "MLD"}
{"do": "empty", "count": n}                        building parameters, no search
{"do": "nearest", "points": [[lng, lat], ...]}
{"do": "route", "pairs": [[[lng, lat], [lng, lat]], ...], "steps": true}
{"do": "table", "calls": [[[sources], [targets]], ...], "answers": true}

Only the call into OSRM is timed: its answer lies in memory, nothing is turned into Python values before that.
Time is that of the processor, all threads of this process together.
"""

import json
import sys
import time

import osrm

engine = None


def timed(call, *arguments):
    begin = time.process_time_ns()
    answer = call(*arguments)
    return answer, time.process_time_ns() - begin


def open_data(request):
    global engine
    # Opening waits for files: time on the clock.
    begin = time.perf_counter_ns()
    engine = osrm.OSRM(
        storage_config=request["path"],
        algorithm=request["algorithm"],
        use_shared_memory=False,
        max_locations_distance_table=-1,
    )
    return {"nanos": [time.perf_counter_ns() - begin]}


def empty(request):
    points = [(0.0, 0.0), (0.0, 0.0)]
    calls = [
        timed(lambda: osrm.RouteParameters(coordinates=points, steps=True).IsValid())[1]
        for _ in range(request["count"])
    ]
    return {"nanos": calls}


def nearest(request):
    times, answers = [], []
    for point in request["points"]:
        parameters = osrm.NearestParameters(coordinates=[tuple(point)])
        answer, nanos = timed(engine.Nearest, parameters)
        times.append(nanos)
        answers.append(list(answer["waypoints"][0]["location"]))
    return {"nanos": times, "answers": answers}


def route(request):
    times, answers = [], []
    for pair in request["pairs"]:
        parameters = osrm.RouteParameters(
            coordinates=[tuple(point) for point in pair],
            steps=request["steps"],
            geometries="polyline",
            overview="full" if request["steps"] else "false",
            generate_hints=False,
        )
        begin = time.process_time_ns()
        try:
            answer = engine.Route(parameters)
        except RuntimeError:
            answer = None
        times.append(time.process_time_ns() - begin)
        answers.append(answer and float(answer["routes"][0]["duration"]))
    return {"nanos": times, "answers": answers}


def table(request):
    times, answers = [], []
    for sources, targets in request["calls"]:
        count = len(sources)
        parameters = osrm.TableParameters(
            coordinates=[tuple(point) for point in sources + targets],
            sources=list(range(count)),
            destinations=list(range(count, count + len(targets))),
            annotations=["duration"],
            generate_hints=False,
        )
        answer, nanos = timed(engine.Table, parameters)
        times.append(nanos)
        if request["answers"]:
            rows = answer["durations"]
            answers.append(
                [
                    [None if rows[i][j] is None else float(rows[i][j]) for j in range(len(targets))]
                    for i in range(count)
                ]
            )
    return {"nanos": times, "answers": answers}


ACTIONS = {"open": open_data, "empty": empty, "nearest": nearest, "route": route, "table": table}

for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = ACTIONS[request["do"]](request)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the benches are told
        reply = {"problem": f"{type(problem).__name__}: {problem}"}
    print(json.dumps(reply), flush=True)
