// Starts the built binary on a free port with an empty data folder, and stops it again.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..', '..', '..');
// The first start imports the bundled city.
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 6_000;

/** The binary: NEARHAND_BIN, else the newest kind of build there is. */
function binary() {
  const places = [process.env.NEARHAND_BIN, join(ROOT, 'target/debug/nearhand'), join(ROOT, 'target/release/nearhand')];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error('no nearhand binary: run `cargo build -p nearhand` or set NEARHAND_BIN');
  return found;
}

/** @returns {Promise<{url: string, routing: string | null, links: {dispatcher: string, field: string, planner: string}, stop: () => Promise<void>}>} */
export async function startServer({ demo = false, more = [] } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'nearhand-browser-'));
  const args = ['serve', '--json', '--listen', '127.0.0.1:0', '--data', data, ...(demo ? ['--demo'] : []), ...more];
  const child = spawn(binary(), args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let log = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  const line = await Promise.race([
    firstLine(child.stdout),
    exited.then((code) => Promise.reject(new Error(`the server ended with ${code}:\n${log}`))),
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error(`no line from the server in time:\n${log}`)), START_LIMIT_MS).unref();
    }),
  ]);
  const { listening, routing, links } = JSON.parse(line);
  return {
    url: `http://${listening}`,
    routing: routing && `http://${routing}`,
    links,
    async stop() {
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await exited;
      clearTimeout(kill);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  return new Promise(() => {});
}
