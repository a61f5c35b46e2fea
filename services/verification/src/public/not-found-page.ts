import { html, page } from './html.js';

/** The same for what does not exist and for what is not public: it names nothing that was asked for. */
export const notFoundPage = (): string =>
  page('en', 'Not found', html`<h1>Not found</h1><p>There is nothing public at this address.</p>`);
