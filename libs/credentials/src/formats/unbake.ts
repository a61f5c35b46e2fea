import { readUtf8 } from './json-text.js';
import { isPng } from './png-chunks.js';
import { unbakePng } from './png-credential.js';
import { unknown, type Refusal } from './reading.js';
import { unbakeSvg } from './svg-credential.js';

/** The text baked into a PNG or SVG image. */
export function unbake(image: Uint8Array): { ok: true; container: 'PNG' | 'SVG'; text: string } | Refusal {
  if (isPng(image)) {
    const found = unbakePng(image);
    return found.ok ? { ok: true, container: 'PNG', text: found.text } : found;
  }
  const text = readUtf8(image, 'The input');
  if (!text.ok) return text;
  if (!looksLikeXml(text.value))
    return unknown('FORMAT_NOT_SUPPORTED', 'The input is neither a PNG nor an SVG image.');
  const found = unbakeSvg(text.value);
  return found.ok ? { ok: true, container: 'SVG', text: found.text } : found;
}

export function looksLikeXml(text: string): boolean {
  return /^\s*</.test(text);
}
