import type { Finding, Outcome } from './finding.js';

/** The findings of one import or export, in the order in which they were met; the same one twice is one. */
export class Report {
  private readonly seen = new Set<string>();
  private readonly noted: Finding[] = [];

  get findings(): readonly Finding[] {
    return this.noted;
  }

  mapped(construct: string, note: string): void {
    this.note('MAPPED', construct, note);
  }

  approximated(construct: string, note: string): void {
    this.note('APPROXIMATED', construct, note);
  }

  refused(construct: string, note: string): void {
    this.note('REFUSED', construct, note);
  }

  private note(outcome: Outcome, construct: string, note: string): void {
    const key = `${outcome} ${construct} ${note}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.noted.push({ construct, outcome, note });
  }
}
