import type { ImportRefusal, RefusalCode } from '../report/imported.js';

/** Ends the reading of a document from any depth of it. `importPathways` gives it as a refusal; nobody else sees it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly refusal: ImportRefusal;

  constructor(code: RefusalCode, message: string, at = '') {
    super(message);
    this.refusal = { code, message, at };
  }
}
