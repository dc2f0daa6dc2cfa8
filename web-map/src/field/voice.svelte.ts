/**
 * Speech by the device (Web Speech). Only voices that the device itself has are used: with others the words, and with them an
 * address, would leave it.
 */
import type { LanguageCode } from '../text/language.svelte';

const STORAGE_KEY = 'nearhand.voice';
const MUTED = 'off';

export class Voice {
  muted = $state(localStorage.getItem(STORAGE_KEY) === MUTED);
  private voices = $state.raw<readonly SpeechSynthesisVoice[]>([]);
  private readonly synthesis: SpeechSynthesis | undefined = globalThis.speechSynthesis;

  /** Learns which voices there are, now and whenever that changes; returns what ends it. */
  start(): () => void {
    const { synthesis } = this;
    if (!synthesis) return () => undefined;
    const look = () => (this.voices = synthesis.getVoices().filter(({ localService }) => localService));
    look();
    synthesis.addEventListener('voiceschanged', look);
    return () => {
      synthesis.removeEventListener('voiceschanged', look);
      synthesis.cancel();
    };
  }

  /** Whether there is a voice for a language. */
  speaks(code: LanguageCode): boolean {
    return this.voiceFor(code) !== undefined;
  }

  /** Says something instead of what is being said. */
  say(text: string, code: LanguageCode): void {
    const voice = this.voiceFor(code);
    if (this.muted || !voice || !this.synthesis) return;
    this.stop();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    this.synthesis.speak(utterance);
  }

  /** Safari lets a page speak only once it has spoken in answer to a touch: call it in one. */
  unlock(): void {
    if (!this.muted && this.synthesis) this.synthesis.speak(new SpeechSynthesisUtterance(''));
  }

  toggle(): void {
    this.muted = !this.muted;
    localStorage.setItem(STORAGE_KEY, this.muted ? MUTED : 'on');
    if (this.muted) this.stop();
    else this.unlock();
  }

  /** Ends what is being said. */
  stop(): void {
    if (this.synthesis?.speaking || this.synthesis?.pending) this.synthesis.cancel();
  }

  private voiceFor(code: LanguageCode): SpeechSynthesisVoice | undefined {
    // Some devices write `es_ES`.
    const fits = this.voices.filter(({ lang }) => lang.split(/[-_]/)[0]?.toLowerCase() === code);
    return fits.find((voice) => voice.default) ?? fits[0];
  }
}
