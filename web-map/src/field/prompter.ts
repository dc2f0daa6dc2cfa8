/** What is to be said now on a route: each announcement once, at its place, and none that comes too late. */
import type { LanguageCode } from '../text/language.svelte';
import type { Announcement, FollowedRoute } from '../wire/types';
import { OFF_ROUTE_M, stepStarts, type Progress } from './guidance';

/** An announcement is due this many metres before its place already: positions are no more exact. */
const EARLY_M = 1;

export class Prompter {
  private route: FollowedRoute | null = null;
  private starts: number[] = [];
  private readonly said = new Set<string>();

  /** The words that are due on a route; `null` when there is nothing to say. */
  due(route: FollowedRoute, at: Progress, code: LanguageCode): string | null {
    if (route !== this.route) this.take(route);
    if (at.off > OFF_ROUTE_M) return null;
    const reached = route.announcements[code].filter(
      ({ step, before }) => step + 1 <= at.next && (this.starts[step + 1] ?? Infinity) - before <= at.travelled + EARLY_M,
    );
    const last = reached.at(-1);
    const fresh = last && last.step + 1 === at.next && !this.said.has(this.key(last)) ? last : null;
    for (const announcement of reached) this.said.add(this.key(announcement));
    return fresh?.text ?? null;
  }

  private take(route: FollowedRoute): void {
    const before = this.route?.number ?? null;
    const isSame = before === null || before === route.number;
    // On another way the same turn may come again, and is told again.
    if (!isSame) this.said.clear();
    const isRest = this.route !== null && isSame;
    this.route = route;
    this.starts = stepStarts(route);
    // The same way again, perhaps from farther on: one has set out already.
    if (isRest && before !== null) {
      for (const all of Object.values(route.announcements)) {
        const departure = all.find(({ step }) => step === 0);
        if (departure) this.said.add(this.key(departure));
      }
    }
  }

  /** The words and the manoeuvre that they are about. */
  private key({ text, step }: Announcement): string {
    return `${text} @${this.route?.steps[step + 1]?.maneuver.position.join()}`;
  }
}
