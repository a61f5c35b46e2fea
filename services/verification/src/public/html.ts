import { createHash } from 'node:crypto';

/** Text that is safe to put into a page; made by `html` only. */
export class Html {
  constructor(readonly text: string) {}
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const shown = (value: unknown): string => {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(shown).join('');
  return value === null || value === undefined ? '' : String(value).replace(/[&<>"']/g, (sign) => escapes[sign] ?? '');
};

/** Every value is escaped, except what is Html already. */
export const html = (parts: TemplateStringsArray, ...values: readonly unknown[]): Html =>
  new Html(parts.map((part, position) => part + (position < values.length ? shown(values[position]) : '')).join(''));

/** A link where the address is https or http, else its text alone: what issuers write is not trusted with a scheme. */
export const link = (address: string, text: string): Html =>
  /^https?:\/\//i.test(address) ? html`<a href="${address}" rel="noopener nofollow">${text}</a>` : html`${text}`;

const style = `
body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.5rem;color:#1b1f24;background:#fff}
h1{line-height:1.2;font-size:1.75rem}h2{font-size:1.25rem;margin-top:2rem}
dt{font-weight:600;margin-top:.75rem}dd{margin:0}
a{color:#0b57a4}a:focus-visible{outline:3px solid #0b57a4;outline-offset:2px}
.verdict{padding:.75rem 1rem;border:2px solid;border-radius:.25rem;font-weight:600}
.VALID{color:#0a5c2b}.INVALID{color:#a1131a}.UNKNOWN{color:#6b4a00}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid #d0d5da}
@media (prefers-color-scheme:dark){body{color:#e8eaed;background:#15181c}a{color:#8ab8ff}.VALID{color:#7fdca0}.INVALID{color:#ff9a9e}.UNKNOWN{color:#f2c66d}}
`;

/** For the content security policy: the one style the pages may use. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** A whole page. Works without script, by keyboard and with a screen reader. */
export const page = (language: string, title: string, body: Html): string =>
  html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${new Html(style)}</style></head>
<body><main>${body}</main></body>
</html>
`.text;
