import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import type { Mark } from '@cairn/messaging';
import { movePeople } from '@cairn/people';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { AwardMaking } from '../award/award-making.js';
import { AwardStore } from '../award/award.store.js';
import { decideAward } from '../award/new-award.js';
import { EarnerStore } from '../earner/earner.store.js';
import { checkIdentifier, type IdentifierType } from '../earner/identifier.js';
import { PersonalData } from '../earner/personal-data.js';
import { checkCode, type ClaimCode, claimInvalid, claimLocked, claimUsed, hashOfCode } from './claim-code.js';
import { ClaimCodeStore } from './claim-code.store.js';
import { ClaimGuesses } from './claim-guesses.js';
import { OwnRecord } from './own-record.js';

export interface Claiming {
  readonly code: string;
  readonly identifier?: { readonly type: IdentifierType; readonly value: string } | null;
}

/** `existing`: the award in the way, when a code would make one that the person holds. */
export interface Claimed {
  readonly decision: Decision<{ readonly id: string; readonly marks: readonly Mark[] }>;
  readonly existing: string | null;
}

/** A person claims an award by a code: the one that it was made for, or a new one of a version. */
@Injectable()
export class AwardClaimService {
  constructor(
    private readonly database: Database,
    private readonly codes: ClaimCodeStore,
    private readonly guesses: ClaimGuesses,
    private readonly records: OwnRecord,
    private readonly awards: AwardStore,
    private readonly versions: VersionCopyStore,
    private readonly making: AwardMaking,
    private readonly earners: EarnerStore,
    private readonly personal: PersonalData,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async claim({ account }: Principal, claiming: Claiming): Promise<Claimed> {
    if (account === null) return no(refusal('GRANT_MISSING', 'Sign in as the person who claims; a key cannot.'));
    // Counted before it is looked at, so that many at once are no more tries than one after another.
    const locked = await this.guesses.begin(account);
    if (locked) return no(claimLocked(locked));
    const hash = hashOfCode(claiming.code);
    const found = hash && (await this.database.work((tx) => this.codes.find(tx, hash)));
    if (!found) return no(claimInvalid('code'));
    const claimed = await this.database.write({ tenant: found.tenant }, (tx) => this.claimIn(tx, found, account, claiming));
    const wrong = !claimed.decision.ok && claimed.decision.refusals.some(({ code }) => code === 'CLAIM_INVALID');
    if (!wrong) await this.guesses.right(account);
    return claimed;
  }

  private async claimIn(tx: Tx, { tenant, id }: { tenant: string; id: string }, account: string, { identifier }: Claiming): Promise<Claimed> {
    await movePeople(tx, tenant);
    const code = await this.codes.lock(tx, tenant, id);
    const fault = code ? checkCode(code, new Date(this.clock.now())) : claimInvalid('code');
    if (!code || fault) return no(fault ?? claimInvalid('code'));
    return code.award === null ? this.make(tx, code, account) : this.take(tx, code, code.award, account, identifier ?? null);
  }

  /** The award was made for somebody, who shows by an identifier that it is he. */
  private async take(tx: Tx, code: ClaimCode, awardId: string, account: string, identifier: Claiming['identifier'] | null): Promise<Claimed> {
    const { tenant } = code;
    const award = await this.awards.lock(tx, tenant, awardId);
    if (!award || !(identifier && (await this.isOf(tx, tenant, award.earner, identifier)))) {
      await this.codes.guessed(tx, code);
      await note(tx, { tenant, action: 'cairn.claim-code.guessed', subject: code.id, subjectKind: 'CLAIM_CODE', earners: award ? [award.earner] : [] });
      return no(claimInvalid('identifier'));
    }
    const own = await this.records.take(tx, tenant, account, award.earner);
    if (!own.ok) return { decision: own, existing: null };
    return this.done(tx, code, { earner: own.value.earner, award: awardId, marks: own.value.marks });
  }

  /** Whoever has the code gets an award of the version, once. */
  private async make(tx: Tx, code: ClaimCode, account: string): Promise<Claimed> {
    const { tenant, assessment } = code;
    const [version] = await this.versions.byIds(tx, tenant, [code.achievementVersion]);
    const wish = { visibility: 'PRIVATE' as const, assessment };
    const decided = decideAward(wish, version, today(this.clock));
    // Refused before there is a record for nothing.
    if (!decided.ok) return { decision: decided, existing: null };
    const { earner, marks } = await this.records.ensure(tx, tenant, account);
    if (await this.codes.isUsedBy(tx, code, earner)) return no(claimUsed());
    const { decision, existing } = await this.making.make(tx, tenant, { wish, version, earner });
    if (!decision.ok) return { decision, existing };
    return this.done(tx, code, { earner, award: decision.value.award.id, marks: [...marks, ...decision.value.marks] });
  }

  private async done(tx: Tx, code: ClaimCode, { earner, award, marks }: { earner: string; award: string; marks: readonly Mark[] }): Promise<Claimed> {
    const { tenant, id } = code;
    await this.codes.used(tx, code, { earner, award, at: new Date(this.clock.now()) });
    await note(tx, { tenant, action: 'cairn.claim-code.used', subject: id, subjectKind: 'CLAIM_CODE', earners: [earner] });
    return { decision: accepted({ id: award, marks }), existing: null };
  }

  private async isOf(tx: Tx, tenant: string, earner: string, { type, value }: NonNullable<Claiming['identifier']>): Promise<boolean> {
    const checked = checkIdentifier(type, value);
    if (!checked.ok) return false;
    const [found] = await this.earners.behind(tx, tenant, [type], [this.personal.lookup(tenant, checked.value)]);
    return found?.earner === earner;
  }
}

const no = (fault: ReturnType<typeof refusal>): Claimed => ({ decision: refused(fault), existing: null });
