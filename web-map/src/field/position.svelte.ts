/** The phone's own position while on shift. */
import type { OwnPosition } from '../live/socket';

export type GpsState = 'off' | 'waiting' | 'denied' | 'on';

export class OwnGps {
  state = $state<GpsState>('off');
  /** The last fix. */
  last = $state.raw<OwnPosition | null>(null);
  private watch: number | null = null;

  constructor(private readonly share: (fix: OwnPosition) => void) {}

  start(): void {
    if (this.watch !== null) return;
    if (!('geolocation' in navigator)) {
      this.state = 'denied';
      return;
    }
    this.state = 'waiting';
    this.watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        this.state = 'on';
        this.last = {
          position: [coords.longitude, coords.latitude],
          at: new Date(timestamp).toISOString(),
          speed: coords.speed,
          bearing: coords.heading === null || Number.isNaN(coords.heading) ? null : coords.heading,
          accuracy: coords.accuracy,
        };
        this.share(this.last);
      },
      ({ code, PERMISSION_DENIED }) => (this.state = code === PERMISSION_DENIED ? 'denied' : 'waiting'),
      { enableHighAccuracy: true, maximumAge: 1000 },
    );
  }

  stop(): void {
    if (this.watch !== null) navigator.geolocation.clearWatch(this.watch);
    this.watch = null;
    this.state = 'off';
    this.last = null;
  }
}
