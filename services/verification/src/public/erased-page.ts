import type { Problem } from '@cairn/service';
import { subjectErased } from '../credential/subject-erased.js';
import { html, page } from './html.js';

/** Says of a public address that there was a credential, and why there is none any more; it names nobody. */
export const erasedPage = (): string =>
  page(
    'en',
    'Erased',
    html`<h1>The person was erased</h1>
<p role="status">There was a public credential at this address. The person whom it was about has been erased from the registry, and the document was destroyed.</p>
<p>Whoever holds a copy can still have it checked: its proof and its status have stayed.</p>`,
  );

/** The same for machines. */
export const erasedProblem: Problem = {
  status: 410,
  code: 'SUBJECT_ERASED',
  detail: subjectErased,
};
