import { html, link, page } from '../public/html.js';
import type { EndorsedKind } from './endorsement.js';

/** What the public page of an endorsement shows. */
export interface ShownEndorsement {
  readonly endorser: { readonly name: string; readonly page: string };
  readonly kind: EndorsedKind;
  /** Address of what is endorsed. */
  readonly subject: string;
  readonly comment: string;
  readonly ofOwnTenant: boolean;
  readonly signedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly documentUrl: string;
  readonly listUrl: string;
}

const kinds: Readonly<Record<EndorsedKind, string>> = { ISSUER: 'An issuer', ACHIEVEMENT_VERSION: 'An achievement', AWARD: 'An award' };

/** The page of an endorsement for people: who supports what, in which words, and whether still. */
export const endorsementPage = (shown: ShownEndorsement): string =>
  page(
    'en',
    `Endorsement by ${shown.endorser.name}`,
    html`
<h1>Endorsement by ${shown.endorser.name}</h1>
<p class="verdict ${shown.withdrawnAt ? 'INVALID' : 'VALID'}" role="status">${shown.withdrawnAt ? html`Withdrawn by the endorser at <time>${shown.withdrawnAt.toISOString()}</time>.` : 'In force.'}</p>
<dl>
<dt>Endorser</dt><dd>${link(shown.endorser.page, shown.endorser.name)}</dd>
<dt>What is endorsed</dt><dd>${kinds[shown.kind]}: ${link(shown.subject, shown.subject)}</dd>
<dt>In which words</dt><dd>${shown.comment}</dd>
<dt>Signed</dt><dd><time>${shown.signedAt.toISOString()}</time></dd>
${shown.ofOwnTenant ? html`<dt>Note</dt><dd>Endorser and endorsed belong to one organisation.</dd>` : ''}
</dl>
<h2>For machines</h2>
<ul><li>${link(shown.documentUrl, 'Signed document (Open Badges 3.0)')}</li><li>${link(shown.listUrl, 'Status list')}</li></ul>`,
  );
