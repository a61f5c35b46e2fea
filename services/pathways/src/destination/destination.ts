export type DestinationKind = 'MILESTONE' | 'EXIT';

/** A milestone or an exit as it is recorded: its own completion. Days are civil days in UTC. */
export interface StoredDestination {
  readonly id: string;
  readonly kind: DestinationKind;
  /** Id of the milestone's node, or of the exit. */
  readonly node: string;
  readonly state: 'CURRENT' | 'SUSPENDED' | 'ANNULLED';
  readonly reachedOn: string;
  readonly lostOn: string | null;
  /** Grows by one with each event told of it. */
  readonly version: number;
  /** The version that governed when it was reached, and the achievement to award; null when it awards nothing by itself. */
  readonly pathwayVersion: string;
  readonly achievement: string | null;
}

/** How one stands by an evaluation; `periods` are those in which it held, each [from, until). */
export interface EvaluatedDestination {
  readonly kind: DestinationKind;
  readonly node: string;
  readonly achievement: string | null;
  readonly periods: readonly { readonly from: string; readonly until: string | null }[];
}

export interface DestinationStep {
  readonly kind: 'reached' | 'lost' | 'restored' | 'annulled';
  readonly on: string;
  readonly version: number;
}

export interface DestinationChange {
  readonly after: StoredDestination;
  readonly steps: readonly DestinationStep[];
}
