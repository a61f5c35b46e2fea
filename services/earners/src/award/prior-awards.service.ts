import { type Refusal, refusal } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import type { DecidedAward } from './new-award.js';
import { PriorAwardStore } from './prior-award.store.js';
import { priorsMissing, priorsNamed } from './prior-awards.js';

/** An award that is about to be made. `earner` is null for somebody of whom there is no record yet. */
export interface WithPriors {
  readonly earner: string | null;
  readonly version: Pick<VersionCopy, 'priorRequirement'>;
  readonly decided: Pick<DecidedAward, 'awardedOn' | 'origin'>;
}

/**
 * Refuses awards before what they build on (PRIOR_AWARD) is held. An issuing rule, for awards that are made here: what was
 * awarded elsewhere was decided there, and a pathway that is complete is its own rule.
 */
@Injectable()
export class PriorAwards {
  constructor(private readonly store: PriorAwardStore) {}

  /** @returns in the order given, PREREQUISITE_MISSING naming the parts that are missing, or null. No statement where nothing is asked for. */
  async missing(tx: Tx, tenant: string, made: readonly WithPriors[]): Promise<(Refusal | null)[]> {
    const asked = made.flatMap(({ earner, version, decided }, of) =>
      decided.origin === 'NATIVE' ? priorsNamed(version.priorRequirement).map((achievement) => ({ of, earner, achievement, day: decided.awardedOn })) : [],
    );
    if (asked.length === 0) return made.map(() => null);
    const own = await this.store.own(tx, tenant, [...new Set(asked.map(({ achievement }) => achievement))]);
    const known = asked.flatMap(({ earner, ...one }) => (earner === null ? [] : [{ ...one, earner }]));
    const places = await this.store.held(tx, tenant, known);
    const held = new Set(known.filter((_, at) => places.has(at)).map(({ of, achievement }) => `${of} ${achievement}`));
    const asks = new Set(asked.map(({ of }) => of));
    return made.map(({ version }, of) => {
      if (!asks.has(of)) return null;
      const [first, ...others] = priorsMissing(version.priorRequirement, (achievement) => !own.has(achievement) || held.has(`${of} ${achievement}`));
      return first ? told([first, ...others]) : null;
    });
  }
}

const told = (parts: ReturnType<typeof priorsMissing>): Refusal => {
  const named = parts.map(({ key, title }) => `\`${key ?? ''}\` (${title ?? ''})`).join(', ');
  return refusal('PREREQUISITE_MISSING', `What has to be held first is not: ${named}.`, 'achievementVersionId', parts[0]?.key ?? '');
};
