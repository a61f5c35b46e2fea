import { scopeWords } from '../authorization/scopes.js';
import { html, page } from './html.js';

/** What a person is asked to agree to. */
export interface AskedConsent {
  readonly client: string;
  /** Host to which the person is sent back, which the client cannot make up. */
  readonly host: string;
  /** Whether it registered itself, so that nobody vouches for its name. */
  readonly isUnknown: boolean;
  readonly scopes: readonly string[];
  readonly account: string;
  readonly token: string;
  readonly agree: string;
  readonly abort: string;
}

export const consentPage = ({ client, host, isUnknown, scopes, account, token, agree, abort }: AskedConsent): string =>
  page(
    `Let ${client} in?`,
    html`<p>You are signed in as <strong>${account}</strong>. <strong>${client}</strong> at</p>
<p class="host">${host}</p>
<p>wants to</p>
<ul>${scopes.map((scope) => html`<li>${scopeWords(scope)}</li>`)}</ul>
${isUnknown && html`<p>It registered itself here; nobody checked its name. Look at the address.</p>`}
<p>It never gets more than you may do yourself.</p>
<form method="post" action="${agree}"><input type="hidden" name="token" value="${token}"><button type="submit">Allow</button></form>
<form method="post" action="${abort}"><input type="hidden" name="token" value="${token}"><button class="other" type="submit">Refuse</button></form>`,
  );
