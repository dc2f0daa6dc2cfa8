/** Calls about what the service is: read, compared, changed whole. */
import { call } from './api';
import type { Configuration, Difference, PastChange } from './types';

/** Where the configuration lies as a file, for a link. */
export const CONFIGURATION_FILE = '/api/v1/configuration/file';

export const configurationApi = {
  configuration: () => call<Configuration>('GET', '/configuration'),
  /** Refused when `version` is not the one that holds. */
  configure: (configuration: Configuration, version: number) => change('/configuration', configuration, version),
  configureByFile: (file: string, version: number) => change('/configuration/file', { file }, version),
  /** What a file would change. */
  differences: async (file: string) =>
    (await call<{ changes: Difference[] }>('POST', '/configuration/differences', { file })).changes,
  /** Every change so far, newest first. */
  history: () => call<PastChange[]>('GET', '/configuration/history'),
};

function change(path: string, body: unknown, version: number): Promise<Configuration> {
  return call<Configuration>('PUT', path, body, { version, key: crypto.randomUUID() });
}
