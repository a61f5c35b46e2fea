import type { Form } from '../form.js';
import type { Field } from '../view.js';

/** Windows that are counted ahead; any other may be typed into the address. */
const windows = ['90', '180', '365', '730', '1460'] as const;

export const windowField = (form: Form): Field => ({
  kind: 'select',
  name: 'window',
  label: 'Window',
  value: form.text('window') ?? '365',
  options: windows.map((days) => [days, `${Number(days).toLocaleString('en-GB')} days`] as const),
});

export const untilField = (form: Form): Field => ({ kind: 'date', name: 'asOf', label: 'Observed until', value: form.text('asOf') ?? '', hint: 'Left empty: yesterday, or the day of publication.' });

export const windowOf = (form: Form): number => form.whole('window') ?? 365;

/** Dimensions by which a chart may be told apart, in words. */
export const dimensionWords: Readonly<Record<string, string>> = {
  COHORT_QUARTER: 'Cohort (quarter)',
  COHORT_MONTH: 'Cohort (month)',
  ACHIEVEMENT: 'First achievement',
  ISSUER: 'Issuer',
  PATHWAY: 'Pathway',
  FIELD: 'Field of study',
  LEVEL: 'Level',
  KIND: 'Kind',
  REGION: 'Region',
};

export const dimensionField = (form: Form, dimensions: readonly string[], none: string | null, usual: string): Field => ({
  kind: 'select',
  name: 'by',
  label: 'Told apart by',
  value: form.text('by') ?? usual,
  options: [...(none === null ? [] : [['NONE', none] as const]), ...dimensions.map((dimension) => [dimension, dimensionWords[dimension] ?? dimension] as const)],
});
