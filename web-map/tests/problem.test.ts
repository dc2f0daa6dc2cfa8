import { afterEach, describe, expect, it } from 'vitest';

import { language } from '../src/text/language.svelte';
import { told } from '../src/text/problem';
import { ApiError } from '../src/wire/api';

describe('a problem in words', () => {
  afterEach(() => language.choose('en'));

  const refused = new ApiError(409, 'wrong-state', 'team T3 is on scene');

  it("is the server's own sentence in English", () => {
    expect(told(refused)).toBe('team T3 is on scene');
    expect(told(new ApiError(0, 'unreachable'))).toBe('The server cannot be reached.');
  });

  it('says the kind in other languages, and keeps the sentence', async () => {
    await language.choose('es');
    expect(told(refused)).toBe('Esto ya no es posible. (team T3 is on scene)');
    expect(told(new ApiError(0, 'unreachable'))).toBe('No hay conexión con el servidor.');
    await language.choose('ru');
    expect(told(refused)).toBe('Это больше невозможно. (team T3 is on scene)');
  });

  it('passes on what it does not know', async () => {
    await language.choose('es');
    expect(told(new ApiError(507, 'storage-full', 'nothing more can be stored'))).toBe('nothing more can be stored');
  });
});
