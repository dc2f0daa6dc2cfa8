import 'fake-indexeddb/auto';

import { beforeEach, describe, expect, it } from 'vitest';

import { Outbox, type Press } from '../src/field/outbox';
import { ApiError } from '../src/wire/api';

let online: boolean;
let sent: Press[];
let unsent: readonly Press[];
let refusals: string[];
let refusedPath: string | null;
let databases = 0;

beforeEach(() => {
  online = true;
  sent = [];
  unsent = [];
  refusals = [];
  refusedPath = null;
  databases += 1;
});

function outbox(): Outbox {
  return new Outbox({
    database: `test-${databases}`,
    send: async (press) => {
      if (!online) throw new ApiError(0, 'unreachable');
      if (press.path === refusedPath) throw new ApiError(409, 'wrong-state', 'not now');
      sent.push(press);
    },
    onChange: (presses) => (unsent = presses),
    onRefused: (_press, error) => refusals.push(error.detail),
  });
}

async function press(box: Outbox, path: string): Promise<void> {
  await box.push({ path, body: {}, becomes: 'en_route' });
}

describe('the outbox', () => {
  it('sends at once when it can', async () => {
    const box = outbox();
    await press(box, '/a');
    await box.flush();
    expect(sent.map(({ path }) => path)).toEqual(['/a']);
    expect(unsent).toEqual([]);
  });

  it('keeps presses in order while offline and sends each once', async () => {
    online = false;
    const box = outbox();
    for (const path of ['/a', '/b', '/c']) await press(box, path);
    await box.flush();
    expect(unsent.map(({ path }) => path)).toEqual(['/a', '/b', '/c']);
    online = true;
    await Promise.all([box.flush(), box.flush(), box.flush()]);
    expect(sent.map(({ path }) => path)).toEqual(['/a', '/b', '/c']);
    expect(unsent).toEqual([]);
  });

  it('survives a restart of the page with the same ids', async () => {
    online = false;
    const before = outbox();
    await press(before, '/a');
    await before.flush();
    const id = unsent[0]?.id;
    online = true;
    await outbox().restore();
    expect(sent.map((each) => each.id)).toEqual([id]);
  });

  it('drops what the server will never take, says so, and goes on', async () => {
    online = false;
    const box = outbox();
    for (const path of ['/a', '/b', '/c']) await press(box, path);
    await box.flush();
    refusedPath = '/b';
    online = true;
    await box.flush();
    expect(sent.map(({ path }) => path)).toEqual(['/a', '/c']);
    expect(refusals).toEqual(['not now']);
    expect(unsent).toEqual([]);
  });
});
