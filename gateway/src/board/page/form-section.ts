import { Html, html } from '@cairn/pages';
import type { Field } from '../view.js';

/** The filters of a view: a form by GET, so that what was chosen stands in the address. */
export const formSection = (path: string, fields: readonly Field[], kept: readonly (readonly [name: string, value: string])[]): Html =>
  html`<form method="get" action="${path}" aria-label="Filters">${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}${fields.map(control)}<button type="submit">Show</button></form>`;

function control(field: Field): Html {
  const { name, label, value, hint } = field;
  const described = hint === undefined ? '' : new Html(` aria-describedby="${name}-hint"`);
  const input =
    field.kind === 'select'
      ? html`<select name="${name}"${described}>${optionsOf(field.options, value).map(([option, words]) => html`<option value="${option}"${option === value && new Html(' selected')}>${words}</option>`)}</select>`
      : html`<input type="${field.kind}" name="${name}" value="${value}"${described}>`;
  return html`<label>${label}${input}${hint !== undefined && html`<span class="hint" id="${name}-hint">${hint}</span>`}</label>`;
}

/** What stands in the address and is none of the usual choices stays chosen. */
const optionsOf = (options: readonly (readonly [string, string])[], value: string): readonly (readonly [string, string])[] =>
  value === '' || options.some(([option]) => option === value) ? options : [...options, [value, value]];
