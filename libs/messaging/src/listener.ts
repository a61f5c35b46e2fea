import type { Envelope, EventContract } from '@cairn/events';
import type { Tx } from '@cairn/postgres';

/**
 * What became of an event: `applied`; `stale` when the copy is as new or newer (dropped); `early` when an earlier
 * version of the aggregate is still to come (parked until it has).
 */
export type Outcome = 'applied' | 'stale' | 'early';

/** One thing a service does when it hears an event, inside the transaction that remembers it. */
export interface Listener<Data = never> {
  readonly contract: EventContract<Data>;
  readonly hear: (tx: Tx, event: Envelope<Data>) => Promise<Outcome>;
}

/** Binds a contract to its effect, so that the data's type follows from the contract. */
export function listenTo<Data>(
  contract: EventContract<Data>,
  hear: (tx: Tx, event: Envelope<Data>) => Promise<Outcome>,
): Listener {
  return { contract, hear } as unknown as Listener;
}
