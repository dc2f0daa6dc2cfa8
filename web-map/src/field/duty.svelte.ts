/** A team's shift on the phone: what it works on, what it pressed, what is still to be sent. */
import { openAssignment } from '../live/board';
import { nextStep, statusAfter, type NextStep } from '../live/life';
import { clock, session } from '../session.svelte';
import { told } from '../text/problem';
import { call } from '../wire/api';
import type { Assignment, Destination, Request, Team, TeamStatus } from '../wire/types';
import { Outbox, type Press } from './outbox';
import { OwnGps } from './position.svelte';

/** A press that was sent comes back as an event well within this time; after it, the server's word counts. */
const ECHO_MS = 5_000;

const SECOND_TAP_MS = 600;

export class Duty {
  unsent = $state.raw<readonly Press[]>([]);
  /** The server's words when it refused a press. */
  refused = $state<string | null>(null);
  /** Right after a press; a second tap of a gloved thumb must not be the next status. */
  justPressed = $state(false);
  private refusedPress: string | null = null;
  readonly gps = new OwnGps(() => this.sharePosition());
  readonly team: Team | null = $derived(session.me?.team ? (session.view.board.teams.get(session.me.team) ?? null) : null);
  /** Pressed and sent, but not yet come back over the socket; `at` is when it was sent. */
  private ahead = $state.raw<{ status: TeamStatus; at: number } | null>(null);
  /** The team's status as the crew knows it: with what they pressed and the server has not heard yet. */
  readonly status: TeamStatus = $derived.by(() => {
    const pressed = this.unsent.at(-1);
    if (pressed) return pressed.becomes;
    if (this.ahead && clock.now - this.ahead.at < ECHO_MS) return this.ahead.status;
    return this.team?.status ?? 'off_duty';
  });
  /** Whether the server takes our positions now. */
  readonly listening = $derived(session.view.link === 'live' && this.team !== null && this.team.status !== 'off_duty');
  readonly onShift = $derived(this.status !== 'off_duty');
  /** What the team works on; nothing once it pressed clear, even before that is sent. */
  readonly work: { assignment: Assignment; request: Request } | null = $derived.by(() => {
    const { board } = session.view;
    const assignment = this.team?.assignment ? board.assignments.get(this.team.assignment) : undefined;
    const request = assignment ? board.requests.get(assignment.request) : undefined;
    if (!assignment || !request || nextStep(this.status) === null) return null;
    return openAssignment(board, request)?.id === assignment.id ? { assignment, request } : null;
  });
  /** Where the team takes the person, as the crew knows it; nothing while it takes nobody. */
  readonly destination: Destination | null = $derived.by(() => {
    if (this.status !== 'transporting' && this.status !== 'at_destination') return null;
    const pressed = this.unsent.findLast(({ body }) => typeof body.destination === 'string')?.body.destination;
    const id = pressed ?? this.work?.assignment.destination;
    return typeof id === 'string' ? (session.view.board.destinations.get(id) ?? null) : null;
  });
  private readonly outbox = new Outbox({
    send: (press) => call('POST', press.path, press.body, { key: press.id }),
    onChange: (unsent) => {
      const sent = unsent.length === 0 ? this.unsent.at(-1) : undefined;
      if (sent && sent.id !== this.refusedPress && sent.becomes !== this.team?.status) {
        this.ahead = { status: sent.becomes, at: Date.now() };
      }
      this.unsent = unsent;
    },
    onRefused: (press, error) => {
      this.refusedPress = press.id;
      this.refused = told(error);
    },
  });

  /** Tells where we are, once the server knows that we are on shift. */
  sharePosition(): void {
    if (this.gps.last && this.listening) session.socket.position(this.gps.last);
  }

  /** Takes up what was left unsent and sends whenever the network may be back; returns what stops it. */
  start(): () => void {
    void this.outbox.restore();
    const flush = () => void this.outbox.flush();
    const settled = session.store.subscribe(({ board }) => {
      const team = session.me?.team ? board.teams.get(session.me.team) : undefined;
      if (team && team.status === this.ahead?.status) this.ahead = null;
    });
    const timer = setInterval(flush, 3_000);
    addEventListener('online', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      settled();
      clearInterval(timer);
      removeEventListener('online', flush);
      document.removeEventListener('visibilitychange', flush);
      this.gps.stop();
    };
  }

  signOn(): void {
    if (this.team) this.press(`/teams/${this.team.id}/sign-on`, {}, 'available');
  }

  signOff(): void {
    if (this.team) this.press(`/teams/${this.team.id}/sign-off`, {}, 'off_duty');
  }

  /** A status outside of the order of steps: an emergency, and where the crew stands after it. */
  setStatus(status: TeamStatus): void {
    if (this.team) this.press(`/teams/${this.team.id}/status`, { status }, status);
  }

  /** The next step of the present assignment. */
  step(step: NextStep): void {
    const id = this.work?.assignment.id;
    if (!id) return;
    const becomes = statusAfter(step);
    if (step === 'acknowledge') this.press(`/assignments/${id}/acknowledge`, {}, becomes);
    else if (step === 'clear') this.press(`/assignments/${id}/clear`, {}, becomes);
    else this.press(`/assignments/${id}/advance`, { to: step }, becomes);
  }

  decline(reason: string): void {
    const id = this.work?.assignment.id;
    if (id) this.press(`/assignments/${id}/decline`, { reason }, 'available');
  }

  /** Takes the person to a destination; a reason where it is closed or full. */
  transport(destination: string, overrideReason: string | null): void {
    const id = this.work?.assignment.id;
    if (!id) return;
    const reason = overrideReason === null ? {} : { override_reason: overrideReason };
    this.press(`/assignments/${id}/transport`, { destination, ...reason }, 'transporting');
  }

  /** All is well. */
  checkIn(): void {
    if (this.team) this.press(`/teams/${this.team.id}/check-in`, {}, this.status);
  }

  /** Writes something down about the present request. */
  note(text: string): void {
    const id = this.work?.request.id;
    if (id) this.press(`/requests/${id}/notes`, { text }, this.status);
  }

  private press(path: string, body: Record<string, unknown>, becomes: TeamStatus): void {
    this.refused = null;
    this.justPressed = true;
    setTimeout(() => (this.justPressed = false), SECOND_TAP_MS);
    void this.outbox.push({ path, body, becomes });
  }
}
