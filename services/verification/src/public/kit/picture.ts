import { basisWords } from '@cairn/clarity';
import { html, type Html } from '@cairn/service';
import type { ShownAward } from '../shown-award.js';
import { dayWords, stateWords, validityWords } from './state-words.js';
import { textLines } from './text-lines.js';

const family = 'DejaVu Sans, Verdana, sans-serif';
const ink = '#12263a';

/** One line of text in a picture. */
const line = (text: string, x: number, y: number, { size, bold = false, fill = ink, anchor = 'start' }: { size: number; bold?: boolean; fill?: string; anchor?: 'start' | 'middle' }): Html =>
  html`<text x="${x}" y="${y}" font-family="${family}" font-size="${size}" font-weight="${bold ? 700 : 400}" fill="${fill}" text-anchor="${anchor}">${text}</text>`;

const svg = (width: number, height: number, title: string, body: readonly Html[]): string =>
  html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title>${body}</svg>`.text;

/** The badge of an award, 600 × 600: what it is, from whom, and on which basis. It stays the same whatever becomes of the award. */
export function badgeSvg({ name, title, basis, issuer }: Pick<ShownAward, 'name' | 'title' | 'basis' | 'issuer'>): string {
  const lines = textLines(name, 11.5, 4);
  const top = 300 - (lines.length - 1) * 23;
  return svg(600, 600, `${title}, ${issuer.name}`, [
    html`<circle cx="300" cy="300" r="290" fill="#f4f7fa" stroke="#0b57a4" stroke-width="16"/><circle cx="300" cy="300" r="262" fill="none" stroke="#0b57a4" stroke-width="3"/>`,
    ...textLines(issuer.name, 15, 2).map((text, at, all) => line(text, 300, 130 - (all.length - 1 - at) * 30, { size: 24, anchor: 'middle', fill: '#33485c' })),
    ...lines.map((text, at) => line(text, 300, top + at * 46, { size: 38, bold: true, anchor: 'middle' })),
    ...textLines(basisWords(basis), 15, 2).map((text, at) => line(text, 300, 472 + at * 32, { size: 26, anchor: 'middle', fill: '#0b57a4' })),
  ]);
}

/** The picture that other sites show with a link, 1200 × 630: the same with dates and state. */
export function previewSvg(award: ShownAward): string {
  const lines = textLines(award.name, 17.5, 3);
  const bad = award.state !== 'ACTIVE';
  return svg(1200, 630, `${award.title}, ${award.issuer.name}`, [
    html`<rect width="1200" height="630" fill="#f4f7fa"/><rect width="1200" height="18" fill="${bad ? '#a1131a' : '#0b57a4'}"/>`,
    ...textLines(award.issuer.name, 34, 1).map((text) => line(text, 72, 104, { size: 32, fill: '#33485c' })),
    ...lines.map((text, at) => line(text, 72, 192 + at * 72, { size: 58, bold: true })),
    line(basisWords(award.basis), 72, 184 + lines.length * 72, { size: 36, fill: '#0b57a4' }),
    line(stateWords(award.state), 72, 482, { size: 30, bold: true, fill: bad ? '#a1131a' : '#0a5c2b' }),
    line(`Awarded ${dayWords(award.awardedOn)}`, 72, 532, { size: 28, fill: '#33485c' }),
    line(`Validity: ${validityWords(award)}`, 72, 576, { size: 28, fill: '#33485c' }),
  ]);
}
