import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { LiveSocket, type LinkState } from '../src/live/socket';
import type { ServerMessage } from '../src/wire/types';
import { state } from './make';

/** A server's end of a socket, moved by hand. */
class FakeSocket {
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  binaryType = '';
  closed = false;

  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close() {
    this.closed = true;
  }

  says(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  welcome(epoch: string, seq: number) {
    this.onopen?.();
    this.says({ type: 'welcome', epoch, seq, server_time: '2026-11-24T03:00:00Z' });
  }

  snapshot(epoch: string, seq: number) {
    this.welcome(epoch, seq);
    this.says({ type: 'snapshot', epoch, seq, state: state() });
  }

  event(seq: number) {
    this.says({ type: 'event', seq, at: '2026-11-24T03:00:01Z', kind: 'x', changed: {} });
  }
}

let sockets: FakeSocket[];
let messages: ServerMessage[];
let states: LinkState[];
let refused: number;
let live: LiveSocket;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  messages = [];
  states = [];
  refused = 0;
  live = new LiveSocket({
    url: 'ws://test/api/v1/live',
    topics: ['events'],
    onMessage: (message) => messages.push(message),
    onPositions: () => undefined,
    onState: (state) => states.push(state),
    onRefused: () => (refused += 1),
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    random: () => 0,
  });
  live.start();
});

afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

function last(): FakeSocket {
  const socket = sockets.at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
}

describe('the socket', () => {
  it('says hello first and passes events on in order', () => {
    last().snapshot('e1', 4);
    last().event(5);
    last().event(6);
    expect(last().sent[0]).toMatchObject({ type: 'hello', proto: 1, epoch: null, last_seq: null });
    expect(messages.map(({ type }) => type)).toEqual(['welcome', 'snapshot', 'event', 'event']);
    expect(states).toEqual(['connecting', 'live']);
  });

  it('resumes after a loss with the epoch and the last number it saw', () => {
    last().snapshot('e1', 4);
    last().event(5);
    last().onclose?.();
    vi.advanceTimersByTime(250);
    expect(sockets).toHaveLength(2);
    last().welcome('e1', 7);
    last().event(6);
    last().event(7);
    expect(last().sent[0]).toMatchObject({ epoch: 'e1', last_seq: 5 });
    expect(messages.filter(({ type }) => type === 'event')).toHaveLength(3);
    expect(states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
  });

  it('drops an event that it has seen', () => {
    last().snapshot('e1', 4);
    last().event(5);
    last().event(5);
    expect(messages.filter(({ type }) => type === 'event')).toHaveLength(1);
    expect(sockets).toHaveLength(1);
  });

  it('connects anew on a gap, without passing the event on', () => {
    last().snapshot('e1', 4);
    last().event(6);
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.closed).toBe(true);
    expect(messages.some(({ type }) => type === 'event')).toBe(false);
    last().welcome('e1', 6);
    expect(last().sent[0]).toMatchObject({ last_seq: 4 });
  });

  it('forgets its number when the epoch is another', () => {
    last().snapshot('e1', 40);
    last().onclose?.();
    vi.advanceTimersByTime(250);
    last().snapshot('e2', 3);
    last().event(4);
    expect(messages.at(-1)).toMatchObject({ type: 'event', seq: 4 });
  });

  it('waits longer after each failure, up to fifteen seconds, and asks about the session', () => {
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      last().onclose?.();
      const before = sockets.length;
      let waited = 0;
      while (sockets.length === before) {
        vi.advanceTimersByTime(250);
        waited += 250;
      }
      waits.push(waited);
    }
    // Without jitter's random part, half of the bound: 500 ms, doubled, at most 15 s.
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 7500, 7500, 7500]);
    expect(refused).toBe(8);
  });

  it('watches again after a reconnect, and no more once unwatched', () => {
    last().snapshot('e1', 1);
    live.watch('R1');
    live.watch('R2');
    live.unwatch('R1');
    last().onclose?.();
    vi.advanceTimersByTime(250);
    last().welcome('e1', 1);
    expect(last().sent.slice(1)).toEqual([{ type: 'watch', request: 'R2' }]);
  });

  it('sends positions only while welcomed', () => {
    const fix = { position: [14.5, 35.9] as [number, number], at: '2026-11-24T03:00:00Z', speed: null, bearing: null, accuracy: 5 };
    expect(live.position(fix)).toBe(false);
    last().snapshot('e1', 1);
    expect(live.position(fix)).toBe(true);
    expect(last().sent.at(-1)).toMatchObject({ type: 'position', accuracy: 5 });
  });

  it('stays away once stopped', () => {
    last().snapshot('e1', 1);
    live.stop();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)).toBe('closed');
  });
});
