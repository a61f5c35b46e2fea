import type { Check, Step } from './story.js';

const linesMax = 14;
const textMax = 100;

/** A step for a person to read: what was done, and the beginning of the answer. */
export function stepText({ what, answer }: Step): string {
  const lines = JSON.stringify(shortened(answer), null, 1).split('\n');
  const shown = lines.length > linesMax ? [...lines.slice(0, linesMax), ' …'] : lines;
  return `  ${what}\n${shown.map((line) => `      ${line}`).join('\n')}`;
}

export const checkText = ({ name, expected, actual, ok }: Check): string =>
  ok ? `  ✓ ${name}${typeof expected === 'boolean' ? '' : `: ${told(actual)}`}` : `  ✗ ${name}: expected ${told(expected)}, got ${told(actual)}`;

const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Lists to their first, texts to their beginning. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > textMax ? `${value.slice(0, textMax)}…` : value;
  if (Array.isArray(value)) {
    const first = value.slice(0, 1).map(shortened);
    return value.length > 1 ? [...first, `… ${value.length} in all`] : first;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shortened(member)]));
}
