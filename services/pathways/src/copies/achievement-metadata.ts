import type { AchievementVersionText } from '@cairn/events';
import { fieldOfStudy } from './field-of-study.js';
import { type StatedCost, statedCost } from './stated-cost.js';

/** What a published version says of an achievement, as selectors look at it. Amounts in hundredths. */
export interface VersionMetadata {
  readonly type: string | null;
  readonly tags: readonly string[];
  /** Addresses. */
  readonly skills: readonly string[];
  /** Codes of these skills, by address. */
  readonly skillCodes: Readonly<Record<string, string>>;
  readonly level: number | string | null;
  readonly groups: readonly string[];
  readonly series: string | null;
  readonly assessed: boolean;
  readonly measures: Readonly<Record<string, number>>;
  readonly code: string;
}

/** One entry of the history of an achievement: `set` is in effect from a civil day on. */
export interface MetadataEntry {
  readonly version: string;
  readonly from: string;
  readonly set: Partial<VersionMetadata>;
  /** What it costs its earner; left out of versions of before this was kept. */
  readonly cost?: StatedCost;
  /** Code of its field of study; left out where none is stated. */
  readonly field?: string;
}

/** What is kept of a version for stacking; its texts are not. */
export function metadataOf(text: AchievementVersionText): MetadataEntry {
  const { achievementVersion, publishedOn, achievementType, tags, alignments, level, stated, assessed, creditsAvailable, code } = text;
  const field = fieldOfStudy(alignments);
  const coded = alignments.flatMap(({ targetUrl, targetCode }) => (targetCode === null ? [] : [[targetUrl, targetCode] as const]));
  return {
    version: achievementVersion,
    from: publishedOn,
    cost: statedCost(text),
    ...(field === null ? {} : { field }),
    set: {
      type: achievementType,
      tags,
      skills: [...new Set(alignments.map(({ targetUrl }) => targetUrl))],
      skillCodes: Object.fromEntries(coded),
      level: level !== null && /^\d{1,9}$/.test(level) ? Number(level) : level,
      groups: Array.isArray(stated.groups) ? stated.groups.filter((group) => typeof group === 'string') : [],
      series: typeof stated.series === 'string' ? stated.series : null,
      assessed,
      measures: measuresOf(creditsAvailable),
      code,
    },
  };
}

/** Units are free text: each is known as it is written and in small letters, so that `ects` finds ECTS. */
function measuresOf(credits: AchievementVersionText['creditsAvailable']): Record<string, number> {
  const measures: Record<string, number> = {};
  for (const { unit, amount } of credits)
    for (const name of new Set([unit, unit.toLowerCase()])) measures[name] = (measures[name] ?? 0) + Math.round(amount * 100);
  return measures;
}

/** Subject and number of a code such as `CS 2500`; null when it has no such shape. */
export function codeOf(code: string): { readonly subject: string; readonly number: number } | null {
  const [, subject, number] = /^(\p{L}[\p{L}&]*)[\s._-]*(\d{1,9})/u.exec(code) ?? [];
  return subject === undefined || number === undefined ? null : { subject, number: Number(number) };
}

/** The history with one more version, oldest first; of two published on a day the later one told holds. */
export const withEntry = (history: readonly MetadataEntry[], entry: MetadataEntry): MetadataEntry[] =>
  [...history.filter(({ version }) => version !== entry.version), entry].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
