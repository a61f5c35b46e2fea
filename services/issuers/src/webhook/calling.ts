import type { FetchingSettings } from '@cairn/fetching';

/** How receivers are called. */
export interface Calling {
  /** Which hosts may be called though they are not public. */
  readonly fetching: FetchingSettings;
  /** Set: by a thread of its own, as services do. */
  readonly thread?: { readonly execArgv?: string[] };
}

export const CALLING = Symbol('CALLING');
