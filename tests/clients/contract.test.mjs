// The API against its own document, asked by schemathesis: every operation, every check, as each role and as nobody.
// What is taken out of it stands in contract/schemathesis.toml with its reason.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  tokens.admin = await welcome(server.links.administrator);
  // Theirs by account: whoever runs accounts and whoever reads the record has one.
  for (const role of ['supervisor', 'partner', 'auditor']) tokens[role] = await signInByAccount(role);
});
after(() => server?.stop());

async function signIn(link) {
  const answer = await fetch(link, { redirect: 'manual' });
  assert.equal(answer.status, 303);
  return /nearhand_session=([^;]+)/.exec(answer.headers.get('set-cookie'))[1];
}

/** A device of its own for the run as one: the runs before revoke those they come upon. */
async function addDevice() {
  const me = await ask('field', 'GET', '/api/v1/me');
  const device = await ask('dispatcher', 'POST', '/api/v1/devices', { team: me.team });
  tokens.device = device.token;
}

/** Takes up an invitation; the session's token. */
async function welcome(url) {
  const [, invitation] = url.split('/welcome#');
  const answer = await fetch(`${server.url}/api/v1/welcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation, password: 'correct horse battery' }),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()).token;
}

async function signInByAccount(role) {
  const partner = role === 'partner' ? 'sheriff' : undefined;
  const account = await ask('admin', 'POST', '/api/v1/accounts', { name: role, role, partner });
  const invitation = await ask('admin', 'POST', `/api/v1/accounts/${account.id}/invitation`, {});
  return welcome(invitation.url);
}

async function ask(role, method, path, body) {
  const headers = { authorization: `Bearer ${tokens[role]}`, 'content-type': 'application/json' };
  const answer = await fetch(server.url + path, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.json();
}

/** What the table of roles opens to a role and not to everybody, as schemathesis calls operations. */
function operationsOf(role) {
  const page = readFileSync(join(import.meta.dirname, '../../docs/authorization.md'), 'utf8');
  const [head, , ...rows] = page.split('## Routes')[1].split('## ')[0].trim().split('\n').map(cells);
  const own = rows.filter((row) => row[head.indexOf(role)] === 'yes' && row[head.indexOf('nobody')] !== 'yes');
  assert.ok(own.length > 5, `the page says what is for ${role}`);
  return own.map(([method, path]) => `${method} ${path}`);
}

function cells(row) {
  return row.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''));
}

/** Runs schemathesis; its report is printed when it finds something. */
async function conforms(role, phases, examples, { filters = [], least = 500 } = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'nearhand-contract-'));
  const args = [
    ...['--config-file', join(HERE, 'schemathesis.toml')],
    ...['run', `${server.url}/api/openapi.json`, '--checks', 'all', '--phases', phases],
    ...['--seed', '1', '--max-examples', String(examples), '--no-color', ...filters],
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
  assert.ok(cases > least, `it made ${cases} calls:\n${report}`);
  // Calls of somebody who was signed out on the way would prove nothing.
  if (role) await ask(role, 'GET', '/api/v1/me');
  console.log(`${role ?? 'nobody'}: ${cases} calls, no failure`);
}

test('a dispatcher finds the API as described', { skip }, () => conforms('dispatcher', 'examples,coverage,fuzzing', 8));
for (const role of ['field', 'planner', 'device', null]) {
  const name = role ? `as ${role} the API is as described, too` : 'without credentials the API is as described, too';
  test(name, { skip }, async () => {
    if (role === 'device') await addDevice();
    await conforms(role, 'examples,coverage', 2);
  });
}
// Most operations are not for them: those are asked a little, their own as the others ask. The administrator comes last: who
// changes accounts ends sessions of others.
for (const role of ['supervisor', 'partner', 'auditor', 'admin']) {
  test(`as ${role} the API is as described, too`, { skip }, async () => {
    const filters = (word) => operationsOf(role).flatMap((operation) => [`--${word}-name`, operation]);
    await conforms(role, 'examples,coverage', 2, { filters: filters('include'), least: 200 });
    await conforms(role, 'examples,fuzzing', 1, { filters: filters('exclude'), least: 50 });
  });
}
