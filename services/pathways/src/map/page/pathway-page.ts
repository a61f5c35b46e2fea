import { createHash } from 'node:crypto';
import { Html, html } from '@cairn/service';
import type { DrawnNode } from '../drawn-pathway.js';
import { orderWords } from '../map-words.js';
import { mapStyleHash } from '../map-svg.js';
import type { PathwayMap } from '../map.service.js';
import { plainText } from '../wrapped-text.js';

const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--quiet:#4a5663;--line:#c9d2da;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#15181c;--quiet:#aeb8c2;--line:#3a444f;--link:#8ab8ff}}
*{box-sizing:border-box}
body{font:1rem/1.55 system-ui,sans-serif;margin:0;color:var(--ink);background:var(--paper)}
main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{line-height:1.2;font-size:1.75rem;margin:.5rem 0 1rem}h2{font-size:1.25rem;margin:2rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line)}
h1,h2,p,li,a{overflow-wrap:anywhere}
.quiet{color:var(--quiet)}
a{color:var(--link)}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.map{overflow:auto;max-height:85vh;border:1px solid var(--line);border-radius:.5rem}
.map svg{display:block}
ul{padding-inline-start:1.25rem}li{margin:.35rem 0}
@media print{.map{overflow:visible;max-height:none;border:0}.map svg{max-width:100%;height:auto}}
`;

/** For the content security policy: the styles of the page and of the picture in it, and nothing else. */
export const pageStyleHashes: readonly string[] = [`'sha256-${createHash('sha256').update(style).digest('base64')}'`, mapStyleHash];

/** What the page says of the version. */
export interface PageFacts {
  readonly number: number;
  /** `YYYY-MM-DD`; null when not known. */
  readonly publishedOn: string | null;
  readonly membersOnly: boolean;
}

/** A public pathway: picture, and every requirement in words. Works without script, by keyboard and with a screen reader. */
export const pathwayPage = ({ svg, pathway }: PathwayMap, { number, publishedOn, membersOnly }: PageFacts): string =>
  page(
    pathway.title,
    html`<h1 dir="auto">${plainText(pathway.title)}</h1>
<p>${pathway.asks}${pathway.leadsTo !== null && html`, leading to <bdi><strong>${plainText(pathway.leadsTo)}</strong></bdi>`}.${membersOnly && ' Only members of the organisation may follow it.'}</p>
<p class="quiet">Version ${number}${publishedOn !== null && html`, published on <time datetime="${publishedOn}">${publishedOn}</time>`}.</p>
<section aria-labelledby="map"><h2 id="map">Map</h2>
<p>The map reads towards the whole pathway. Everything in it is also said in words <a href="#requirements">below</a>.</p>
<div class="map" role="region" aria-label="Map, scrollable" tabindex="0">${new Html(svg)}</div></section>
<section aria-labelledby="requirements"><h2 id="requirements">Requirements</h2>
${list(pathway.nodes)}</section>${orderSection(pathway)}`,
  );

/** The same for what does not exist and for what is not public: it names nothing that was asked for. */
export const missingPage = (): string => page('Not found', html`<h1>Not found</h1><p>There is nothing public at this address.</p>`);

const list = (nodes: readonly DrawnNode[]): Html => html`<ul>${nodes.map(item)}</ul>`;

function item({ title, asks, path, optional, milestone, children }: DrawnNode): Html {
  const text = plainText(title);
  const notes = [title === asks ? null : asks, optional ? 'optional' : null, milestone ? 'a milestone' : null].filter((note) => note !== null);
  return html`<li><bdi>${path === null ? html`<strong>${text}</strong>` : html`<a href="${path}">${text}</a>`}</bdi>${notes.length > 0 && ` (${notes.join('; ')})`}${children.length > 0 && list(children)}</li>`;
}

function orderSection({ nodes, order }: PathwayMap['pathway']): Html | null {
  const titles = new Map<string, string>();
  const visit = (node: DrawnNode): void => {
    titles.set(node.id, plainText(node.title));
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  const known = order.filter(({ before, after }) => titles.has(before) && titles.has(after));
  if (known.length === 0) return null;
  return html`<section aria-labelledby="order"><h2 id="order">Order</h2><ul>${known.map(
    ({ before, after, mode }) => html`<li><bdi>${titles.get(after)}</bdi> ${orderWords[mode] ?? 'comes after'} <bdi>${titles.get(before)}</bdi>.</li>`,
  )}</ul></section>`;
}

const page = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${plainText(title)}</title><style>${new Html(style)}</style></head>
<body><main>${body}</main></body>
</html>
`.text;
