import { grantMissing, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { claimLocked, hashOfCode } from '../../claim/claim-code.js';
import { ClaimGuesses } from '../../claim/claim-guesses.js';
import { CreditLedger, type Entered, mayKeep } from '../ledger/credit-ledger.service.js';
import { codeInvalid, codeUsed } from './credit-code.js';
import { CreditCodeStore } from './credit-code.store.js';

/** Who claims, and for which award: staff name it, a person need not while he holds one alone. */
interface Claiming {
  readonly principal: Principal;
  readonly account: string | null;
  readonly award: string | null;
}

/** Enters activities into ledgers by codes: by persons for themselves, by staff for others. */
@Injectable()
export class CreditClaims {
  constructor(
    private readonly database: Database,
    private readonly store: CreditCodeStore,
    private readonly guesses: ClaimGuesses,
    private readonly ledger: CreditLedger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async claim(principal: Principal, code: string, award: string | null): Promise<Entered> {
    const { account, tenant } = principal;
    if (account === null && (tenant === null || !maySomewhere(principal, 'AWARD'))) return refused(grantMissing('AWARD'));
    if (account === null && award === null) return refused(notFound('award', 'awardId'));
    const hash = hashOfCode(code);
    if (account === null) {
      const own = hash && (await this.database.read({ tenant }, (tx) => this.store.find(tx, hash)));
      return own ? this.claimIn(own, { principal, account, award }) : refused(codeInvalid());
    }
    // Counted before it is looked at, so that many at once are no more tries than one after another.
    const locked = await this.guesses.begin(account);
    if (locked) return refused(claimLocked(locked));
    const found = hash && (await this.database.work((tx) => this.store.find(tx, hash)));
    const claimed = found ? await this.claimIn(found, { principal, account, award }) : refused(codeInvalid());
    if (claimed.ok || !claimed.refusals.some(({ code: why }) => why === 'CLAIM_INVALID')) await this.guesses.right(account);
    return claimed;
  }

  private claimIn({ tenant, id }: { readonly tenant: string; readonly id: string }, claiming: Claiming): Promise<Entered> {
    return this.database.write({ tenant }, async (tx) => {
      const code = await this.store.lock(tx, tenant, id);
      const now = new Date(this.clock.now());
      if (!code || now >= code.expiresAt) return refused(codeInvalid());
      const award = await this.awardOf(tx, tenant, code.achievement, claiming);
      const open = award === null ? null : await this.ledger.open(tx, tenant, award, 'awardId');
      if (!open) return refused(codeInvalid());
      if (!open.ok) return open;
      const { earner, achievement } = open.value.award;
      if (claiming.account === null && !mayKeep(claiming.principal, open.value.award)) return refused(grantMissing('AWARD'));
      if (achievement !== code.achievement) return refused(codeInvalid());
      if (code.uses >= code.usesMax || (await this.store.isUsedBy(tx, code, earner))) return refused(codeUsed());
      const { category, measure, amount, on, provider, activity } = code;
      const entered = await this.ledger.enter(tx, open.value, { category, measure, amount, on, provider, activity, evidence: null }, { source: 'CODE', sourceAward: null, reference: null });
      if (entered.ok) await this.store.used(tx, code, { earner, entry: entered.value.id, at: now });
      return entered;
    });
  }

  /** The award that a claim is for; null when there is none, or several and none was named. */
  private async awardOf(tx: Tx, tenant: string, achievement: string, { account, award }: Claiming): Promise<string | null> {
    if (account === null) return award;
    const own = await this.store.awardsOf(tx, tenant, account, achievement);
    if (award !== null) return own.some(({ id }) => id === award) ? award : null;
    return own.length === 1 ? (own[0]?.id ?? null) : null;
  }
}
