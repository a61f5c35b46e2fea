import { html, link, page } from './html.js';

export interface ShownIssuer {
  readonly name: string;
  readonly url: string;
  readonly did: string;
  readonly didDocumentUrl: string;
  readonly domainState: string;
  readonly keys: readonly { readonly id: string; readonly state: string; readonly since: Date | null }[];
}

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
<table><thead><tr><th scope="col">Key</th><th scope="col">State</th><th scope="col">Since</th></tr></thead><tbody>${issuer.keys.map(
      ({ id, state, since }) =>
        html`<tr><th scope="row"><code>${id}</code></th><td>${state}</td><td>${since && html`<time>${since.toISOString()}</time>`}</td></tr>`,
    )}</tbody></table>`,
  );
