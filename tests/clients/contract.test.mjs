// The API against its own document, asked by schemathesis: every operation, every check, as each role and as nobody.
// What is taken out of it stands in contract/schemathesis.toml with its reason.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '../browser/lib/server.mjs';

const HERE = join(import.meta.dirname, 'contract');
const SCHEMATHESIS = join(import.meta.dirname, '../../.nearhand/contract/bin/schemathesis');
const skip = existsSync(SCHEMATHESIS) ? false : 'schemathesis is not installed: run scripts/contract';
/** Schemathesis has no share to keep to: what happens at the limit is tested by itself. */
const NO_LIMITS = ['--calls-per-second', '1000000', '--stranger-calls-per-second', '1000000'];

let server;
const tokens = {};

before(async () => {
  if (skip) return;
  server = await startServer({ more: NO_LIMITS });
  for (const role of ['dispatcher', 'field', 'planner']) tokens[role] = await signIn(server.links[role]);
  const me = await ask('field', 'GET', '/api/v1/me');
  const device = await ask('dispatcher', 'POST', '/api/v1/devices', { team: me.team });
  tokens.device = device.token;
});
after(() => server?.stop());

async function signIn(link) {
  const answer = await fetch(link, { redirect: 'manual' });
  assert.equal(answer.status, 303);
  return /nearhand_session=([^;]+)/.exec(answer.headers.get('set-cookie'))[1];
}

async function ask(role, method, path, body) {
  const headers = { authorization: `Bearer ${tokens[role]}`, 'content-type': 'application/json' };
  const answer = await fetch(server.url + path, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.json();
}

/** Runs schemathesis; its report is printed when it finds something. */
async function conforms(role, phases, examples) {
  const cwd = mkdtempSync(join(tmpdir(), 'nearhand-contract-'));
  const args = [
    ...['--config-file', join(HERE, 'schemathesis.toml')],
    ...['run', `${server.url}/api/openapi.json`, '--checks', 'all', '--phases', phases],
    ...['--seed', '1', '--max-examples', String(examples), '--no-color'],
    ...(role ? ['--header', `Authorization: Bearer ${tokens[role]}`] : []),
  ];
  const env = { ...process.env, PYTHONPATH: HERE, PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(SCHEMATHESIS, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let report = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (report += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  rmSync(cwd, { recursive: true, force: true });
  assert.equal(code, 0, report);
  const cases = Number(/(\d+) generated/.exec(report)?.[1]);
  assert.ok(cases > 500, `it made ${cases} calls:\n${report}`);
  console.log(`${role ?? 'nobody'}: ${cases} calls, no failure`);
}

test('a dispatcher finds the API as described', { skip }, () => conforms('dispatcher', 'examples,coverage,fuzzing', 8));
for (const role of ['field', 'planner', 'device', null]) {
  const name = role ? `as ${role} the API is as described, too` : 'without credentials the API is as described, too';
  test(name, { skip }, () => conforms(role, 'examples,coverage', 2));
}
