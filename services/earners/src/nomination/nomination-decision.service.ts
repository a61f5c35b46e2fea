import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import type { Mark } from '@cairn/messaging';
import type { RequirementText } from '@cairn/events';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import type { EvidenceFor } from '../award/award.js';
import { AwardMaking } from '../award/award-making.js';
import { checkWish } from '../award/check-wish.js';
import type { AwardWish } from '../award/new-award.js';
import { KnownEarners } from '../earner/known-earners.js';
import { checkDecider, decide, type Nomination } from './nomination.js';
import { NominationStore } from './nomination.store.js';

export interface NominationDecided {
  readonly nomination: Nomination;
  readonly marks: readonly Mark[];
}

/** `existing`: the award in the way of the one that was to be made. */
export interface Deciding {
  readonly decision: Decision<NominationDecided>;
  readonly existing: string | null;
}

/** Decides on nominations: accepting one makes its award in the same transaction. */
@Injectable()
export class NominationDecisions {
  constructor(
    private readonly database: Database,
    private readonly store: NominationStore,
    private readonly versions: VersionCopyStore,
    private readonly earners: KnownEarners,
    private readonly making: AwardMaking,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param assessment how the person was assessed; needed to accept for an assessed version */
  async decide(principal: Principal, id: string, accept: boolean, assessment: AwardWish['assessment']): Promise<Deciding> {
    const { tenant, actor } = principal;
    if (tenant === null || actor === null || !maySomewhere(principal, 'GRANT_AWARD')) return no(refused(grantMissing('GRANT_AWARD')));
    const wish = { assessment, visibility: 'PRIVATE' as const };
    const faults = checkWish(wish, today(this.clock));
    if (faults.length > 0) return no(refused(...faults));
    return this.database.write({ tenant }, async (tx) => {
      const nomination = await this.store.lock(tx, tenant, id);
      if (!nomination) return no(refused(notFound('nomination', 'id')));
      const { issuer, achievement } = nomination;
      if (!may(principal, 'GRANT_AWARD', { issuer, achievement })) return no(refused(grantMissing('GRANT_AWARD')));
      const against = checkDecider(nomination, actor);
      if (against) return no(refused(against));
      return accept ? this.accept(tx, nomination, actor, wish) : this.close(tx, nomination, actor, null, []);
    });
  }

  private async accept(tx: Tx, nomination: Nomination, by: string, wish: AwardWish): Promise<Deciding> {
    const { tenant, achievementVersion } = nomination;
    const earner = (await this.earners.of(tx, tenant, [nomination.earner])).get(nomination.earner);
    if (earner === undefined) return no(refused(notFound('earner', 'id')));
    const [version] = await this.versions.toAssess(tx, tenant, [achievementVersion]);
    const evidence = attested(nomination.id, version?.requirement ?? null);
    const { decision, existing } = await this.making.make(tx, tenant, { wish: { ...wish, evidence }, version, earner });
    return decision.ok ? this.close(tx, nomination, by, decision.value.award.id, decision.value.marks) : { decision, existing };
  }

  private async close(tx: Tx, nomination: Nomination, by: string, award: string | null, marks: readonly Mark[]): Promise<Deciding> {
    const decided = decide(nomination, by, award, new Date(this.clock.now()));
    if (!decided.ok) return no(decided);
    await this.store.decided(tx, decided.value);
    const { tenant, id: subject, earner } = nomination;
    await note(tx, { tenant, action: `cairn.nomination.${award === null ? 'refused' : 'accepted'}`, subject, subjectKind: 'NOMINATION', earners: [earner] });
    return { decision: accepted({ nomination: decided.value, marks }), existing: null };
  }
}

/** The nomination as the attestation that a version asks for; none where it asks for no nominator's. */
function attested(evidence: string, requirement: RequirementText | null): EvidenceFor[] {
  const leaves = leavesOf(requirement).filter(({ kind, key }) => kind === 'ATTESTATION' && key !== null);
  const leaf = leaves.find(({ attestorRole }) => attestorRole === 'nominator') ?? (leaves.length === 1 ? leaves[0] : undefined);
  return leaf?.key ? [{ evidence, requirement: leaf.key, kind: 'ATTESTATION' }] : [];
}

const leavesOf = (requirement: RequirementText | null): RequirementText[] =>
  requirement === null ? [] : requirement.of.length > 0 ? requirement.of.flatMap(leavesOf) : [requirement];

const no = (decision: Decision<never>): Deciding => ({ decision, existing: null });
