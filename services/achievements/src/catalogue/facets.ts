import { isAssessed } from '../achievement-version/claim-basis.js';
import type { ClaimBasis, EffortBand } from '../schema.types.js';

/** A combination of facets, as `catalogue_entry.flavour` or `terms` has it, and how many entries share it. */
export interface Combination {
  readonly half: 'flavour' | 'terms';
  readonly combination: string;
  readonly count: number;
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

type Facet = 'issuerSector' | 'useCase' | 'claimBasis' | 'assessed' | 'level' | 'cost' | 'earningModes' | 'language';

export interface Facets extends Readonly<Record<Facet, readonly FacetCount[]>> {
  readonly total: number;
  readonly effort: readonly { readonly value: EffortBand; readonly count: number }[];
}

/** In the order of the migration that puts them together. */
type Flavour = [sector: string, useCase: string, basis: ClaimBasis, modes: string[]];
type Terms = [level: string | null, languages: string[], band: EffortBand, cost: string];

const mostLevels = 100;

/** Counts by each facet, the most frequent value first. */
export function facetsOf(combinations: readonly Combination[]): Facets {
  const counts = new Map<string, Map<string, number>>();
  const add = (facet: Facet | 'effort', value: string, count: number) => {
    const ofFacet = counts.get(facet) ?? new Map<string, number>();
    counts.set(facet, ofFacet.set(value, (ofFacet.get(value) ?? 0) + count));
  };
  let total = 0;
  for (const { half, combination, count } of combinations) {
    if (half === 'flavour') {
      const [sector, useCase, basis, modes] = JSON.parse(combination) as Flavour;
      total += count;
      add('issuerSector', sector, count);
      add('useCase', useCase, count);
      add('claimBasis', basis, count);
      add('assessed', String(isAssessed(basis)), count);
      for (const mode of modes) add('earningModes', mode, count);
    } else {
      const [level, languages, band, cost] = JSON.parse(combination) as Terms;
      if (level !== null) add('level', level, count);
      for (const language of languages) add('language', language, count);
      add('effort', band, count);
      add('cost', cost, count);
    }
  }
  const of = (facet: Facet | 'effort'): FacetCount[] =>
    [...(counts.get(facet) ?? [])].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return {
    total,
    issuerSector: of('issuerSector'),
    useCase: of('useCase'),
    claimBasis: of('claimBasis'),
    assessed: of('assessed'),
    earningModes: of('earningModes'),
    level: of('level').slice(0, mostLevels),
    language: of('language').slice(0, mostLevels),
    effort: of('effort') as Facets['effort'],
    cost: of('cost'),
  };
}
