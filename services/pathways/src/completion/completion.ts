export type CompletionState = 'CURRENT' | 'SUSPENDED' | 'ANNULLED';

/** How a completion was found: by which number of version and method, and from which versions of which awards. */
export interface Ground {
  readonly version: number;
  readonly method: 'linear' | 'heuristic' | 'flow' | 'milp';
  readonly inputs: readonly { readonly award: string; readonly version: number }[];
}

/** The part of a completion that evaluation decides. Days are civil days in UTC. */
export interface StoredCompletion {
  readonly id: string;
  readonly state: CompletionState;
  /** First day on which every requirement held. */
  readonly completedOn: string;
  readonly currentSince: string | null;
  readonly lapsedOn: string | null;
  /** Awards counted when it was reached, at most 500. */
  readonly countedAwards: readonly string[];
  /** What it rests on; null for those of before it was kept. */
  readonly ground: Ground | null;
  /** Grows by one with each event told of it. */
  readonly version: number;
}

/** The recorded fact that an earner completed a pathway. */
export interface Completion extends StoredCompletion {
  readonly tenant: string;
  readonly enrolment: string;
  readonly updatedAt: Date;
}

export type CompletionKind = 'reached' | 'lost' | 'restored' | 'annulled';

/** One change of a completion: what is told, from which day it holds, and the version after it. */
export interface CompletionStep {
  readonly kind: CompletionKind;
  /** First day. */
  readonly on: string;
  readonly version: number;
}
