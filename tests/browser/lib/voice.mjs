// A device that can speak: headless Chromium has no voices, so what it would say is written down.

/** Runs in the page before its own code. `window.said` is what was said, and by which voice. */
export function givesVoices() {
  const voice = (name, lang, localService) => ({ name, lang, localService, default: false, voiceURI: name });
  const voices = [
    voice('Cloud English', 'en-US', false),
    voice('English', 'en-GB', true),
    voice('Español', 'es_ES', true),
    voice('Русский', 'ru-RU', true),
  ];
  window.said = [];
  const synthesis = new EventTarget();
  let known = [];
  Object.assign(synthesis, {
    speaking: false,
    pending: false,
    getVoices: () => known,
    speak: ({ text, voice: chosen, lang }) => {
      if (text !== '') window.said.push({ text, voice: chosen?.name, lang });
    },
    cancel: () => {},
  });
  // As in browsers: the voices come later.
  setTimeout(() => {
    known = voices;
    synthesis.dispatchEvent(new Event('voiceschanged'));
  }, 50);
  class Utterance {
    voice = null;
    lang = '';
    constructor(text) {
      this.text = text;
    }
  }
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
}

/** The texts said so far. */
export const said = (page) => page.evaluate(() => window.said.map(({ text }) => text));
