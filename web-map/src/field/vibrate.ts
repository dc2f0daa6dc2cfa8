/** Vibration of the phone. Nothing depends on it: what it says is also shown and read out. */

/** Phones only, and only after a touch on the page: before that browsers refuse, and say so in the log. */
export function vibrate(pattern: number[]): void {
  if (navigator.userActivation?.hasBeenActive === false) return;
  navigator.vibrate?.(pattern);
}
