import type { LocalisedText } from '@cairn/requirements';

/** One text of a localised one: English where there is some, else the first. */
export function textOf(text: LocalisedText | null | undefined): string | null {
  if (text === null || text === undefined || typeof text === 'string') return text ?? null;
  return text.en ?? Object.values(text)[0] ?? null;
}
