// Clients in Python, from the environment that scripts/clients sets up.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startCity } from './lib/city.mjs';

const PYTHON = join(import.meta.dirname, '../../.nearhand/clients/bin/python');
const skip = existsSync(PYTHON) ? false : 'the Python clients are not installed: run scripts/clients';

let server;
before(async () => {
  if (!skip) server = await startCity();
});
after(() => server?.stop());

for (const [name, script, needed] of [
  ['VROOM plans 50 jobs on our table', 'vroom_jobs.py', 'vroom'],
  ["routingpy's OSRM client reads our routes and tables", 'routingpy_osrm.py', 'routingpy'],
]) {
  const has = () => spawnSync(PYTHON, ['-c', `import ${needed}`]).status === 0;
  test(name, { skip: skip || (has() ? false : `${needed} could not be installed: see scripts/clients`) }, () => {
    const run = spawnSync(PYTHON, [join(import.meta.dirname, 'python', script), server.routing], { encoding: 'utf8' });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    console.log(run.stdout.trim());
  });
}
