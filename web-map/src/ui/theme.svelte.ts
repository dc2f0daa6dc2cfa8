/** Day or night: chosen, or as the device says. */
const STORAGE_KEY = 'nearhand.theme';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

class ThemeState {
  choice = $state<ThemeChoice>('system');
  private deviceDark = $state(false);
  readonly current: Theme = $derived(
    this.choice === 'system' ? (this.deviceDark ? 'dark' : 'light') : this.choice,
  );

  /** Reads what was chosen and follows the device from now on. */
  apply(): void {
    const stored = localStorage.getItem(STORAGE_KEY);
    if (stored === 'light' || stored === 'dark') this.choice = stored;
    const query = matchMedia('(prefers-color-scheme: dark)');
    this.deviceDark = query.matches;
    this.paint();
    query.addEventListener('change', () => {
      this.deviceDark = query.matches;
      this.paint();
    });
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    localStorage.setItem(STORAGE_KEY, choice);
    this.paint();
  }

  private paint(): void {
    document.documentElement.dataset.theme = this.current;
  }
}

export const theme = new ThemeState();
