import type { Refusal } from '@cairn/access';

/** A refusal that shows only once the change was made: it undoes the transaction and is told as a value outside of it. */
export class Undone extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
    this.name = 'Undone';
  }
}
