import { createHash } from 'node:crypto';
import { Html, html } from '@cairn/service';
import type { DrawnPathway } from './drawn-pathway.js';
import type { Layout } from './map-layout.js';
import { boxWidth, type MapBox, type MapPlan, padding } from './map-plan.js';
import { isRightToLeft, plainText } from './wrapped-text.js';

/** Colours tell nothing that the shape of the frame, the sign and the word do not tell as well. */
const style = `
.cairn-map{--ink:#1b1f24;--box:#fff;--quiet:#4a5663;--line:#6b7885;--done:#0a5c2b;--more:#0b57a4;--begun:#6b4a00;--open:#4a5663;--held:#a1131a;--waived:#5b2a86;font-family:system-ui,'Noto Sans',sans-serif}
@media (prefers-color-scheme:dark){.cairn-map{--ink:#e8eaed;--box:#1f252c;--quiet:#aeb8c2;--line:#8793a0;--done:#7fdca0;--more:#8ab8ff;--begun:#f2c66d;--open:#aeb8c2;--held:#ff9a9e;--waived:#cfa8f5}}
.cairn-map text{fill:var(--ink);font-size:14px;font-weight:600}
.cairn-map .asks{fill:var(--quiet);font-size:12px;font-weight:400}
.cairn-map .frame{fill:var(--box);stroke:var(--line);stroke-width:1.5}
.cairn-map .line{fill:none;stroke:var(--line);stroke-width:1.5}
.cairn-map .order{fill:none;stroke:var(--quiet);stroke-width:1.5;stroke-dasharray:2 5;stroke-linecap:round}
.cairn-map .tip{fill:var(--line)}
.cairn-map .sign{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.cairn-map .full{fill:currentColor}
.cairn-map .said{fill:currentColor;font-size:12px;font-weight:600}
.cairn-map .state-SATISFIED{color:var(--done)}.cairn-map .state-SATISFIED>.frame{stroke:currentColor;stroke-width:3}
.cairn-map .state-SURPLUS{color:var(--more)}.cairn-map .state-SURPLUS>.frame{stroke:currentColor;stroke-width:1.5}
.cairn-map .state-PARTIAL{color:var(--begun)}.cairn-map .state-PARTIAL>.frame{stroke:currentColor;stroke-width:2;stroke-dasharray:10 4}
.cairn-map .state-UNMET{color:var(--open)}.cairn-map .state-UNMET>.frame{stroke:currentColor;stroke-dasharray:2 4}
.cairn-map .state-BLOCKED{color:var(--held)}.cairn-map .state-BLOCKED>.frame{stroke:currentColor;stroke-width:3;stroke-dasharray:3 3}
.cairn-map .state-WAIVED{color:var(--waived)}.cairn-map .state-WAIVED>.frame{stroke:currentColor;stroke-width:2;stroke-dasharray:14 4 2 4}
.cairn-map .state-UNDECIDED{color:var(--quiet)}.cairn-map .state-UNDECIDED>.frame{stroke:currentColor;stroke-dasharray:1 5}
@media (forced-colors:active){.cairn-map{--ink:CanvasText;--box:Canvas;--quiet:CanvasText;--line:CanvasText;--done:CanvasText;--more:CanvasText;--begun:CanvasText;--open:CanvasText;--held:CanvasText;--waived:CanvasText}}
`;

/** For the content security policy of a page that the picture stands in. */
export const mapStyleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** The sign of each state, within 16 × 16. */
const signs: Readonly<Record<string, Html>> = {
  SATISFIED: html`<circle class="sign" cx="8" cy="8" r="7"/><path class="sign" d="M4.5 8.5l2.5 2.5 4.5-5.5"/>`,
  SURPLUS: html`<circle class="sign" cx="8" cy="8" r="7"/><path class="sign" d="M8 4.5v7M4.5 8h7"/>`,
  PARTIAL: html`<circle class="sign" cx="8" cy="8" r="7"/><path class="full" d="M8 1a7 7 0 0 1 0 14z"/>`,
  UNMET: html`<circle class="sign" cx="8" cy="8" r="7"/>`,
  BLOCKED: html`<path class="sign" d="M8 1l7 7-7 7-7-7zM5 8h6"/>`,
  WAIVED: html`<rect class="sign" x="1" y="1" width="14" height="14"/><path class="sign" d="M4.5 11.5l7-7"/>`,
  UNDECIDED: html`<circle class="sign" cx="8" cy="8" r="7"/><path class="sign" d="M5.5 6a2.5 2.5 0 1 1 2.5 2.5v1.5M8 12v1"/>`,
};

/**
 * The picture of a pathway as SVG 1.1, to be embedded or kept as a file. Everything written by people is escaped, broken
 * into lines and clipped to its box.
 *
 * @param key makes ids of this picture differ from those of others on the same page; letters, digits and underscores
 */
export function mapSvg(pathway: DrawnPathway, { boxes, folded }: MapPlan, { width, height, ...layout }: Layout, key: string): string {
  const id = (name: string) => `cairn-map-${name}-${key}`;
  const places = new Map(layout.boxes.map((place) => [place.id, place]));
  const title = plainText(`Map of the pathway ${pathway.title}`);
  const about = plainText(describe(pathway, boxes.size - 1, folded));
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="cairn-map" role="img" aria-labelledby="${id('title')} ${id('about')}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title id="${id('title')}">${title}</title><desc id="${id('about')}">${about}</desc><style>${new Html(style)}</style><defs><marker id="${id('tip')}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0l8 4-8 4z"/></marker>${[...boxes.values()].map(
    (box, at) => html`<clipPath id="${id(`box${at}`)}"><rect width="${boxWidth}" height="${box.height}"/></clipPath>`,
  )}</defs>${layout.lines.map(
    (line) => html`<path class="${line.isOrder ? 'order' : 'line'}" d="${curve(line, places)}" marker-end="url(#${id('tip')})"/>`,
  )}${layout.boxes.map(({ id: of, x, y }, at) => {
    const box = boxes.get(of);
    return box && drawnBox(box, { x: x - boxWidth / 2, y: y - box.height / 2 }, id(`box${at}`));
  })}</svg>`.text;
}

function describe({ asks, leadsTo, progress, order }: DrawnPathway, drawn: number, folded: number): string {
  const parts = [
    `${asks}${leadsTo === null ? '' : `, leading to ${leadsTo}`}.`,
    `${drawn} ${drawn === 1 ? 'part is' : 'parts are'} drawn${folded > 0 ? `, ${folded} more lie beneath` : ''}.`,
    ...(order.length > 0 ? ['Dotted lines show an order.'] : []),
    ...(progress ? [`${progress.word}: ${progress.satisfied} of ${progress.total} requirements are satisfied.`] : []),
    'The text beside the map says the same.',
  ];
  return parts.join(' ');
}

function drawnBox(box: MapBox, { x, y }: { x: number; y: number }, clip: string): Html {
  const lines: Html[] = [];
  let top = padding;
  const write = (text: string, size: number, kind: string, indent = 0): void => {
    const rtl = isRightToLeft(text);
    top += size;
    lines.push(html`<text${kind !== '' && html` class="${kind}"`} x="${rtl ? boxWidth - padding - indent : padding + indent}" y="${top - 4}"${rtl && html` direction="rtl"`}>${text}</text>`);
  };
  for (const line of box.asks) write(line, 16, 'asks');
  for (const line of box.title) write(line, 18, '');
  if (box.folded > 0) write(`and ${box.folded} parts beneath`, 16, 'asks');
  const state = box.state !== null && signs[box.state] ? box.state : null;
  if (box.standing.length > 0) top += 6;
  const sign = state !== null && html`<g transform="translate(${padding} ${top})">${signs[state]}</g>`;
  for (const line of box.standing) write(line, 16, 'said', 24);
  return html`<g transform="translate(${round(x)} ${round(y)})"${state !== null && html` class="state-${state}"`}><title>${plainText(box.whole)}</title><rect class="frame" width="${boxWidth}" height="${box.height}" rx="${box.isGoal ? box.height / 4 : 6}"/>${box.milestone && html`<path class="tip" d="M${boxWidth - 26} 0h14v18l-7-5-7 5z"/>`}<g clip-path="url(#${clip})">${lines}${sign}</g></g>`;
}

/** From the side of one box to the facing side of the other: one bow, or through the bends of a line that goes past other boxes. */
function curve({ from, to, points }: Layout['lines'][number], places: ReadonlyMap<string, Layout['boxes'][number]>): string {
  const [one, other] = [places.get(from), places.get(to)];
  if (!one || !other) return '';
  const forward = Math.sign(other.x - one.x) || 1;
  const stops = [{ x: one.x + (forward * boxWidth) / 2, y: one.y }, ...(points.length > 3 ? points.slice(1, -1) : []), { x: other.x - (forward * boxWidth) / 2, y: other.y }];
  return stops.reduce((path, { x, y }, at) => {
    const before = stops[at - 1];
    if (!before) return `M${round(x)} ${round(y)}`;
    const middle = round((before.x + x) / 2);
    return `${path}C${middle} ${round(before.y)} ${middle} ${round(y)} ${round(x)} ${round(y)}`;
  }, '');
}

const round = (value: number): number => Math.round(value * 10) / 10;
