import type { Chart } from './chart/chart.js';
import type { Form } from './form.js';

/** Asks the public graph as whoever looks at the board. Throws Refused with the graph's own code and message. */
export type Ask = <Answer>(query: string, variables: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** A control of a form; its name is that of the entry in the address. */
export type Field = FieldOf<'select', { readonly options: readonly (readonly [value: string, words: string])[] }> | FieldOf<'date' | 'text' | 'number', object>;

type FieldOf<Kind extends string, More> = { readonly kind: Kind; readonly name: string; readonly label: string; readonly value: string; readonly hint?: string } & More;

/** What a view found: a chart, or what has to be chosen before there is one. */
export interface Seen {
  readonly chart: Chart | null;
  readonly fields: readonly Field[];
  /** Why there is no chart; null where there is one. */
  readonly missing: string | null;
}

/** One question of the board. */
export interface View {
  readonly name: string;
  readonly title: string;
  /** The question in a sentence. */
  readonly lead: string;
  /** What can be chosen, also while nothing can be shown. */
  fields(form: Form): readonly Field[];
  /** Throws Refused, with the graph's own reason. */
  look(form: Form, ask: Ask): Promise<Seen>;
}
