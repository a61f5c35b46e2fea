import { hidden, type TableCell, type Unit } from './table.js';

/** A figure as people read it. What is kept back says so; what there is none of is a dash. */
export function words(value: TableCell, unit: Unit): string {
  if (value === hidden) return 'hidden';
  if (value === null) return '–';
  if (typeof value === 'string') return unit === 'share' ? boundInWords(value) : value;
  if (unit === 'share') return percent(value);
  if (unit === 'points') return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`;
  if (unit === 'ratio') return value.toFixed(2);
  return value.toLocaleString('en-GB');
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** `<0.05` as `below 5.0 %`. */
export function boundInWords(bound: string): string {
  const [, sign, share] = /^([<>])=?([\d.]+)$/.exec(bound) ?? [];
  return sign && share ? `${sign === '<' ? 'below' : 'above'} ${percent(Number(share))}` : bound;
}
