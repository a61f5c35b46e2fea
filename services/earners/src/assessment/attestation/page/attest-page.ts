import { createHash } from 'node:crypto';
import { Html, html } from '@cairn/service';
import type { ShownToAttestor } from '../attestation-answering.service.js';
import type { AttestWords } from './attest-words.js';

const style = `
body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:0 auto;padding:1.5rem;color:#1b1f24;background:#fff}
h1{line-height:1.2;font-size:1.75rem}dt{font-weight:600;margin-top:.75rem}dd{margin:0;white-space:pre-line;overflow-wrap:anywhere}
label{display:block;font-weight:600;margin-top:1rem}
input,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #5a6470;border-radius:.25rem;color:inherit;background:transparent}
.wrong{padding:.75rem 1rem;border:2px solid #a1131a;border-radius:.25rem;color:#a1131a}
button{font:inherit;font-weight:600;margin:1.25rem .75rem 0 0;padding:.6rem 1.25rem;border:2px solid #0b57a4;border-radius:.25rem;color:#fff;background:#0b57a4;cursor:pointer}
button.other{color:#0b57a4;background:transparent}
button:focus-visible,input:focus-visible,textarea:focus-visible{outline:3px solid #0b57a4;outline-offset:2px}
@media (prefers-color-scheme:dark){body{color:#e8eaed;background:#15181c}button.other{color:#8ab8ff;border-color:#8ab8ff}.wrong{color:#ff9a9e;border-color:#ff9a9e}button:focus-visible,input:focus-visible,textarea:focus-visible{outline-color:#8ab8ff}}
`;

/** Nothing is loaded, run or embedded, nothing is kept, and nobody else learns the address. */
export const attestHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** What was typed and has to be typed again, and why. */
export interface AttestForm {
  /** Hidden token: the form was sent from this page. */
  readonly token: string;
  readonly hours: string;
  readonly remarks: string;
  readonly wrong: readonly string[];
}

/** The page on which somebody confirms or declines. Works without script, by keyboard and with a screen reader. */
export const attestPage = (words: AttestWords, { attestation, terms, earner, facts }: ShownToAttestor, { token, hours, remarks, wrong }: AttestForm): string =>
  page(
    words,
    words.title,
    html`${wrong.length > 0 && html`<div class="wrong" role="alert" id="wrong">${wrong.map((each) => html`<p>${each}</p>`)}</div>`}
<p>${words.intro(earner ?? '', facts.title ?? '', facts.issuer ?? '')}</p>
<dl>
<dt>${words.role}</dt><dd>${attestation.role}</dd>
<dt>${words.host}</dt><dd>${terms.host}</dd>
<dt>${words.period}</dt><dd><time datetime="${attestation.from}">${attestation.from}</time> – <time datetime="${attestation.until}">${attestation.until}</time></dd>
<dt>${words.hours}</dt><dd>${attestation.hours}</dd>
<dt>${words.statement}</dt><dd>${terms.statement}</dd>
</dl>
<form method="post">
<input type="hidden" name="token" value="${token}">
<label for="hours">${words.hoursConfirmed}</label>
<input id="hours" name="hours" inputmode="decimal" required maxlength="10" value="${hours}"${wrong.length > 0 && html` aria-describedby="wrong"`}>
<label for="remarks">${words.remarks}</label>
<textarea id="remarks" name="remarks" rows="4" maxlength="2000">${remarks}</textarea>
<button type="submit" name="answer" value="confirm">${words.confirm}</button>
<button class="other" type="submit" name="answer" value="decline" formnovalidate>${words.decline}</button>
</form>`,
  );

export const attestMessage = (words: AttestWords, title: string, text: string, role: 'status' | 'alert'): string => page(words, title, html`<p role="${role}">${text}</p>`);

const page = ({ language }: AttestWords, title: string, body: Html): string =>
  html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${new Html(style)}</style></head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>
`.text;
