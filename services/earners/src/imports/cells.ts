import { type Refusal, refusal } from '@cairn/access';
import type { SourceRecord } from '@cairn/bulk';
import { isCivilDate } from '@cairn/requirements';
import { identifierTypes, type IdentifierType } from '../earner/identifier.js';

/** Reads the members of a line one by one, and gathers what is wrong with them. */
export class Cells {
  readonly faults: Refusal[] = [];

  constructor(private readonly record: SourceRecord) {}

  /** Text, or null when the member is not there. A number is read as it is written. */
  text(name: string): string | null {
    const value = this.record[name];
    if (value === undefined || value === null || value === '') return null;
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    this.refuse(name, 'This has to be text.');
    return null;
  }

  date(name: string): string | null {
    const value = this.text(name);
    if (value === null || isCivilDate(value)) return value;
    this.refuse(name, 'A day is written like `2026-03-01`.');
    return null;
  }

  flag(name: string): boolean {
    const value = this.record[name];
    if (value === undefined || value === null || value === '' || value === false || value === 'false') return false;
    if (value === true || value === 'true') return true;
    this.refuse(name, 'This is `true` or `false`.');
    return false;
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | null {
    const value = this.text(name);
    const word = words.find((one) => one === value);
    if (value === null || word !== undefined) return word ?? null;
    this.refuse(name, `This is one of ${words.join(', ')}.`);
    return null;
  }

  identifierType(): IdentifierType | null {
    return this.oneOf('identifierType', identifierTypes);
  }

  refuse(name: string, message: string, code = 'INVALID_VALUE'): void {
    this.faults.push(refusal(code, message, name));
  }
}
