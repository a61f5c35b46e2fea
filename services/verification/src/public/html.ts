import { createHash } from 'node:crypto';
import { Html, html } from '@cairn/service';

export { Html, html };

/** A link where the address is https or http, else its text alone: what issuers write is not trusted with a scheme. */
export const link = (address: string, text: string): Html =>
  /^https?:\/\//i.test(address) ? html`<a href="${address}" rel="noopener nofollow">${text}</a>` : html`${text}`;

const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#f4f7fa;--quiet:#4a5663;--line:#c9d2da;--link:#0b57a4;--good:#0a5c2b;--bad:#a1131a;--open:#6b4a00}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#15181c;--soft:#1f252c;--quiet:#aeb8c2;--line:#3a444f;--link:#8ab8ff;--good:#7fdca0;--bad:#ff9a9e;--open:#f2c66d}}
*{box-sizing:border-box}
body{font:1rem/1.55 system-ui,sans-serif;margin:0;color:var(--ink);background:var(--paper)}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{line-height:1.2;font-size:1.75rem;margin:.5rem 0 1rem}h2{font-size:1.25rem;margin:2.25rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line)}h3{font-size:1.05rem;margin:1.25rem 0 .25rem}
h1,h2,h3,p,li,dd,td,th,a,code{overflow-wrap:anywhere}
p.said{white-space:pre-line}.quiet{color:var(--quiet)}
dl{margin:0}dt{font-weight:600;margin-top:.75rem}dd{margin:0}
@media (min-width:40rem){dl.two{display:grid;grid-template-columns:13rem 1fr;gap:.35rem 1rem}dl.two dt{margin:0}}
a{color:var(--link)}
a:focus-visible,button:focus-visible,input:focus-visible,textarea:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.verdict{display:flow-root;padding:.75rem 1rem;border:2px solid;border-radius:.5rem;font-weight:600}
.VALID{color:var(--good)}.INVALID{color:var(--bad)}.UNKNOWN{color:var(--open)}
ol.steps{padding-left:1.5rem}ol.steps li{margin:.6rem 0}ol.steps strong{display:inline-block;margin-right:.35rem}
img{max-width:100%;height:auto}.badge{display:block;width:11rem;margin:0 0 1rem}
@media (min-width:40rem){.badge{float:right;margin:0 0 1rem 1.5rem}}
.qr{width:10rem;background:#fff;border:.5rem solid #fff}
button,.button{display:inline-block;font:inherit;font-weight:600;padding:.5rem 1rem;border:2px solid var(--link);border-radius:.4rem;color:var(--link);background:transparent;cursor:pointer;text-decoration:none;min-height:2.75rem}
button[aria-disabled=true]{opacity:.7}
.copy{display:flex;flex-wrap:wrap;gap:.5rem;align-items:flex-end;margin:.75rem 0}.copy label{flex:1 1 14rem;min-width:0;font-weight:600}
input,textarea{display:block;width:100%;font:inherit;font-weight:400;margin-top:.25rem;padding:.5rem;border:1px solid var(--quiet);border-radius:.4rem;color:inherit;background:var(--soft)}
textarea{resize:vertical}
details{border:1px solid var(--line);border-radius:.5rem;padding:.25rem 1rem;margin:1rem 0}summary{font-weight:600;padding:.6rem 0;cursor:pointer}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}
[hidden]{display:none!important}
.name{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (prefers-reduced-motion:reduce){*{scroll-behavior:auto}}
@media (forced-colors:active){.verdict{border-color:CanvasText}}
@media print{details,.copy,button,.noprint{display:none}}
`;

/** For the content security policy: the one style the pages may use. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** What the head of a page says besides its title. */
export interface PageHead {
  readonly extra?: Html;
  /** A script that makes more of the page; it works without. */
  readonly script?: { readonly address: string; readonly integrity: string };
}

/** A whole page. Works without script, by keyboard and with a screen reader. */
export const page = (language: string, title: string, body: Html, { extra, script }: PageHead = {}): string =>
  html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${extra}<style>${new Html(style)}</style>${
    script && html`<script type="module" src="${script.address}" integrity="${script.integrity}" crossorigin="anonymous"></script>`
  }</head>
<body><main>${body}</main></body>
</html>
`.text;
