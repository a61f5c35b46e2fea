import type { RequestHandler } from 'express';
import { type GraphQLSchema, isEnumType } from 'graphql';
import { errorCodes } from '../error-codes.js';

/** `GET /docs/errors`: a paragraph for each code, under the anchor that `docs` in errors and refusals points to. */
export function errorPage(schema: GraphQLSchema): RequestHandler {
  const page = render(schema);
  return (_request, response) => {
    response.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'").type('html').send(page);
  };
}

function render(schema: GraphQLSchema): string {
  const refusals = schema.getType('UserErrorCode');
  const values = isEnumType(refusals) ? refusals.getValues() : [];
  const faults = Object.entries(errorCodes);
  // A code of both kinds (NOT_FOUND) has one anchor, on the refusal, to which userErrors link.
  const taken = new Set(values.map(({ name }) => name));
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Error codes - Cairn</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}dt{font-family:monospace;font-weight:bold;margin-top:1rem}:target{background:#ff9}</style></head>
<body>
<h1>Error codes</h1>
<h2>Refusals (<code>userErrors[].code</code>)</h2>
<p>The request was understood; a rule said no. Nothing was changed.</p>
<dl>${values.map(({ name, description }) => entry(name, name, description ?? '')).join('')}</dl>
<h2>Faults (<code>errors[].extensions.code</code>, <code>code</code> in problem documents)</h2>
<p>Repeat a request only where <code>retryable</code> is true. Quote <code>requestId</code> when you ask for help.</p>
<dl>${faults.map(([code, { meaning, status }]) => entry(taken.has(code) ? undefined : code, code, `${meaning} (HTTP ${status})`)).join('')}</dl>
</body></html>
`;
}

const entry = (anchor: string | undefined, code: string, text: string): string =>
  `<dt${anchor ? ` id="${anchor}"` : ''}>${code}</dt><dd>${marked(text)}</dd>\n`;

/** Plain text with `code` marks, as HTML. */
const marked = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/`([^`]+)`/g, '<code>$1</code>');
