/** A small form: its command is sent once, and a refusal is shown at the field that it is about. */
import { told } from '../text/problem';
import { ApiError } from '../wire/api';

export class Form {
  busy = $state(false);
  private problem = $state.raw<{ field: string | null; text: string } | null>(null);

  /** `fields` are those that can show a problem; `ondone` is called once the command was taken. */
  constructor(
    private readonly fields: readonly string[],
    private readonly ondone: () => void,
  ) {}

  async send(command: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      await command();
      this.ondone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // The server names fields in fields by their path.
      this.refuse(error.field?.split('.').at(-1) ?? null, told(error));
    } finally {
      this.busy = false;
    }
  }

  /** Shows a problem at a field, or at the form when it has no such field. */
  refuse(field: string | null, text: string): void {
    this.problem = { field: field !== null && this.fields.includes(field) ? field : null, text };
  }

  /** Takes back what was said: it has been seen to. */
  clear(): void {
    this.problem = null;
  }

  /** What is wrong with a field; with the form as a whole when `null`. */
  at(field: string | null): string | null {
    return this.problem?.field === field ? this.problem.text : null;
  }
}
