import type { Tally } from './tally.js';
import type { Provider } from './tenant.js';

/** What was imported, and under whom. */
export interface Imported {
  readonly provider: Provider;
  readonly issuerId: string;
  readonly tally: Tally;
}
