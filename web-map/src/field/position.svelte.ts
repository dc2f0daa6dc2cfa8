/** The phone's own position while on shift. */
import type { OwnPosition } from '../live/socket';

export type GpsState = 'off' | 'waiting' | 'denied' | 'on';

/** A phone that lies still may tell nothing new; it is asked again, so that a standing team does not look stale. */
const ASK_AGAIN_MS = 10_000;
const OPTIONS: PositionOptions = { enableHighAccuracy: true, maximumAge: 1000 };

export class OwnGps {
  state = $state<GpsState>('off');
  /** The last fix. */
  last = $state.raw<OwnPosition | null>(null);
  private watch: number | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly onFix: () => void) {}

  start(): void {
    if (this.watch !== null) return;
    if (!('geolocation' in navigator)) {
      this.state = 'denied';
      return;
    }
    this.state = 'waiting';
    this.watch = navigator.geolocation.watchPosition(this.take, this.fail, OPTIONS);
    this.timer = setInterval(() => navigator.geolocation.getCurrentPosition(this.take, this.fail, OPTIONS), ASK_AGAIN_MS);
  }

  stop(): void {
    if (this.watch !== null) navigator.geolocation.clearWatch(this.watch);
    clearInterval(this.timer);
    this.watch = null;
    this.state = 'off';
    this.last = null;
  }

  private readonly take = ({ coords, timestamp }: GeolocationPosition): void => {
    // An answer may come after the shift has ended.
    if (this.watch === null) return;
    this.state = 'on';
    this.last = {
      position: [coords.longitude, coords.latitude],
      at: new Date(timestamp).toISOString(),
      speed: coords.speed,
      bearing: coords.heading === null || Number.isNaN(coords.heading) ? null : coords.heading,
      accuracy: coords.accuracy,
    };
    this.onFix();
  };

  private readonly fail = ({ code, PERMISSION_DENIED }: GeolocationPositionError): void => {
    if (this.watch === null) return;
    if (code === PERMISSION_DENIED) this.state = 'denied';
    else if (this.last === null) this.state = 'waiting';
  };
}
