import { dayNumber } from '../civil-day.js';
import type { World } from '../fact-rows.js';
import { generatedCatalogue, type GeneratedPathway } from './generated-catalogue.js';
import { type EarnerFacts, GeneratedEarner } from './generated-earner.js';
import { generatedId } from './generated-id.js';

export interface GeneratedOptions {
  readonly seed: number;
  /** How many awards; the last earner's are whole, so that there may be some more. */
  readonly awards: number;
  /** First and last day on which something may happen. */
  readonly from?: string;
  readonly until?: string;
  /** How many pathways; left out: one for every 10,000 awards, 10 to 400. */
  readonly pathways?: number;
}

/** A world that need not be in memory: what all of it shares, then one earner after another. */
export interface GeneratedFacts {
  readonly tenant: string;
  readonly observationEnd: string;
  readonly shared: Pick<World, 'dim_achievement' | 'dim_skill'>;
  readonly pathways: readonly GeneratedPathway[];
  earners(): Generator<EarnerFacts>;
}

/** The same facts for the same options, in whatever pieces they are taken. */
export function generatedFacts({ seed, awards, from = '2014-01-01', until = '2025-12-31', pathways = Math.min(400, Math.max(10, Math.round(awards / 10_000))) }: GeneratedOptions): GeneratedFacts {
  const catalogue = generatedCatalogue(seed, pathways);
  const span = { first: dayNumber(from), last: dayNumber(until) };
  return {
    tenant: generatedId('tenant', seed, 0),
    observationEnd: until,
    shared: { dim_achievement: catalogue.achievements, dim_skill: catalogue.skills },
    pathways: catalogue.pathways,
    *earners() {
      for (let n = 0, made = 0; made < awards; n += 1) {
        const { facts } = new GeneratedEarner(seed, n, catalogue, span);
        made += facts.fact_award.length;
        yield facts;
      }
    },
  };
}
