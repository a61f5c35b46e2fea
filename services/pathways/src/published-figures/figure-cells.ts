import { all, cellAt, type CellId, type Lattice, type Measure, type Place, type Publication, rateAt } from '@cairn/disclosure';
import type { MetricId } from '@cairn/metrics';
import { isPublic, lastOfEarlier, placeOfEarlier, windowOfTier } from './figure-lattice.js';
import { groupDimension } from './figure-set.js';

/** A published rate. */
export interface PublishedCell {
  /** 0 without a window. */
  readonly windowDays: number;
  /** What it is told apart by: dimensions of the catalogue, `GROUP_VALUE gender`, STEP, or OBSERVED, the longer window for which its cohorts were observed. */
  readonly dimensions: readonly string[];
  readonly keys: readonly string[];
  readonly numerator: number | null;
  readonly denominator: number;
  readonly bound: string | null;
  /** Observation end of the figure: an earlier one where it was kept. */
  readonly observationEnd: string;
}

/** What is told of the publication of one metric over one window. */
export interface PublishedSet {
  readonly metric: MetricId;
  readonly windowDays: number | null;
  readonly observationEnd: string;
  readonly publishedAt: Date;
  readonly shown: number;
  readonly hidden: number;
}

export interface ReadCell extends PublishedCell {
  readonly publishedAt: Date;
}

/** What everybody may read of a publication. */
export function shownCells(metric: MetricId, { places }: Lattice, publication: Publication): PublishedCell[] {
  return places.filter(isPublic).flatMap((place) => {
    const rate = rateAt(publication, place);
    if (!rate) return [];
    const told = toldOf(metric, place);
    const { numerator, denominator, bound, asOf } = rate;
    return [{ windowDays: Number(place[0]), dimensions: told.map(([dimension]) => dimension), keys: told.map(([, key]) => key), numerator, denominator, bound, observationEnd: asOf }];
  });
}

function toldOf(metric: MetricId, [, cohort = all, subject = all, group = all]: Place): [dimension: string, key: string][] {
  const told: [string, string][] = [];
  const tier = windowOfTier(cohort);
  if (tier !== null) told.push(['OBSERVED', tier]);
  else if (cohort !== all) told.push(['COHORT_QUARTER', cohort]);
  if (subject !== all) {
    const [first = '', second] = subject.split('/');
    if (metric === 'M9') told.push(['PATHWAY_VERSION', first], ['STEP', second ?? '']);
    else if (second !== undefined) told.push(['PATHWAY_VERSION', second]);
    else told.push([metric === 'M8' ? 'PATHWAY' : 'ACHIEVEMENT', first]);
  }
  const at = group.indexOf('=');
  if (group !== all) told.push([groupDimension(group.slice(0, at)), group.slice(at + 1)]);
  return told;
}

/** A publication as it is kept for the next one. */
export type KeptPublication = readonly (readonly [cell: string, count: number, asOf: string, isHidden: boolean])[];

export const keptOf = (publication: Publication): KeptPublication => [...publication].map(([cell, { count, asOf, isHidden }]) => [cell, count, asOf, isHidden]);

export const publicationOf = (kept: KeptPublication): Publication => new Map(kept.map(([cell, count, asOf, isHidden]) => [cell as CellId, { count, asOf, isHidden }]));

/**
 * What was told before, by the names that it has by now: a total of cohorts is one of those up to the quarter that was the last
 * one then, however many have come since. It is remembered under that name for good.
 */
export function withEarlierTotals(before: Publication): Publication {
  const named = new Map(before);
  for (const [cell, told] of before) {
    const [measure, ...place] = JSON.parse(cell) as [Measure, ...Place];
    const earlier = told.isHidden ? null : placeOfEarlier(place, told.asOf);
    if (earlier) named.set(cellAt(earlier, measure), told);
  }
  return named;
}

/** The places of totals that were told before. */
export const earlierTotals = (before: Publication): Place[] => [...before.keys()].map((cell) => (JSON.parse(cell) as [Measure, ...Place]).slice(1)).filter((place) => lastOfEarlier(place) !== null);

/** What is to be remembered of a publication and of all before. */
export const remembered = (before: Publication, publication: Publication): Publication =>
  new Map([...[...before].filter(([cell]) => lastOfEarlier((JSON.parse(cell) as [Measure, ...Place]).slice(1)) !== null), ...publication]);

/** How many rates of one window are shown and hidden. */
export function shownAndHidden({ places }: Lattice, publication: Publication, windowDays: number | null): { shown: number; hidden: number } {
  const told = places.filter((place) => place[0] === String(windowDays ?? 0) && isPublic(place));
  const shown = told.filter((place) => publication.get(cellAt(place, 'NUMERATOR'))?.isHidden === false && rateAt(publication, place)?.numerator !== null).length;
  return { shown, hidden: told.length - shown };
}
