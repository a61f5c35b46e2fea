import type { Envelope, EventContract } from '@cairn/events';
import type { Tx } from '@cairn/postgres';

/**
 * What became of an event: `applied`; `stale` when the copy is as new or newer (dropped); `early` when an earlier
 * version of the aggregate is still to come (parked until it has).
 */
export type Outcome = 'applied' | 'stale' | 'early';

/** One thing a service does when it hears events, inside the transaction that remembers them. */
export interface Listener<Data = never> {
  readonly contract: EventContract<Data>;
  /** Events of the contract and of one tenant, in order: one, or more where `inRuns`. */
  readonly hear: (tx: Tx, events: readonly [Envelope<Data>, ...Envelope<Data>[]]) => Promise<Outcome>;
  /** Events that follow one another are heard together, so that hundreds cost as few statements as one. */
  readonly inRuns: boolean;
}

/** Binds a contract to its effect, so that the data's type follows from the contract. */
export function listenTo<Data>(contract: EventContract<Data>, hear: (tx: Tx, event: Envelope<Data>) => Promise<Outcome>): Listener {
  return { contract, hear: (tx: Tx, [event]: readonly [Envelope<Data>]) => hear(tx, event), inRuns: false } as unknown as Listener;
}

/** The same for an effect that takes many events of one tenant at once. `early` of one of them is that of all: they come again singly. */
export function listenToRuns<Data>(contract: EventContract<Data>, hear: (tx: Tx, events: readonly [Envelope<Data>, ...Envelope<Data>[]]) => Promise<Outcome>): Listener {
  return { contract, hear, inRuns: true } as unknown as Listener;
}
