// osrm-text-instructions, the library that makes sentences of OSRM's steps, on ours.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import textInstructions from 'osrm-text-instructions';
import { pairs, route, startCity } from './lib/city.mjs';

let server;
before(async () => {
  server = await startCity();
});
after(() => server?.stop());

test('every step becomes a sentence in three languages', async () => {
  const compiler = textInstructions('v5');
  const kinds = new Set();
  for (const places of pairs()) {
    const body = await route(server.routing, places, 'steps=true&overview=false&alternatives=2');
    for (const leg of body.routes.flatMap((found) => found.legs)) {
      for (const step of leg.steps) {
        kinds.add(step.maneuver.type);
        for (const language of ['en', 'es', 'ru']) {
          const sentence = compiler.compile(language, step, { legIndex: 0, legCount: 1 });
          assert.ok(sentence.length > 3, JSON.stringify(step));
          assert.ok(!/[{}]|undefined|null/.test(sentence), `${sentence}: ${JSON.stringify(step)}`);
          // A name that is told is in the sentence, but for the end, which has its own.
          const told = ['turn', 'new name', 'continue'].includes(step.maneuver.type) && !step.ref && !step.destinations;
          if (told && step.name && language === 'en') assert.ok(sentence.includes(step.name), sentence);
        }
      }
    }
  }
  for (const kind of ['depart', 'turn', 'roundabout', 'arrive']) assert.ok(kinds.has(kind), [...kinds].join(', '));
});
