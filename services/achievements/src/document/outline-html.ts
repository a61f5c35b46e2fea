import { createHash } from 'node:crypto';
import type { Block, Item, Outline, Said } from '@cairn/print';
import { Html, html } from '@cairn/service';

const style = `
body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.5rem;color:#1b1f24;background:#fff}
h1{line-height:1.2;font-size:1.75rem}h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1.1rem}
p,li,td{white-space:pre-line;overflow-wrap:anywhere}
dt{font-weight:600;margin-top:.75rem}dd{margin:0;overflow-wrap:anywhere}
a{color:#0b57a4}a:focus-visible{outline:3px solid #0b57a4;outline-offset:2px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid #d0d5da}
@media (prefers-color-scheme:dark){body{color:#e8eaed;background:#15181c}a{color:#8ab8ff}a:focus-visible{outline-color:#8ab8ff}}
`;

/** For the content security policy: the one style of the page. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** A page that works without script, by keyboard and with a screen reader. */
export const outlinePage = ({ title, language, blocks }: Outline): string =>
  html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${new Html(style)}</style></head>
<body><main>${blocks.map(blockHtml)}</main></body>
</html>
`.text;

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return heading(block.level, block);
    case 'text':
      return html`<p${lang(block)}>${block.text}</p>`;
    case 'facts':
      return html`<dl>${block.facts.map(({ term, said }) => html`<dt>${term}</dt><dd${lang(said)}>${said.text}</dd>`)}</dl>`;
    case 'list':
      return list(block.items);
    case 'table':
      return html`<table><thead><tr>${block.head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead><tbody>${block.rows.map(row)}</tbody></table>`;
    case 'links':
      return html`<ul>${block.links.map(({ text, address }) => html`<li><a href="${address}">${text}</a></li>`)}</ul>`;
  }
}

const lang = ({ language }: Said): Html | null => (language === undefined ? null : html` lang="${language}"`);

function heading(level: 1 | 2 | 3, said: Said): Html {
  if (level === 1) return html`<h1${lang(said)}>${said.text}</h1>`;
  return level === 2 ? html`<h2${lang(said)}>${said.text}</h2>` : html`<h3${lang(said)}>${said.text}</h3>`;
}

const list = (items: readonly Item[]): Html => html`<ul>${items.map((item) => html`<li${lang(item)}>${item.text}${item.items ? list(item.items) : null}</li>`)}</ul>`;

const row = ([first, ...others]: readonly Said[]): Html =>
  html`<tr>${first && html`<th scope="row"${lang(first)}>${first.text}</th>`}${others.map((said) => html`<td${lang(said)}>${said.text}</td>`)}</tr>`;
