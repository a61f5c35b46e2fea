import type { Check, Step } from './story.js';

const linesMax = 16;
const textMax = 100;

/** A step for a person to read: what was done, and the beginning of the answer. */
export function stepText({ what, answer }: Step): string {
  const lines = linesOf(answer);
  const shown = lines.length > linesMax ? [...lines.slice(0, linesMax), `… ${lines.length - linesMax} more lines`] : lines;
  return `  ${what}\n${shown.map((line) => `      ${line}`).join('\n')}`;
}

export const checkText = ({ name, expected, actual, ok }: Check): string =>
  ok ? `  ✓ ${name}${typeof expected === 'boolean' ? '' : `: ${told(actual)}`}` : `  ✗ ${name}: expected ${told(expected)}, got ${told(actual)}`;

const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A value as indented lines; small objects on one line, of long lists the first. */
function linesOf(value: unknown): string[] {
  const small = oneLine(value);
  if (small !== undefined) return [small];
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    const rest = value.length > 1 ? [`… ${value.length} in all`] : [];
    return [...linesOf(first).map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`)), ...rest];
  }
  return Object.entries(value as object).flatMap(([key, member]) => {
    const text = oneLine(member);
    return text === undefined ? [`${key}`, ...linesOf(member).map((line) => `  ${line}`)] : [`${key}: ${text}`];
  });
}

/** The value on one line when it fits there. */
function oneLine(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length > textMax ? `${value.slice(0, textMax)}…` : value;
  if (typeof value !== 'object' || value === null) return String(value);
  const text = JSON.stringify(value).replaceAll('"', '').replaceAll(',', ', ').replaceAll(':', ': ');
  return text.length <= textMax ? text : undefined;
}
