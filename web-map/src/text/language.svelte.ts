/** The language of the screens: chosen, remembered, or the browser's. */
import { en, type Messages } from './en';

export const LANGUAGES = { en: 'English', es: 'Español', ru: 'Русский' } as const;
export type LanguageCode = keyof typeof LANGUAGES;

const STORAGE_KEY = 'nearhand.language';
const LOAD: Record<LanguageCode, () => Promise<Messages>> = {
  en: async () => en,
  es: async () => (await import('./es')).es,
  ru: async () => (await import('./ru')).ru,
};

class Language {
  code = $state<LanguageCode>('en');
  /** The texts. */
  t = $state.raw<Messages>(en);

  /** Loads and remembers a language. */
  async choose(code: LanguageCode): Promise<void> {
    this.t = await LOAD[code]();
    this.code = code;
    document.documentElement.lang = code;
    localStorage.setItem(STORAGE_KEY, code);
  }

  /** The remembered language, else the browser's first that we have, else English. */
  async restore(): Promise<void> {
    const wished = [localStorage.getItem(STORAGE_KEY), ...navigator.languages.map((tag) => tag.slice(0, 2))];
    const code = wished.find((tag): tag is LanguageCode => tag !== null && tag in LANGUAGES);
    if (code && code !== this.code) await this.choose(code);
  }
}

export const language = new Language();
