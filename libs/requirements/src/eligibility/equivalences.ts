import type { Equivalence } from '../language/pathway.js';
import type { AwardFact } from '../facts/facts.js';

/** Which achievements stand for which, and which of them are one unit of supply (section 6, S5). */
export class Equivalences {
  /** Achievement wanted -> what may be accepted for it. */
  private readonly accepted = new Map<string, { readonly accepts: string; readonly from: string | undefined; readonly until: string | undefined }[]>();
  /** Achievements that are one unit with another -> the name of that unit. */
  private readonly joined = new Map<string, string>();

  constructor(
    list: readonly Equivalence[],
    private readonly isRepeatable: (achievement: string) => boolean,
  ) {
    const parent = new Map<string, string>();
    const rootOf = (achievement: string): string => {
      let at = achievement;
      for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
      return at;
    };
    for (const { of, accepts, direction, from, until, antirequisite } of list) {
      this.accept(of, accepts, from, until);
      if (direction === 'twoWay') this.accept(accepts, of, from, until);
      if (antirequisite) parent.set(rootOf(accepts), rootOf(of));
    }
    for (const { of, accepts, antirequisite } of list) if (antirequisite) for (const one of [of, accepts]) this.joined.set(one, `unit:${rootOf(of)}`);
  }

  get isEmpty(): boolean {
    return this.accepted.size === 0;
  }

  /** Whether an award may be counted as this achievement. Not transitive. */
  standsFor({ achievement, issuedOn }: Pick<AwardFact, 'achievement' | 'issuedOn'>, wanted: string): boolean {
    if (achievement === wanted) return true;
    const others = this.accepted.get(wanted);
    return others !== undefined && others.some(({ accepts, from, until }) => accepts === achievement && (from === undefined || from <= issuedOn) && (until === undefined || issuedOn < until));
  }

  /** The achievements whose awards may, on some day, be counted as one of these. */
  acceptedFor(wanted: readonly string[]): readonly string[] {
    if (this.isEmpty) return wanted.length === 1 ? wanted : [...new Set(wanted)];
    return [...new Set(wanted.flatMap((one) => [one, ...(this.accepted.get(one) ?? []).map(({ accepts }) => accepts)]))];
  }

  /** The supply unit of an award: all awards of a non-repeatable achievement are one, and so are antirequisites. */
  unitOf({ id, achievement, entry }: Pick<AwardFact, 'id' | 'achievement' | 'entry'>): string {
    if (entry) return `award:${id}`;
    return this.joined.get(achievement) ?? (this.isRepeatable(achievement) ? `award:${id}` : `unit:${achievement}`);
  }

  private accept(wanted: string, accepts: string, from: string | undefined, until: string | undefined): void {
    const others = this.accepted.get(wanted);
    if (others) others.push({ accepts, from, until });
    else this.accepted.set(wanted, [{ accepts, from, until }]);
  }
}
