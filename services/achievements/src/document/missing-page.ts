import { outlinePage } from './outline-html.js';

/** The same for what does not exist and for what is not public: it names nothing that was asked for. */
export const missingPage = (): string =>
  outlinePage({
    title: 'Not found',
    author: null,
    language: 'en',
    blocks: [
      { kind: 'heading', level: 1, text: 'Not found' },
      { kind: 'text', text: 'There is nothing public at this address.' },
    ],
  });
