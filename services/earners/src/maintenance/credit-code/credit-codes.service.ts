import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { hashOfCode, newCode } from '../../claim/claim-code.js';
import { checkEntry } from '../ledger/check-entry.js';
import { keepingRuleOf } from '../rule/keeping-rule.js';
import type { CreditCode } from './credit-code.js';
import { CreditCodeStore } from './credit-code.store.js';

export type CodeWanted = Omit<CreditCode, 'id' | 'tenant' | 'uses'>;

const usesMax = 10_000;

/** Makes codes for activities. */
@Injectable()
export class CreditCodes {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionCopyStore,
    private readonly store: CreditCodeStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async create(principal: Principal, wanted: CodeWanted): Promise<Decision<CreditCode & { readonly code: string }>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    const now = new Date(this.clock.now());
    return this.database.write({ tenant }, async (tx) => {
      const version = await this.versions.published(tx, tenant, wanted.achievement);
      if (!version) return refused(notFound('achievement', 'achievementId'));
      if (!may(principal, 'AWARD', { issuer: version.issuer, achievement: version.achievement })) return refused(grantMissing('AWARD'));
      const rule = keepingRuleOf(version);
      if (!rule) return refused(refusal('CREDIT_RULE_MISSING', 'Awards of this achievement are not kept valid by credits.', 'achievementId'));
      const faults = [
        ...checkEntry({ ...wanted, evidence: null }, rule, { anchor: wanted.on, today: today(this.clock) }),
        ...(wanted.expiresAt > now ? [] : [refusal('INVALID_VALUE', 'A code is good until a time to come.', 'until')]),
        ...(wanted.usesMax >= 1 && wanted.usesMax <= usesMax ? [] : [refusal('INVALID_VALUE', `A code is used 1 to ${usesMax} times.`, 'uses')]),
      ];
      if (faults.length > 0) return refused(...faults);
      const code = newCode();
      const hash = hashOfCode(code);
      if (!hash) throw new Error('a code that was made here is none');
      const made = { ...wanted, id: newId(), tenant, uses: 0 };
      await this.store.insert(tx, made, hash, now);
      await note(tx, { tenant, action: 'cairn.credit-code.created', subject: made.id, subjectKind: 'CREDIT_CODE' });
      return accepted({ ...made, code });
    });
  }
}
