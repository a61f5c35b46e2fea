import { Html, html } from '@cairn/pages';
import type { Refused } from '../../refused.js';
import { boardPath, signInPath, signOutPath } from '../paths.js';
import type { Visitor } from '../visitor.js';
import { style } from './style.js';

/** A page of the board up to its first section, so that it can be sent before there are figures. */
export const pageStart = (title: string, current: string | null, views: readonly { readonly name: string; readonly title: string }[], visitor: Visitor, query: string): Html =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – Cairn</title><style>${new Html(style)}</style></head>
<body><header>${whoLine(visitor, current)}
<nav aria-label="Figures"><ul>${[{ name: null, title: 'Overview' }, ...views].map(({ name, title: words }) => html`<li><a href="${boardPath}${name === null ? '' : `/${name}`}${tenantOnly(query)}"${name === current && new Html(' aria-current="page"')}>${words}</a></li>`)}</ul></nav></header>
<main><h1>${title}</h1>
`;

export const pageEnd = html`</main></body>
</html>
`;

/** Filters of one view mean nothing to another; the organisation does. */
function tenantOnly(query: string): string {
  const tenant = new URLSearchParams(query).get('tenant');
  return tenant === null ? '' : `?${new URLSearchParams({ tenant })}`;
}

function whoLine({ tenants, tenant, isSignedIn }: Visitor, current: string | null): Html {
  const others = tenants.filter(({ tenantId }) => tenantId !== tenant);
  const own = tenants.find(({ tenantId }) => tenantId === tenant);
  const path = `${boardPath}${current === null ? '' : `/${current}`}`;
  return html`<p class="who"><span>Stacking analytics${own && html` of <strong><bdi>${own.tenantName}</bdi></strong>`}${others.map(({ tenantId, tenantName }) => html` · <a href="${path}?${new URLSearchParams({ tenant: tenantId })}"><bdi>${tenantName}</bdi></a>`)}</span>${isSignedIn && html`<a href="${signOutPath}">Sign out</a>`}</p>`;
}

/** What came instead of figures, in words, with the code that the graph answered. */
export const refusedSection = ({ code, message, retryable }: Refused): Html =>
  html`<div class="refused" role="alert"><strong>This cannot be shown.</strong> ${message}${retryable && ' Try again in a moment.'} <a href="/docs/errors#${code}">${code}</a></div>`;

export const missingSection = (why: string): Html => html`<p role="status">${why}</p>`;

/** For somebody who is nobody yet. */
export const signInSection = (backTo: string): Html =>
  html`<p>Figures are for the staff and the programs of an organisation. Sign in as one of its members; what you see then is what you may see there: exact figures with the right ANALYSE over the whole organisation and over its awards, published ones otherwise.</p>
<p><a class="button" href="${signInPath}?${new URLSearchParams({ to: backTo })}">Sign in</a></p>
<p class="quiet">A program sends its key: <code>Authorization: Bearer &lt;key&gt;</code> works here as it does for <code>/graphql</code>, for the pages and for CSV, SVG and PNG.</p>`;
