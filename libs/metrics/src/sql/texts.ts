import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8').trim();

export type Base = 'award' | 'first_two' | 'stacker' | 'class' | 'enrolled' | 'completed' | 'cycle' | 'attempt';

/** What the SQL of a figure is put together from: common tables in the order in which they build on one another, and the way of answering. */
export interface FigureText {
  readonly base: readonly Base[];
  /** The table of units, or of what stands for them. */
  readonly unit: string | null;
  readonly answer: 'rate' | 'survival' | 'spread' | 'pairs' | 'dead_ends';
  /** What every answer is told apart by. */
  readonly always?: readonly string[];
  /** Other than the number of units and the sum of their hits. */
  readonly denominator?: string;
  readonly numerator?: string;
}

const stacking: readonly Base[] = ['award', 'first_two', 'stacker'];
const rate = (base: readonly Base[], unit: string, more: Partial<FigureText> = {}): FigureText => ({ base, unit, answer: 'rate', ...more });

/** By metric and figure. M14 has none: it compares the answers of others. */
const texts: Readonly<Record<string, FigureText>> = {
  'M0/M0': rate(['award'], 'M0', { denominator: 'count(distinct u.earner_key)' }),
  'M1/M1': rate(['award', 'first_two'], 'M1'),
  'M2/M2': rate([...stacking, 'class'], 'M2'),
  'M3/M3': rate([...stacking, 'class'], 'M3'),
  'M4/M4': rate([...stacking, 'class'], 'M4'),
  'M5/M5': rate(['award', 'first_two'], 'M5'),
  'M6/M6': rate([...stacking, 'completed'], 'M6'),
  'M7/M7': { base: ['award', 'first_two'], unit: 'M7', answer: 'survival' },
  'M8/M8': rate(['enrolled', 'completed'], 'M8'),
  'M9/M9': rate(['enrolled', 'completed'], 'M9', { always: ['step'] }),
  'M10/M10': rate(['enrolled', 'award'], 'M10'),
  'M11/M11': { base: ['award', 'enrolled', 'completed'], unit: 'M11', answer: 'spread' },
  'M12/M12': rate(['award', 'completed'], 'M12'),
  'M13/ACTIVE': rate(['award'], 'M13_ACTIVE'),
  'M13/RENEWAL': rate(['award', 'cycle'], 'M13_RENEWAL'),
  'M13/LAPSE': rate(['award', 'cycle'], 'M13_LAPSE'),
  'M15/FIRST': { base: ['award', 'first_two'], unit: 'M15_FIRST', answer: 'pairs' },
  'M15/ANY': { base: ['award', 'first_two'], unit: 'M15_ANY', answer: 'pairs' },
  'M16/M16': rate(['award'], 'M16'),
  'O1/O1': rate(['attempt'], 'O1'),
  'O2/O2': { base: ['attempt'], unit: 'O2', answer: 'survival' },
  'O3/O3': rate(stacking, 'O3'),
  'O4/O4': { base: ['award', 'first_two'], unit: null, answer: 'dead_ends' },
  'O5/O5': rate(['award'], 'O5', { denominator: 'count(distinct u.earner_key)', numerator: 'count(distinct case when u.hit = 1 then u.earner_key end)' }),
};

const kept = new Map<string, string>();

/** The text of a file, read once. */
export function sqlText(name: string): string {
  const text = kept.get(name) ?? read(name);
  kept.set(name, text);
  return text;
}

export const figureText = (metric: string, figure: string): FigureText | null => texts[`${metric}/${figure}`] ?? null;

/** Whether a figure can be narrowed to some tenants, issuers, achievements or pathways: its facts know of them. M14 can as what it compares. */
export function narrowedBy(metric: string, figure: string, scope: string): boolean {
  const how = figureText(metric, figure);
  return how === null || how.base.some((name) => sqlText(`base/${name}`).includes(`{${scope}:`));
}
