/** The socket: connects, resumes where it was, and comes back after a loss without asking for everything again. */
import type { LngLat, ServerMessage } from '../wire/types';

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MOST_MS = 15_000;
const CLOSE_GAP = 4000;

/** `live`: every event arrives; `connecting`: trying now; `waiting`: trying again at `retryAt`. */
export type LinkState = 'connecting' | 'live' | 'waiting' | 'closed';

export interface SocketOptions {
  url: string;
  topics: ('events' | 'positions')[];
  /** Called for every text frame that continues the sequence. */
  onMessage: (message: ServerMessage) => void;
  onPositions: (frame: ArrayBuffer) => void;
  onState: (state: LinkState) => void;
  /** Called when a connection ended before it was welcomed; the session may have ended. */
  onRefused: () => void;
  open?: (url: string) => WebSocket;
  /** A number in [0, 1). */
  random?: () => number;
}

export interface OwnPosition {
  position: LngLat;
  at: string;
  speed: number | null;
  bearing: number | null;
  accuracy: number | null;
}

export class LiveSocket {
  private socket: WebSocket | null = null;
  private epoch: string | null = null;
  private seq: number | null = null;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watched = new Set<string>();
  private welcomed = false;
  private stopped = false;

  constructor(private readonly options: SocketOptions) {}

  /** Connects now, at once even if it was waiting to try again. */
  start(): void {
    this.stopped = false;
    clearTimeout(this.retry);
    if (this.socket) return;
    this.options.onState('connecting');
    const open = this.options.open ?? ((url: string) => new WebSocket(url));
    const socket = open(this.options.url);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.welcomed = false;
    socket.onopen = () => this.hello();
    socket.onmessage = ({ data }) => {
      if (this.socket === socket) this.receive(data);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
  }

  /** Leaves for good, or until `start`. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.options.onState('closed');
  }

  /** Gives up the present connection, which may be dead without knowing it, and connects anew. */
  reconnect(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close(CLOSE_GAP);
    this.start();
  }

  /** Asks for the recommendation of a request whenever it changes; kept over reconnects. */
  watch(request: string): void {
    this.watched.add(request);
    this.send({ type: 'watch', request });
  }

  unwatch(request: string): void {
    this.watched.delete(request);
    this.send({ type: 'unwatch', request });
  }

  /** Tells the own position; `false` when not connected. */
  position(fix: OwnPosition): boolean {
    return this.send({ type: 'position', ...fix });
  }

  private hello(): void {
    this.socket?.send(
      JSON.stringify({
        type: 'hello',
        proto: 1,
        epoch: this.epoch,
        last_seq: this.seq,
        topics: this.options.topics,
        bbox: null,
      }),
    );
  }

  private send(message: object): boolean {
    if (!this.socket || !this.welcomed) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private receive(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      this.options.onPositions(data);
      return;
    }
    const message = JSON.parse(String(data)) as ServerMessage;
    switch (message.type) {
      case 'welcome':
        this.welcome(message.epoch);
        break;
      case 'snapshot':
        this.epoch = message.epoch;
        this.seq = message.seq;
        break;
      case 'event':
        if (this.seq === null || message.seq > this.seq + 1) {
          this.reconnect();
          return;
        }
        // Seen already: the ring and the live stream may overlap after a resume.
        if (message.seq <= this.seq) return;
        this.seq = message.seq;
        break;
      default:
        break;
    }
    this.options.onMessage(message);
  }

  private welcome(epoch: string): void {
    // Another epoch is another log: its numbers mean something else, and a snapshot follows.
    if (this.epoch !== epoch) this.seq = null;
    this.epoch = epoch;
    this.failures = 0;
    this.welcomed = true;
    for (const request of this.watched) this.send({ type: 'watch', request });
    this.options.onState('live');
  }

  private lost(): void {
    const refused = !this.welcomed;
    this.socket = null;
    this.welcomed = false;
    if (this.stopped) return;
    this.options.onState('waiting');
    if (refused) this.options.onRefused();
    const most = Math.min(BACKOFF_MOST_MS, BACKOFF_FIRST_MS * 2 ** this.failures);
    this.failures += 1;
    const random = this.options.random ?? Math.random;
    this.retry = setTimeout(() => this.start(), most / 2 + (most / 2) * random());
  }
}
