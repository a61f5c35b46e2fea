import { basisWords, factLabels, factText } from '@cairn/clarity';
import type { StepResult } from '@cairn/credentials';
import { outcomeWords, questionOf, verdictWords } from './check-words.js';
import { type Html, html, link, page, type PageHead } from './html.js';
import { kitSection } from './kit-section.js';
import { dayWords, stateSentence, stateWords, validityWords } from './kit/state-words.js';
import type { ShownAward, ShownEvidence } from './shown-award.js';

/** What the checks of this registry found. */
export interface ShownCheck {
  readonly verdict: 'VALID' | 'INVALID' | 'UNKNOWN';
  readonly steps: readonly StepResult[];
  readonly checkedAt: Date;
  readonly statusAsOf: Date | null;
}

/** How the award was opened, and what comes with the page. */
export interface PageTerms {
  readonly isPublic: boolean;
  /** Addresses of the forms for machines, with the secret where there is one. */
  readonly addresses: { readonly document: string; readonly list: string; readonly didDocument: string };
  readonly script?: PageHead['script'];
}

/** The page of an award for people: what it is, what it means, what is shown with it, and whether it holds. */
export function credentialPage(award: ShownAward, check: ShownCheck, { isPublic, addresses, script }: PageTerms): string {
  const body = html`
<article>
${isPublic && html`<img class="badge" src="${award.url}.svg" alt="" width="176" height="176">`}
<h1 lang="${award.language}">${award.title}</h1>
<p>Awarded by ${link(award.issuer.page, award.issuer.name)}</p>
<p class="verdict ${award.state === 'ACTIVE' ? check.verdict : 'INVALID'}" role="status">${award.state === 'ACTIVE' ? verdictWords(check.verdict) : stateSentence(award.state)}</p>
${award.replacedBy !== null && html`<p>${link(award.replacedBy, 'The corrected award')}</p>`}
${!isPublic && html`<p class="quiet">The person who earned this award shows it to you by a link. It is not public: please do not pass the address on.</p>`}
<dl class="two">
<dt>Issuer</dt><dd>${award.issuer.name} (${link(award.issuer.url, award.issuer.url)})</dd>
<dt>Basis of the claim</dt><dd>${basisWords(award.basis)}</dd>
<dt>Awarded on</dt><dd><time datetime="${award.awardedOn}">${dayWords(award.awardedOn)}</time></dd>
<dt>Validity</dt><dd>${validityWords(award)}</dd>
<dt>State</dt><dd>${stateWords(award.state)}</dd>
<dt>Number</dt><dd>${award.number}</dd>
${award.credits.length > 0 && html`<dt>Credits</dt><dd>${award.credits.join('; ')}</dd>`}
${award.work && html`<dt>Practice at work</dt><dd>${workWords(award.work)}</dd>`}
</dl>
<h2>What it means</h2>
<h3>What it stands for</h3><p class="said" lang="${award.language}">${award.description}</p>
<h3>What had to be done</h3><p class="said" lang="${award.language}">${award.criteria}</p>
${award.results.length > 0 && html`<h3>Results</h3><dl class="two">${award.results.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`}
<p>${link(award.definition, 'The definition in full')}</p>
<details><summary>What the issuer states of it, and what not</summary>
<dl class="two">${award.facts.map((fact) => html`<dt>${factLabels[fact.fact]}</dt><dd${fact.status !== 'STATED' && html` class="quiet"`}>${factText(fact)}</dd>`)}</dl>
</details>
${evidence(award.evidence)}
<h2>How it was checked</h2>
<p>This registry has just asked the following. Every answer can be checked by others: the document is signed, and its signature, the issuer’s keys and the list of what was revoked are public.</p>
${steps(check)}
<p class="quiet">Asked on ${instant(check.checkedAt)}; what was revoked is known ${check.statusAsOf ? html`as of ${instant(check.statusAsOf)}` : 'as of no time'}.</p>
<section id="own-check" hidden data-document="${addresses.document}" aria-labelledby="own-check-title">
<h3 id="own-check-title">Check it yourself, in this browser</h3>
<p>You need not believe this page. Your browser can fetch the document, the issuer’s keys and the list of what was revoked, and work out the signature by itself.</p>
${award.state === 'SUSPENDED' && html`<p>A suspension is known to the registry alone: it does not show in the document, so your browser will not see it.</p>`}
<p><button type="button" id="own-check-start">Check it in this browser</button></p>
<div id="own-check-result" aria-live="polite"></div>
</section>
${isPublic && award.state === 'ACTIVE' && check.verdict === 'VALID' ? kitSection(award) : null}
<h2>For machines</h2>
<ul>
<li>${link(addresses.document, 'Signed document (Open Badges 3.0)')}</li>
<li>${link(addresses.list, 'Status list')}</li>
<li>${link(addresses.didDocument, 'Keys of the issuer (DID document)')}</li>
</ul>
<p>${link(`${new URL(award.url).origin}/verify`, 'Check another credential')}</p>
</article>`;
  return page('en', `${award.title} – ${award.issuer.name}`, body, { extra: isPublic ? headOf(award) : html`<meta name="robots" content="noindex, nofollow">`, script });
}

/** What other sites show with a link, told of public awards alone. */
const headOf = (award: ShownAward): Html => {
  const description = `${award.issuer.name}, ${dayWords(award.awardedOn)}. ${stateWords(award.state)}.`;
  return html`<link rel="canonical" href="${award.url}"><meta name="description" content="${description}">
<meta property="og:type" content="website"><meta property="og:title" content="${award.title}"><meta property="og:description" content="${description}"><meta property="og:url" content="${award.url}">
<meta property="og:image" content="${award.url}/preview.png"><meta property="og:image:type" content="image/png"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="630"><meta property="og:image:alt" content="${award.title}, ${award.issuer.name}">
<meta name="twitter:card" content="summary_large_image">
<link rel="alternate" type="application/json+oembed" href="${award.url}/oembed.json" title="${award.title}"><link rel="alternate" type="application/vc+ld+json" href="${award.url}.json">`;
};

const evidence = (shown: readonly ShownEvidence[]): Html | null =>
  shown.length === 0
    ? null
    : html`<h2>Evidence</h2><p>The person who earned this award shows you what it was made on.</p><ul>${shown.map(
        ({ kind, requirement, address }, at) => html`<li><a href="${address}" rel="noopener nofollow">${kind === 'FILE' ? 'File' : 'Address elsewhere'} ${at + 1}</a>${requirement && html`, for: ${requirement}`}</li>`,
      )}</ul>`;

const steps = ({ steps: asked }: ShownCheck): Html =>
  html`<ol class="steps">${asked.map(
    ({ step, outcome, code, message }) =>
      html`<li>${questionOf(step)} <strong class="${outcome}">${outcomeWords(outcome)}.</strong><br><span class="quiet">${message}${outcome === 'VALID' ? '' : ` (${code})`}</span></li>`,
  )}</ol>`;

const inEnglish = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' });
const instant = (at: Date): Html => html`<time datetime="${at.toISOString()}">${inEnglish.format(at)}</time>`;

function workWords({ host, from, until, hours }: NonNullable<ShownAward['work']>): string {
  const days = from && until ? `, ${dayWords(from)} to ${dayWords(until)}` : '';
  return `${host}${days}${hours === null ? '' : `, ${hours} hours`}`;
}
