import { createHash } from 'node:crypto';
import { Html, html } from '@cairn/service';

export { Html, html };

const style = `
body{font:1rem/1.5 system-ui,sans-serif;max-width:28rem;margin:0 auto;padding:1.5rem;color:#1b1f24;background:#fff}
h1{line-height:1.2;font-size:1.75rem}label{display:block;font-weight:600;margin-top:1rem}
input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #5a6470;border-radius:.25rem;color:inherit;background:transparent}
.hint{margin:.25rem 0 0}.host{font-size:1.5rem;font-weight:700;overflow-wrap:anywhere;margin:.25rem 0}.wrong{padding:.75rem 1rem;border:2px solid #a1131a;border-radius:.25rem;color:#a1131a}
button{font:inherit;font-weight:600;margin-top:1.25rem;padding:.6rem 1.25rem;border:2px solid #0b57a4;border-radius:.25rem;color:#fff;background:#0b57a4;cursor:pointer}
button.other{color:#0b57a4;background:transparent}
a{color:#0b57a4}a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid #0b57a4;outline-offset:2px}
@media (prefers-color-scheme:dark){body{color:#e8eaed;background:#15181c}a,button.other{color:#8ab8ff;border-color:#8ab8ff}.wrong{color:#ff9a9e;border-color:#ff9a9e}a:focus-visible,button:focus-visible,input:focus-visible{outline-color:#8ab8ff}}
`;

/** For the content security policy: the one style the pages may use. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** A whole page in English. Works without script, by keyboard and with a screen reader. */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${new Html(style)}</style></head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>
`.text;
