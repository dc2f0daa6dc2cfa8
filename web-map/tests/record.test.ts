import { afterEach, describe, expect, it } from 'vitest';

import { actionText, actorText, changeDetails } from '../src/record/words';
import { language } from '../src/text/language.svelte';

afterEach(() => language.choose('en'));

describe('who did something', () => {
  it('is the role with its account, its team, or the link it came by', async () => {
    expect(['supervisor:U3', 'field:T3:U5', 'field:T3', 'dispatcher', 'device:T2', 'nobody', 'timer', 'operator'].map(actorText)).toEqual([
      'Supervisor (U3)',
      'Field team (T3, U5)',
      'Field team (T3, by a link)',
      'Dispatcher (by a link)',
      'Device (T2)',
      'Not signed in',
      'Timer',
      'Operator of the server',
    ]);
    await language.choose('es');
    expect(actorText('dispatcher')).toBe('Despacho (por un enlace)');
  });

  it('is what the server says where we have no word', () => {
    expect(actorText('robot:9')).toBe('robot:9');
    expect(actionText('flew')).toBe('flew');
    expect(actionText('read')).toBe('read');
  });
});

describe('a change', () => {
  it('is told by what it was about, without what is empty', () => {
    const details = { kind: 'transport', priority: 2, needs: ['peer', 'lang:mt'] };
    const change = { kind: 'request_created', request: 'R1', details, untriaged: false, until: null, capabilities: [] };
    expect(changeDetails({ seq: 1, at: '', actor: 'timer', change })).toBe('request R1, details (kind transport, priority 2, needs peer lang:mt)');
  });
});
