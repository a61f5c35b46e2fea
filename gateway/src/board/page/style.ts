import { createHash } from 'node:crypto';
import { ink, line, quiet, veil } from '../drawing/style.js';

/** By night the inks of a drawing are those of the page; its series keep their colours. */
const drawn = [
  [ink, '--ink'],
  [quiet, '--quiet'],
  [line, '--line'],
  [veil, '--veil'],
].map(([colour, name]) => `.chart [fill="${colour}"]{fill:var(${name})}.chart [stroke="${colour}"]{stroke:var(${name})}`);

export const style = `
:root{color-scheme:light dark;--ink:${ink};--paper:#fff;--soft:#f4f7fa;--quiet:${quiet};--line:${line};--veil:${veil};--link:#0b57a4;--bad:#a1131a}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#15181c;--soft:#1f252c;--quiet:#aeb8c2;--line:#3a444f;--veil:#2c343d;--link:#8ab8ff;--bad:#ff9a9e}}
*{box-sizing:border-box}
body{font:1rem/1.55 system-ui,sans-serif;margin:0;color:var(--ink);background:var(--paper)}
header,main{max-width:64rem;margin:0 auto;padding:1rem}main{padding-bottom:4rem}
h1{line-height:1.2;font-size:1.75rem;margin:.25rem 0 .5rem}h2{font-size:1.25rem;margin:2rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line)}
h1,h2,p,li,a,dd,code{overflow-wrap:anywhere}
.quiet{color:var(--quiet)}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0}nav a{display:inline-block;padding:.35rem 0}nav [aria-current]{color:var(--ink);font-weight:600}
.who{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline;justify-content:space-between;margin:0 0 .5rem}
a{color:var(--link)}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
form{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:flex-start;margin:1rem 0}
label{flex:1 1 10rem;max-width:18rem;font-weight:600}.hint{display:block;font-weight:400;font-size:.875rem;color:var(--quiet)}
input,select{display:block;width:100%;min-height:2.75rem;font:inherit;font-weight:400;margin-top:.25rem;padding:.4rem .5rem;border:1px solid var(--quiet);border-radius:.4rem;color:inherit;background:var(--soft)}
button,.button{display:inline-block;font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1rem;border:2px solid var(--link);border-radius:.4rem;color:var(--link);background:transparent;cursor:pointer;text-decoration:none}
form>button{margin-top:1.75rem}
figure{margin:1rem 0}figcaption{margin:.5rem 0}
.chart{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;padding:.5rem}.chart svg{display:block;min-width:40rem;width:100%;height:auto}
${drawn.join('\n')}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}caption{text-align:start;font-weight:600;padding:.25rem 0}
th,td{text-align:end;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}th:first-child,td:first-child,.words{text-align:start}tbody th{font-weight:400;min-width:9rem}td{white-space:nowrap}td.words{white-space:normal;min-width:7rem}
.hidden{font-style:italic;color:var(--quiet)}
.refused{padding:.75rem 1rem;border:2px solid var(--bad);border-radius:.5rem}.refused strong{color:var(--bad)}
details{border:1px solid var(--line);border-radius:.5rem;padding:.25rem 1rem;margin:1rem 0}summary{font-weight:600;padding:.6rem 0;cursor:pointer}
dt{font-weight:600;margin-top:.5rem}dd{margin:0}
@media (prefers-reduced-motion:reduce){*{scroll-behavior:auto}}
@media (forced-colors:active){.refused{border-color:CanvasText}}
@media print{form,nav,.downloads{display:none}.chart{border:0}}
`;

/** For the content security policy: the one style of the board's pages, charts included. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
