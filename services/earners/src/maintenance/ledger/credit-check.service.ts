import { appendEvents } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { AwardStore } from '../../award/award.store.js';
import { creditEvent } from '../../events/publishes-credits.js';
import { Keeping } from '../cycle/keeping.service.js';
import { MaintainedAwardStore } from '../cycle/maintained-award.store.js';
import { isAccredited } from '../provider/accreditation-copy.js';
import { AccreditationCopyStore } from '../provider/accreditation-copy.store.js';
import { CopyAge } from '../provider/copy-age.js';
import type { KeepingRule } from '../rule/keeping-rule.js';
import { type CreditEntry, type CreditFacts, revised } from './credit-entry.js';
import { CreditEntryStore } from './credit-entry.store.js';

/** What is known of the provider of an activity: it counts, it does not, or it is not known for certain now. */
export type Checked = Pick<CreditEntry, 'state' | 'reason'>;

const page = 500;
const counts: Checked = { state: 'POSTED', reason: null };
const unknown: Checked = { state: 'PENDING_CHECK', reason: 'ACCREDITATION_NOT_KNOWN' };
const notAccredited: Checked = { state: 'REFUSED', reason: 'PROVIDER_NOT_ACCREDITED' };

/** Checks entries against the accreditation of their providers, when they are posted and whenever more is known. */
@Injectable()
export class CreditCheck {
  constructor(
    private readonly database: Database,
    private readonly entries: CreditEntryStore,
    private readonly accreditations: AccreditationCopyStore,
    private readonly maintained: MaintainedAwardStore,
    private readonly awards: AwardStore,
    private readonly keeping: Keeping,
    private readonly age: CopyAge,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** How an entry stands by what is known of its provider; it is neither counted nor refused while that may be out of date. */
  async of(tx: Tx, { provider, on }: Pick<CreditFacts, 'provider' | 'on'>, rule: KeepingRule): Promise<Checked> {
    if (rule.provider === null) return counts;
    if (provider === null) return notAccredited;
    if (!this.age.isWithinBound()) return unknown;
    return isAccredited(rule.provider, await this.accreditations.of(tx, provider), on) ? counts : notAccredited;
  }

  /** Something new was told of a provider: whatever rests on it is checked again. The listener's own transaction, of every tenant. */
  async provider(tx: Tx, provider: string): Promise<void> {
    this.age.heardNow();
    let after: string | null = null;
    for (;;) {
      const found: { tenant: string; id: string }[] = await this.accreditations.resting(tx, provider, after, page);
      for (const { tenant, id } of found) await this.again(tx, tenant, id);
      after = found.at(-1)?.id ?? null;
      if (found.length < page) return;
    }
  }

  /** Checks what waits to be checked, once copies are up to date again. */
  async pending(limit: number): Promise<void> {
    if (!this.age.isWithinBound()) return;
    for (const { tenant, id } of await this.database.work((tx) => this.accreditations.pending(tx, limit))) await this.database.work((tx) => this.again(tx, tenant, id));
  }

  private async again(tx: Tx, tenant: string, id: string): Promise<void> {
    const [seen] = await this.entries.byIds(tx, [id]);
    const serving = seen && (await this.maintained.serving(tx, tenant, seen.ledger));
    const award = serving && (await this.awards.lock(tx, tenant, serving));
    const entry = award && (await this.entries.lock(tx, tenant, id));
    const rule = award && (await this.keeping.ruleOf(tx, award));
    if (!award || !entry || !rule) return;
    const checked = await this.of(tx, entry, rule);
    if ((checked.state === entry.state && checked.reason === entry.reason) || (entry.state === 'POSTED' && checked.state === 'PENDING_CHECK')) return;
    const next = revised(entry, new Date(this.clock.now()), checked);
    await this.entries.revise(tx, tenant, [next]);
    await appendEvents(tx, [creditEvent(next, award)]);
    await this.keeping.keep(tx, tenant, award.id);
  }
}
