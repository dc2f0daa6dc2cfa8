const rules = new Intl.PluralRules('ru');

/** A count with its noun in Russian: 1 заявка, 2 заявки, 5 заявок. */
export function counted(n: number, one: string, few: string, many: string): string {
  const form = rules.select(n);
  return `${n} ${form === 'one' ? one : form === 'few' ? few : many}`;
}
