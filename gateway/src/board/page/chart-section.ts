import { Html, html } from '@cairn/pages';
import type { Chart } from '../chart/chart.js';
import { hidden, type Table, type TableCell, tableOf, type Unit } from '../chart/table.js';
import { words } from '../chart/words.js';

interface Shown {
  readonly chart: Chart;
  /** As ECharts drew it. */
  readonly svg: string;
  /** Tells the sections of one page apart. */
  readonly name: string;
  /** Where the same is to be had in other forms: without the ending. */
  readonly path: string;
  readonly query: string;
}

/** A chart with its table, its definition, and links to the same as CSV, SVG and PNG. */
export function chartSection({ chart, svg, name, path, query }: Shown): Html {
  const links = (['csv', 'svg', 'png'] as const).map((form) => html`<a href="${path}.${form}${query}" download>${form.toUpperCase()}</a> ${downloads[form]}`);
  return html`<figure>
<div class="chart" role="region" tabindex="0" aria-label="Chart, scrollable: ${chart.title}">${new Html(svg)}</div>
<figcaption><strong>${chart.title}.</strong> ${observed(chart)}${chart.note !== null && html` ${chart.note}`}${tableOf(chart).rows.flat().includes(hidden) && html` <span class="hidden">Hidden</span> figures are kept back so that nobody can be recognised; they are not zero.`}</figcaption>
</figure>
${medians(chart)}<details><summary>The figures as a table</summary><div class="scroll" role="region" tabindex="0" aria-label="Table, scrollable: ${chart.title}">${tableHtml(tableOf(chart), chart.title)}</div></details>
<details><summary>What it means</summary>${meaning(chart, name)}</details>
<p class="downloads">The same as ${links.map((link, at) => (at === 0 ? link : html`, ${link}`))}.</p>`;
}

const downloads = { csv: 'for spreadsheets', svg: 'for print', png: 'for slides' } as const;

function observed({ observationEnd, windowDays, publishedAt }: Chart): Html {
  const parts = [
    observationEnd === null ? null : html`observed until <time datetime="${observationEnd}">${observationEnd}</time>`,
    windowDays === null ? null : html`window of ${words(windowDays, 'days')} days`,
    publishedAt === null ? null : html`as published on <time datetime="${publishedAt}">${publishedAt.slice(0, 10)}</time>`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? html`` : html`<span class="quiet">(${parts.map((part, at) => (at === 0 ? part : html`; ${part}`))})</span>`;
}

function medians(chart: Chart): Html | null {
  if (chart.kind !== 'curves') return null;
  const items = chart.medians.map(({ series, days, n }) => html`<li>${series}: ${days === null ? 'half was never reached' : `half by ${words(days, 'days')} days`}${n !== null && html` <span class="quiet">(${words(n, 'count')} earners)</span>`}</li>`);
  return html`<ul>${items}</ul>`;
}

function tableHtml({ columns, rows }: Table, caption: string): Html {
  const head = columns.map(({ title, unit }) => html`<th scope="col"${unit === 'text' && new Html(' class="words"')}>${title}</th>`);
  const cell = (value: TableCell, unit: Unit) => html`<td${value === hidden ? new Html(' class="hidden"') : unit === 'text' && new Html(' class="words"')}>${words(value, unit)}</td>`;
  const body = rows.map(([first = null, ...others]) => html`<tr><th scope="row"><bdi>${words(first, 'text')}</bdi></th>${others.map((value, at) => cell(value, columns[at + 1]?.unit ?? 'text'))}</tr>
`);
  return html`<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function meaning({ metric }: Chart, name: string): Html {
  const entries = [
    ['Counted', metric.numerator],
    ['Out of', metric.denominator],
    ['Who is left out', metric.censoring],
    ['To be said beside it', metric.note],
  ].filter(([, text]) => text !== null);
  return html`<p id="${name}-definition"><strong>${metric.name}</strong> (<code>${metric.id}</code>). ${metric.definition}</p>
<dl>${entries.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`;
}
