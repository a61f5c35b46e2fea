import type { StepResult } from '@cairn/credentials';
import { html, link, page } from './html.js';

/** What the public page of an award shows. */
export interface ShownCredential {
  readonly title: string;
  readonly claimBasis: string;
  readonly description: string;
  readonly criteria: string;
  readonly issuer: { readonly name: string; readonly url: string; readonly page: string };
  readonly awardedOn: string;
  readonly validUntil: string | null;
  readonly verdict: 'VALID' | 'INVALID' | 'UNKNOWN';
  readonly steps: readonly StepResult[];
  readonly checkedAt: Date;
  readonly statusAsOf: Date | null;
  readonly documentUrl: string;
  readonly listUrl: string;
}

/** How it was established that the earner can do this: always shown with the title, since it says what the title is worth. */
const bases: Readonly<Record<string, string>> = {
  KNOWLEDGE: 'Knowledge, assessed',
  DEMONSTRATED_SKILL: 'Demonstrated skill, assessed',
  APPLIED_COMPETENCY: 'Applied competency, assessed',
  EXPERIENCE: 'Experience, not assessed',
  DISPOSITION: 'Disposition, not assessed',
  PARTICIPATION: 'Participation, not assessed',
};

export const basisText = (basis: string): string =>
  bases[basis] ?? basis;

const verdicts = {
  VALID: 'Valid: every check holds.',
  INVALID: 'Not valid: at least one check fails.',
  UNKNOWN: 'Not certain: at least one check could not be decided.',
} as const;

const outcomes: Readonly<Record<string, string>> = { VALID: 'holds', INVALID: 'fails', UNKNOWN: 'not decided' };

/** The page of an award for people: what, from whom, when, and whether it holds. */
export function credentialPage(shown: ShownCredential): string {
  const title = `${shown.title} (${basisText(shown.claimBasis)})`;
  return page(
    'en',
    `${title} – ${shown.issuer.name}`,
    html`
<h1>${title}</h1>
<p class="verdict ${shown.verdict}" role="status">${verdicts[shown.verdict]}</p>
<dl>
<dt>Issuer</dt><dd>${link(shown.issuer.page, shown.issuer.name)} (${link(shown.issuer.url, shown.issuer.url)})</dd>
<dt>Basis of the claim</dt><dd>${basisText(shown.claimBasis)}</dd>
<dt>Awarded on</dt><dd><time datetime="${shown.awardedOn}">${shown.awardedOn}</time></dd>
<dt>Valid until</dt><dd>${shown.validUntil === null ? 'no end' : html`<time datetime="${shown.validUntil}">${shown.validUntil}</time> (first day no longer valid)`}</dd>
<dt>What it stands for</dt><dd>${shown.description}</dd>
<dt>Criteria</dt><dd>${shown.criteria}</dd>
</dl>
<h2>Checks</h2>
<table><thead><tr><th scope="col">Check</th><th scope="col">Outcome</th><th scope="col">What was compared</th></tr></thead><tbody>${shown.steps.map(
      ({ step, outcome, code, message }) =>
        html`<tr><th scope="row">${step}</th><td class="${outcome}">${outcomes[outcome] ?? outcome}${outcome === 'VALID' ? '' : ` (${code})`}</td><td>${message}</td></tr>`,
    )}</tbody></table>
<p>Checked at <time>${shown.checkedAt.toISOString()}</time>; status known as of <time>${shown.statusAsOf?.toISOString() ?? 'no time'}</time>.</p>
<h2>For machines</h2>
<ul><li>${link(shown.documentUrl, 'Signed document (Open Badges 3.0)')}</li><li>${link(shown.listUrl, 'Status list')}</li></ul>`,
  );
}
