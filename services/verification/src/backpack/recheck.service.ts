import { accepted, type Decision, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { foreignCredentialRemovedEvent } from '../events/publishes-backpack.js';
import { BackpackKeys } from './backpack-keys.service.js';
import { takenMs } from './check-times.js';
import { ForeignChecks } from './foreign-checks.service.js';
import type { ForeignCredential } from './foreign-credential.js';
import { ForeignCredentialStore } from './foreign-credential.store.js';
import { ForeignJudge, type Judgement } from './foreign-judge.service.js';
import { openOriginal } from './sealed-parts.js';

const judgingMs = 1_200;
/** Whoever asks again sooner is given what there is: each check may ask others. */
const restMs = 60_000;
const atOnce = 10;

export type Changed = Decision<{ readonly credential: ForeignCredential; readonly marks: readonly Mark[] }>;

/** Checks what is kept once more, on request and by and by; and removes it. */
@Injectable()
export class RecheckService {
  constructor(
    private readonly database: Database,
    private readonly keys: BackpackKeys,
    private readonly store: ForeignCredentialStore,
    private readonly checks: ForeignChecks,
    private readonly judge: ForeignJudge,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async recheck(principal: Principal, id: string): Promise<Changed> {
    const found = await this.find(principal, id);
    if (!found) return refused(notFound('foreign credential', 'id'));
    const { row } = found;
    if (row.checkedAt !== null && this.clock.now() - row.checkedAt.getTime() < restMs) return accepted({ credential: row, marks: [] });
    const judgement = await this.judged(row, judgingMs);
    if (!judgement) return accepted({ credential: row, marks: [] });
    return this.database.write({ tenant: row.tenant }, async (tx) => {
      const kept = await this.keep(tx, row, judgement);
      if (!kept) return refused(notFound('foreign credential', 'id'));
      if (kept.marks.length === 0) await note(tx, noted(kept.credential, 'cairn.foreign-credential.rechecked'));
      return accepted(kept);
    });
  }

  /** What a person added himself, he alone removes. */
  async remove(principal: Principal, id: string): Promise<Changed> {
    const found = await this.find(principal, id);
    if (!found) return refused(notFound('foreign credential', 'id'));
    const { row, isHis } = found;
    if (!isHis && row.addedBy === 'PERSON') return refused(refusal('GRANT_MISSING', 'The person added it himself, and removes it himself.', 'id'));
    return this.database.write({ tenant: row.tenant }, async (tx) => {
      const locked = await this.store.lock(tx, row.tenant, id);
      if (!locked) return refused(notFound('foreign credential', 'id'));
      await this.store.remove(tx, row.tenant, id);
      return accepted({ credential: locked, marks: await appendEvents(tx, [foreignCredentialRemovedEvent(locked, new Date(this.clock.now()))]) });
    });
  }

  /** Checks a few of those that are due, of all tenants; answers how many. */
  async checkDue(): Promise<number> {
    const now = this.clock.now();
    const due = await this.database.work((tx) => this.store.takeDue(tx, new Date(now), new Date(now + takenMs), atOnce));
    for (const row of due) {
      const judgement = await this.judged(row);
      if (judgement) await this.database.work((tx) => this.keep(tx, row, judgement));
    }
    return due.length;
  }

  /** Undefined when it takes too long, or the person was erased meanwhile. */
  private async judged(row: ForeignCredential, withinMs?: number): Promise<Judgement | undefined> {
    const { tenant, earner } = row;
    const key = await this.database.read({ tenant }, async (tx) => (await this.keys.of(tx, tenant, [earner])).get(earner));
    if (!key) return undefined;
    const { bytes } = openOriginal(key, row, row.sealed);
    return withinMs === undefined ? this.judge.judge(bytes, tenant) : this.judge.judgeWithin(bytes, tenant, withinMs);
  }

  /** Undefined when it went, or was replaced, while it was checked. */
  private async keep(tx: Tx, { tenant, id, digest }: ForeignCredential, judgement: Judgement): Promise<{ credential: ForeignCredential; marks: Mark[] } | undefined> {
    const locked = await this.store.lock(tx, tenant, id);
    if (locked?.digest !== digest) return undefined;
    const key = (await this.keys.of(tx, tenant, [locked.earner])).get(locked.earner);
    return key && this.checks.record(tx, key, locked, judgement);
  }

  /** One that the caller may act on: his own, or his tenant's with AWARD. */
  private async find(principal: Principal, id: string): Promise<Found | undefined> {
    const { tenant, account } = principal;
    if (account !== null) {
      const [own] = await this.database.read({ tenant: null, account }, (tx) => this.store.byIds(tx, [id]));
      if (own) return { row: own, isHis: true };
    }
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return undefined;
    const [row] = await this.database.read({ tenant }, (tx) => this.store.byIds(tx, [id]));
    return row && { row, isHis: false };
  }
}

interface Found {
  readonly row: ForeignCredential;
  readonly isHis: boolean;
}

const noted = ({ tenant, id, earner }: ForeignCredential, action: string) => ({ tenant, action, subject: id, subjectKind: 'FOREIGN_CREDENTIAL', earners: [earner] });
