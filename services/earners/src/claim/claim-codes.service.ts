import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { AwardStore } from '../award/award.store.js';
import { checkWish } from '../award/check-wish.js';
import { reaches } from '../award/may-award.js';
import { type AwardWish, decideAward, toAssessment } from '../award/new-award.js';
import { type ClaimCode, hashOfCode, newCode } from './claim-code.js';
import { ClaimCodeStore } from './claim-code.store.js';

/** What codes are asked for, ids bare: one for each award, or some for a version. */
export interface CodesWanted {
  readonly awards: readonly string[];
  readonly version: string | null;
  /** Codes that are good once each. */
  readonly count: number | null;
  /** One code that is good this often. */
  readonly sharedUses: number | null;
  readonly assessment: AwardWish['assessment'];
  readonly until: Date;
}

/** A code as it is shown this once. */
export interface ShownCode extends ClaimCode {
  readonly code: string;
}

const codesMax = 250;
const usesMax = 10_000;

/** Makes codes for claiming awards. */
@Injectable()
export class ClaimCodesService {
  constructor(
    private readonly database: Database,
    private readonly awards: AwardStore,
    private readonly versions: VersionCopyStore,
    private readonly store: ClaimCodeStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async create(principal: Principal, wanted: CodesWanted): Promise<Decision<ShownCode[]>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    const now = new Date(this.clock.now());
    if (wanted.until <= now) return refused(refusal('INVALID_VALUE', 'Codes are good until a time to come.', 'until'));
    if ((wanted.awards.length > 0) === (wanted.version !== null)) {
      return refused(refusal(wanted.version === null ? 'FIELD_MISSING' : 'INVALID_VALUE', 'Name awards, or one achievement version.', 'achievementVersionId'));
    }
    return this.database.write({ tenant }, async (tx) => {
      const codes = wanted.version === null ? await this.forAwards(tx, principal, tenant, wanted) : await this.forVersion(tx, principal, tenant, wanted.version, wanted);
      if (!codes.ok) return codes;
      const shown = codes.value.map((one) => ({ ...one, code: newCode() }));
      await this.store.insert(tx, tenant, shown.map((one) => ({ ...one, hash: hashOfCode(one.code) ?? fault() })), now);
      await note(tx, ...shown.map(({ id }) => ({ tenant, action: 'cairn.claim-code.created', subject: id, subjectKind: 'CLAIM_CODE' })));
      return accepted(shown);
    });
  }

  private async forAwards(tx: Tx, principal: Principal, tenant: string, { awards: ids, until }: CodesWanted): Promise<Decision<ClaimCode[]>> {
    if (ids.length > codesMax) return refused(refusal('INVALID_VALUE', `At most ${codesMax} awards at a time.`, 'awardIds'));
    const found = new Map((await this.awards.byIds(tx, tenant, ids)).filter((award) => award.tenant === tenant).map((award) => [award.id, award]));
    const faults = ids.flatMap((id, at) => {
      const award = found.get(id);
      if (!award) return [notFound('award', 'awardIds', String(at))];
      if (!may(principal, 'AWARD', { issuer: award.issuer, achievement: award.achievement })) return [grantMissing('AWARD')];
      return award.state === 'OFFERED' || award.state === 'ACTIVE' ? [] : [refusal('AWARD_STATE_INVALID', `An award that is ${award.state} is not claimed.`, 'awardIds', String(at))];
    });
    if (faults.length > 0) return refused(...faults);
    return accepted([...found.values()].map((award) => codeFor(tenant, { award: award.id, achievementVersion: award.achievementVersion, assessment: null, usesMax: 1, expiresAt: until })));
  }

  private async forVersion(tx: Tx, principal: Principal, tenant: string, id: string, wanted: CodesWanted): Promise<Decision<ClaimCode[]>> {
    const { count, sharedUses, assessment, until } = wanted;
    if ((count === null) === (sharedUses === null)) return refused(refusal('INVALID_VALUE', 'Ask for `count` codes that are good once, or for one with `sharedUses`.', 'count'));
    if (count !== null && (count < 1 || count > codesMax)) return refused(refusal('INVALID_VALUE', `1 to ${codesMax} codes at a time.`, 'count'));
    if (sharedUses !== null && (sharedUses < 1 || sharedUses > usesMax)) return refused(refusal('INVALID_VALUE', `A code is good 1 to ${usesMax} times.`, 'sharedUses'));
    const wish = { assessment, visibility: 'PRIVATE' as const };
    const faults = checkWish(wish, today(this.clock));
    if (faults.length > 0) return refused(...faults);
    const [version] = await this.versions.byIds(tx, tenant, [id]);
    if (!reaches((on) => may(principal, 'AWARD', on), version)) return refused(grantMissing('AWARD'));
    const decided = decideAward(wish, version, today(this.clock));
    if (!decided.ok) return decided;
    const one = () => codeFor(tenant, { award: null, achievementVersion: id, assessment: toAssessment(assessment), usesMax: sharedUses ?? 1, expiresAt: until });
    return accepted(Array.from({ length: count ?? 1 }, one));
  }
}

const codeFor = (tenant: string, code: Pick<ClaimCode, 'award' | 'achievementVersion' | 'assessment' | 'usesMax' | 'expiresAt'>): ClaimCode => ({
  ...code,
  id: newId(),
  tenant,
  uses: 0,
  wrong: 0,
});

function fault(): never {
  throw new Error('a code that was made here is none');
}
