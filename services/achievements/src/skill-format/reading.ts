import type { FrameworkText } from '../skill-framework/framework-text.js';

/** Something in a file that has to be mended before it can be imported, and where it stands. */
export interface SkillFault {
  /** `CFItems[3].identifier`, `line 12`; empty for the file as a whole. */
  readonly place: string;
  readonly message: string;
}

/** Something that was kept without being understood, or left out, how often, and where first. */
export interface Unmapped {
  readonly what: string;
  readonly count: number;
  readonly example: string;
}

/** What reading a file came to: the framework and what of it has no place here, or everything that is wrong with it. */
export type Reading =
  | { readonly ok: true; readonly framework: FrameworkText; readonly unmapped: readonly Unmapped[] }
  | { readonly ok: false; readonly faults: readonly SkillFault[] };

export const faultsShown = 100;

/** Faults told so far; more than a hundred are not looked for. */
export class Faults {
  readonly told: SkillFault[] = [];

  tell(place: string, message: string): void {
    if (this.told.length < faultsShown) this.told.push({ place, message });
  }
}

/** Counts what has no place here, by name. */
export class Leftovers {
  private readonly found = new Map<string, { count: number; example: string }>();

  leave(what: string, example: string): void {
    const known = this.found.get(what);
    if (known) known.count += 1;
    else if (this.found.size < 200) this.found.set(what, { count: 1, example });
  }

  get unmapped(): Unmapped[] {
    return [...this.found].map(([what, { count, example }]) => ({ what, count, example })).sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1));
  }
}
