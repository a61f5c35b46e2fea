import { least } from '@cairn/disclosure';
import type { Chance } from '@cairn/metrics/testing';
import { LinearModel, type Solver, type Term, type Variable } from '@cairn/requirements';
import { pinnedTargets, type Target } from './pinned-targets.js';

/** Between what the sum of some counts lies at an end of observation, as readers are told. */
export interface ToldSum {
  readonly counts: readonly string[];
  readonly at: string;
  readonly from: number;
  readonly to: number;
}

/** A publication of counts that only grow, and what is true. */
export interface GrowingObservation {
  readonly observationEnd: string;
  /** What each permitted query tells. */
  readonly queries: readonly (readonly ToldSum[])[];
  readonly truth: ReadonlyMap<string, number>;
}

/** What nobody may tell closely where it is small. */
export interface Guarded {
  /** Sums of counts, by name. */
  readonly sums: ReadonlyMap<string, readonly string[]>;
  /** Whether what they grew by from one publication to another is to stay hidden as well. */
  readonly withGrowth: boolean;
}

/**
 * The attack on figures that have no cohorts: their counts grow from one publication to the next, by whoever came meanwhile. What
 * is small is to stay hidden from whoever joins two queries, and all. He knows what is counted, and that
 * nothing is ever taken off.
 */
export function pinnedGrowth(observations: readonly GrowingObservation[], guarded: Guarded, pairs: number, chance: Chance, solver: Solver): string[] {
  const queries = observations.flatMap((observation) => observation.queries);
  const pinned = new Set<string>();
  const join = (told: readonly ToldSum[]) => {
    for (const name of new GrowthAttack(observations, told).pinned(guarded, solver)) pinned.add(name);
  };
  for (let pair = 0; pair < pairs && queries.length > 0; pair += 1) join([...chance.of(queries), ...chance.of(queries)]);
  join(queries.flat());
  return [...pinned];
}

class GrowthAttack {
  private readonly model = new LinearModel();
  private readonly grown = new Map<string, Variable>();

  constructor(
    private readonly observations: readonly GrowingObservation[],
    told: readonly ToldSum[],
  ) {
    for (const { counts, at, from, to } of told) {
      const sum = counts.flatMap((count) => this.between(count, '', at));
      if (from === to) this.model.equal(sum, from);
      else {
        this.model.atLeast(sum, from);
        this.model.atMost(sum, to);
      }
    }
  }

  pinned(guarded: Guarded, solver: Solver): string[] {
    const ends = ['', ...this.observations.map(({ observationEnd }) => observationEnd)];
    const targets = [...guarded.sums].flatMap(([name, counts]) =>
      (guarded.withGrowth ? ends : ends.slice(0, 1)).flatMap((after, at) =>
        ends.slice(at + 1).flatMap((until): Target[] => {
          const count = counts.reduce((sum, one) => sum + this.truth(one, until) - this.truth(one, after), 0);
          if (count < 1 || count >= least) return [];
          return [{ name: JSON.stringify([name, after, until, count]), terms: counts.flatMap((one) => this.between(one, after, until)) }];
        }),
      ),
    );
    return pinnedTargets(this.model, targets, solver);
  }

  /** What a count grew by from one end of observation, or the beginning, to another. */
  private between(count: string, after: string, until: string): Term[] {
    return this.observations.flatMap(({ observationEnd }): Term[] => (observationEnd > after && observationEnd <= until ? [[1, this.variable(`${count} ${observationEnd}`)]] : []));
  }

  private variable(name: string): Variable {
    const variable = this.grown.get(name) ?? this.model.amount(100_000);
    this.grown.set(name, variable);
    return variable;
  }

  private truth(count: string, until: string): number {
    return this.observations.find(({ observationEnd }) => observationEnd === until)?.truth.get(count) ?? 0;
  }
}
