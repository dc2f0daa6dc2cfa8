// Ferrostar's core reads our route and follows a drive along it to the end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PLACES, startCity } from './lib/city.mjs';
import { loadFerrostar } from './lib/ferrostar.mjs';

// Ferrostar takes lists only as annotations, so not OSRM's names of data sources.
const OPTIONS =
  'steps=true&overview=full&geometries=polyline6&annotations=distance,duration,speed&banner_instructions=true&voice_instructions=true';

let server;
let ferrostar;
before(async () => {
  server = await startCity();
  ferrostar = await loadFerrostar();
});
after(() => server?.stop());

/** The route as Ferrostar reads it out of our bytes. */
async function read(places) {
  const address = places.map((place) => place.join(',')).join(';');
  const answer = await fetch(`${server.routing}/route/v1/driving/${address}?${OPTIONS}`);
  assert.equal(answer.status, 200);
  const adapter = new ferrostar.RouteAdapter('http://unused.invalid', 'auto');
  const [route] = adapter.parseResponse(new Uint8Array(await answer.arrayBuffer()));
  return route;
}

const CONFIG = {
  stepAdvance: {
    RelativeLineStringDistance: {
      minimumHorizontalAccuracy: 25,
      specialAdvanceConditions: { AdvanceAtDistanceFromEnd: 10 },
    },
  },
  routeDeviationTracking: { StaticThreshold: { minimumHorizontalAccuracy: 25, maxAcceptableDeviation: 25 } },
  snappedLocationCourseFiltering: 'SnapToRoute',
};

/** Drives a route; what was shown and said on the way, and how it ended. */
function drive(route) {
  const controller = new ferrostar.NavigationController(route, CONFIG);
  let simulation = ferrostar.locationSimulationFromRoute(route, 5, 'None');
  let state = controller.getInitialState(simulation.current_location);
  const [shown, said, left] = [new Set(), new Set(), []];
  let astray = 0;
  const trip = () => state.tripState ?? state;
  const limit = simulation.remaining_locations.length + 50;
  for (let fix = 0; fix < limit && trip() !== 'Complete' && !trip().Complete; fix += 1) {
    const underway = trip().Navigating;
    if (underway?.visualInstruction) shown.add(underway.visualInstruction.primaryContent.text);
    if (underway?.spokenInstruction) said.add(underway.spokenInstruction.utteranceId);
    left.push(underway?.progress.distanceRemaining);
    astray += (underway?.deviation ?? 'NoDeviation') === 'NoDeviation' ? 0 : 1;
    simulation = ferrostar.advanceLocationSimulation(simulation);
    state = controller.updateUserLocation(simulation.current_location, state);
  }
  return { shown, said, left, astray, end: trip() };
}

test('a simulated trip is driven to the end, with its banners and voice', async () => {
  for (const places of [
    [PLACES[0], PLACES[6]],
    [PLACES[4], PLACES[1]],
    [PLACES[2], PLACES[3]],
  ]) {
    const route = await read(places);
    const leading = route.steps.slice(0, -1);
    assert.ok(leading.length > 2);
    for (const step of leading) {
      assert.ok(step.visualInstructions.length > 0, JSON.stringify(step));
      assert.ok(step.instruction.length > 0);
      for (const spoken of step.spokenInstructions) assert.ok(spoken.text && spoken.ssml?.startsWith('<speak>'));
    }
    const { shown, said, left, astray, end } = drive(route);
    assert.ok(end === 'Complete' || end?.Complete, `not at the end: ${left.at(-1)} m left`);
    const told = new Set(leading.flatMap((step) => step.visualInstructions.map((banner) => banner.primaryContent.text)));
    assert.ok(shown.size * 10 >= told.size * 8, `${shown.size} of ${told.size} banners were shown`);
    assert.ok(said.size >= 3, `${said.size} announcements were made`);
    // Where a ramp runs beside the road it leads to, Ferrostar goes on to the next step early and is astray until there.
    assert.ok(astray * 100 <= left.length * 2, `astray at ${astray} of ${left.length} positions`);
    assert.ok(left[0] > 1000 && left.at(-1) < 60, `${left[0]} m to ${left.at(-1)} m`);
  }
});
