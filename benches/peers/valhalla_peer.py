"""Answers one JSON line per JSON line with Valhalla in this very process, and says how long each call took.

{"do": "configure", "folder": ..., "config": ...}   writes the configuration that valhalla_build_tiles reads
{"do": "open", "config": ...}
{"do": "empty", "count": n}                          the status call: no search
{"do": "reach", "points": [[lng, lat], ...], "minutes": 15}

The time is that of the call with a JSON text in and a JSON text out, as the binding has it.
Time is that of the processor, all threads of this process together.
"""

import json
import os
import sys
import time

import valhalla
from valhalla.config import get_config

actor = None


def timed(call, *arguments):
    begin = time.process_time_ns()
    answer = call(*arguments)
    return answer, time.process_time_ns() - begin


def configure(request):
    os.makedirs(request["folder"], exist_ok=True)
    config = get_config(tile_extract="", tile_dir=request["folder"], verbose=False)
    with open(request["config"], "w") as file:
        json.dump(config, file)
    return {"nanos": []}


def open_data(request):
    global actor
    actor, nanos = timed(valhalla.Actor, request["config"])
    return {"nanos": [nanos]}


def empty(request):
    return {"nanos": [timed(actor.status)[1] for _ in range(request["count"])]}


def reach(request):
    times, answers = [], []
    for lng, lat in request["points"]:
        text = json.dumps(
            {
                "locations": [{"lon": lng, "lat": lat}],
                "costing": "auto",
                "contours": [{"time": request["minutes"]}],
                "polygons": True,
            }
        )
        answer, nanos = timed(actor.isochrone, text)
        times.append(nanos)
        answers.append(json.loads(answer)["features"][0]["geometry"])
    return {"nanos": times, "answers": answers}


ACTIONS = {"configure": configure, "open": open_data, "empty": empty, "reach": reach}

for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = ACTIONS[request["do"]](request)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the benches are told
        reply = {"problem": f"{type(problem).__name__}: {problem}"}
    print(json.dumps(reply), flush=True)
