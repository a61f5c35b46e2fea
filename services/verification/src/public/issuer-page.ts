import { html, link, page } from './html.js';

export interface ShownIssuer {
  readonly name: string;
  readonly url: string;
  readonly did: string;
  readonly didDocumentUrl: string;
  readonly domainState: string;
  readonly keys: readonly { readonly id: string; readonly state: string; readonly since: Date | null }[];
}

const states: Readonly<Record<string, string>> = { ACTIVE: 'In use', RETIRED: 'No longer in use', COMPROMISED: 'Not to be trusted' };
const inEnglish = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** The page of an issuer for people: who it is, and with which keys it signs. */
export const issuerPage = (issuer: ShownIssuer): string =>
  page(
    'en',
    issuer.name,
    html`
<h1>${issuer.name}</h1>
<dl>
<dt>Home page</dt><dd>${link(issuer.url, issuer.url)} (${issuer.domainState === 'VERIFIED' ? 'domain verified' : 'domain not verified'})</dd>
<dt>Signs as</dt><dd><code>${issuer.did}</code> (${link(issuer.didDocumentUrl, 'DID document')})</dd>
</dl>
<h2>Signing keys</h2>
<p>A key that is no longer in use still counts for what was signed while it was.</p>
<ul>${issuer.keys.map(
      ({ id, state, since }) => html`<li><strong>${states[state] ?? state}</strong>${since && html` since <time datetime="${since.toISOString()}">${inEnglish.format(since)}</time>`}<br><code>${id}</code></li>`,
    )}</ul>`,
  );
