import { describe, expect, it } from 'vitest';

import { en } from '../src/text/en';
import { es } from '../src/text/es';
import { ru } from '../src/text/ru';

type Tree = { [key: string]: unknown };

/** Every text with its path; functions called with telling arguments. */
function texts(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const here = `${path}.${key}`;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') return [[here, String((value as (...args: unknown[]) => unknown)(7, 5))]];
    return texts(value as Tree, here);
  });
}

const english = texts(en);

describe.each([
  ['es', es],
  ['ru', ru],
] as const)('the texts in %s', (_code, messages) => {
  const translated = texts(messages as unknown as Tree);

  it('are complete and none is empty', () => {
    expect(translated.map(([path]) => path)).toEqual(english.map(([path]) => path));
    expect(translated.filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('keep the numbers and names that they are given', () => {
    const lost = translated.filter(([, text], index) => /7/.test(english[index]?.[1] ?? '') && !/7/.test(text));
    expect(lost).toEqual([]);
  });

  it('are translated, but for words that are the same', () => {
    const same = translated.filter(([, text], index) => text === english[index]?.[1] && /[a-z]{4}/i.test(text));
    expect(same.map(([path]) => path).filter((path) => !/\.names\.3$/.test(path))).toEqual([]);
  });

  it('have one key for each reason', () => {
    const keys = Object.values(messages.recommend.reasonKeys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(Object.keys(messages.recommend.reasonKeys)).toEqual(Object.keys(messages.recommend.reasons));
  });
});

describe('Russian counts', () => {
  it('follow the number', () => {
    expect([1, 2, 5, 11, 21, 22].map((n) => ru.recommend.workload(n))).toEqual([
      '1 заявка за смену',
      '2 заявки за смену',
      '5 заявок за смену',
      '11 заявок за смену',
      '21 заявка за смену',
      '22 заявки за смену',
    ]);
  });
});
