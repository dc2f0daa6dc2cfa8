import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { entryName, sectionText } from '../src/configuration/words';
import { groupName } from '../src/reports/groups';
import { service } from '../src/service.svelte';
import { language } from '../src/text/language.svelte';
import type { TypeInfo } from '../src/wire/types';

const kind = (type: string, name: string, more: Partial<TypeInfo> = {}): TypeInfo => ({ type, name, names: {}, goals: null, retired: false, ...more });

beforeEach(() => {
  service.info = {
    name: { name: 'Night shift', names: {} },
    titles: { dispatcher: { name: 'Triage manager', names: { es: 'Responsable de triaje' } } },
    types: [
      kind('shelter_bed', 'Bed for the night', { names: { es: 'Cama para la noche' } }),
      kind('wellness_check', 'Welfare visit'),
      kind('needle_pick_up', 'Needle pick-up', { retired: true }),
    ],
    capabilities: [
      { id: 'two_person', name: 'Two people', names: { ru: 'Два человека' } },
      { id: 'first_aid', name: 'First aid', names: {} },
    ],
    sources: [{ id: 'clinic', name: 'Clinic', names: { ru: 'Клиника' } }],
    version: 4,
  };
});
afterEach(() => language.choose('en'));

describe('names', () => {
  it('are those of the reader’s language, else of the service’s own', async () => {
    expect([service.type('shelter_bed'), service.capability('two_person'), service.source('clinic')]).toEqual([
      'Bed for the night',
      'Two people',
      'Clinic',
    ]);
    await language.choose('es');
    expect([service.type('shelter_bed'), service.type('wellness_check')]).toEqual(['Cama para la noche', 'Welfare visit']);
    await language.choose('ru');
    expect([service.capability('two_person'), service.source('clinic')]).toEqual(['Два человека', 'Клиника']);
  });

  it('of what was retired stay', () => {
    expect(service.type('needle_pick_up')).toBe('Needle pick-up');
  });

  it('of what the service no longer has are its id, spelled out', () => {
    expect([service.type('quality_of_life'), service.capability('wheelchair'), service.source('concern_line')]).toEqual([
      'Quality of life',
      'Wheelchair',
      'Concern line',
    ]);
  });

  it('of languages are their own, without a list', async () => {
    expect([service.capability('lang:mt'), service.capability('lang:not a tag')]).toEqual(['Maltese', 'not a tag']);
    await language.choose('es');
    expect(service.capability('lang:mt')).toBe('maltés');
  });

  it('of roles have the service’s title first', async () => {
    expect([service.role('dispatcher'), service.role('field')]).toEqual(['Triage manager (dispatcher)', 'Field team']);
    await language.choose('es');
    expect(service.role('dispatcher')).toBe('Responsable de triaje (despacho)');
  });
});

describe('what is offered', () => {
  it('is in the service’s order, without what was retired', () => {
    expect(service.offered.map(({ type }) => type)).toEqual(['shelter_bed', 'wellness_check']);
    expect([service.offers('wellness_check'), service.offers('needle_pick_up'), service.offers('other')]).toEqual([true, false, false]);
  });

  it('begins with the wellness check, else with the first', () => {
    expect(service.usualType).toBe('wellness_check');
    service.info = { ...service.info, types: service.info.types.filter(({ type }) => type !== 'wellness_check') };
    expect(service.usualType).toBe('shelter_bed');
    service.info = { ...service.info, types: [] };
    expect(service.usualType).toBe('');
  });

  it('comes before what is not listed', () => {
    expect(service.inOrder(['wheelchair', 'naloxone', 'first_aid', 'two_person', 'naloxone'])).toEqual([
      'two_person',
      'first_aid',
      'naloxone',
      'wheelchair',
    ]);
  });
});

describe('groups of a report', () => {
  it('have the service’s names, and words for what lies nowhere', () => {
    expect([
      groupName('type', 'shelter_bed'),
      groupName('source', 'clinic'),
      groupName('source', 'old_line'),
      groupName('area', 'Harbour'),
      groupName('area', 'no_post'),
      groupName('area', 'no_zone'),
      groupName('disposition', 'resolved_on_scene'),
    ]).toEqual(['Bed for the night', 'Clinic', 'Old line', 'Harbour', 'No post', 'In no zone', 'Resolved on scene']);
  });
});

describe('a change of the configuration', () => {
  it('is told by its section and its entry’s name', () => {
    const change = { section: 'request_types', entry: 'shelter_bed', change: 'changed' } as const;
    expect([sectionText(change), entryName(change)]).toEqual(['Kind of help', 'Bed for the night']);
    expect(entryName({ section: 'titles', entry: 'dispatcher', change: 'added' })).toBe('Dispatcher');
    expect(entryName({ section: 'posts', entry: 'City Gate', change: 'removed' })).toBe('City Gate');
  });

  it('of a whole section has no entry', () => {
    const change = { section: 'sources', entry: '', change: 'moved' } as const;
    expect([sectionText(change), entryName(change)]).toEqual(['Sources', '']);
    expect(sectionText({ section: 'weather', entry: 'x', change: 'added' })).toBe('weather');
  });
});
