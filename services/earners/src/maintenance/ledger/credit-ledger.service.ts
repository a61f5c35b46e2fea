import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, type Refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Award } from '../../award/award.js';
import { AwardStore } from '../../award/award.store.js';
import { creditEvent } from '../../events/publishes-credits.js';
import { Keeping } from '../cycle/keeping.service.js';
import { MaintainedAwardStore } from '../cycle/maintained-award.store.js';
import type { KeepingRule } from '../rule/keeping-rule.js';
import { checkEntry } from './check-entry.js';
import { CreditCheck } from './credit-check.service.js';
import { type CreditEntry, type CreditFacts, type CreditSource, revised } from './credit-entry.js';
import { CreditEntryStore } from './credit-entry.store.js';

/** An award whose ledger is open, locked, with the rule that it is kept by. */
export interface OpenLedger {
  readonly award: Award;
  /** The award with which it began. */
  readonly ledger: string;
  readonly rule: KeepingRule;
}

export type Entered = Decision<{ readonly id: string; readonly marks: readonly Mark[] }>;

/** Where an entry comes from, beside what it says. */
export interface Origin {
  readonly source: CreditSource;
  readonly sourceAward: string | null;
  readonly reference: string | null;
}

/** Something that somebody did, to be entered. */
export interface Activity {
  readonly facts: CreditFacts;
  readonly origin: Origin;
}

/** What all new entries of a ledger have in common. */
type Born = Pick<CreditEntry, 'tenant' | 'ledger' | 'audit' | 'version' | 'createdAt' | 'updatedAt'>;

/** The continuing-education ledger: entries are posted, corrected by a further revision, and reversed; never changed or deleted. */
@Injectable()
export class CreditLedger {
  constructor(
    private readonly database: Database,
    private readonly entries: CreditEntryStore,
    private readonly maintained: MaintainedAwardStore,
    private readonly awards: AwardStore,
    private readonly keeping: Keeping,
    private readonly check: CreditCheck,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param award the maintained award, bare id */
  async post(principal: Principal, award: string, facts: CreditFacts, reference: string | null, key?: string | null): Promise<Entered> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    const request = { postCreditEntry: { award, facts, reference } };
    return this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key, request }, async () => {
        const open = await this.open(tx, tenant, award, 'awardId');
        if (!open.ok) return open;
        if (!mayKeep(principal, open.value.award)) return refused(grantMissing('AWARD'));
        return this.enter(tx, open.value, facts, { source: 'BY_HAND', sourceAward: null, reference });
      }),
    );
  }

  /** Enters an activity into a ledger within a transaction that does more. What is there already is answered as it is. */
  async enter(tx: Tx, open: OpenLedger, facts: CreditFacts, origin: Origin): Promise<Entered> {
    const [entered] = await this.enterAll(tx, open, [{ facts, origin }]);
    if (!entered) throw new Error('an entry was left without an answer');
    return entered;
  }

  /**
   * Enters many activities into one ledger, and then judges its award once. Answers each in its order; the marks of what follows
   * for the award are with the last that was new, after its own.
   */
  async enterAll(tx: Tx, { award, ledger, rule }: OpenLedger, activities: readonly Activity[]): Promise<Entered[]> {
    const { tenant } = award;
    const at = new Date(this.clock.now());
    const days = { anchor: award.awardedOn, today: today(this.clock) };
    const judged: Decision<CreditEntry>[] = [];
    for (const { facts, origin } of activities) judged.push(await this.judge(tx, facts, origin, rule, days, { tenant, ledger, audit: 'NONE', version: 1, createdAt: at, updatedAt: at }));
    const wanted = judged.flatMap((one) => (one.ok ? [one.value] : []));
    const stored = wanted.length === 0 ? new Set<string>() : await this.entries.insert(tx, tenant, wanted);
    const made = wanted.filter(({ id }) => stored.has(id));
    const told = new Map<string, Mark[]>();
    if (made.length > 0) {
      // The event by which a ledger begins may still be on its way.
      await this.maintained.begin(tx, tenant, [{ award: award.id, ledger }], at);
      const marks = await appendEvents(tx, made.map((entry) => creditEvent(entry, award)));
      const kept = await this.keeping.keep(tx, tenant, award.id);
      made.forEach(({ id }, index) => told.set(id, [...marks.slice(index, index + 1), ...(index === made.length - 1 ? kept : [])]));
    }
    const late = wanted.filter(({ id }) => !stored.has(id));
    const standing = new Map(late.length === 0 ? [] : (await this.entries.standing(tx, tenant, late)).map((one, index) => [late[index]?.id ?? '', one] as const));
    return judged.map((one): Entered => {
      if (!one.ok) return one;
      const marks = told.get(one.value.id);
      if (marks) return accepted({ id: one.value.id, marks });
      const there = standing.get(one.value.id);
      return there?.ledger === ledger ? accepted({ id: there.id, marks: [] }) : refused(refusal('ALREADY_EXISTS', 'Another entry has this reference.', 'reference'));
    });
  }

  /** The entry that an activity would be, or why it is none. */
  private async judge(tx: Tx, facts: CreditFacts, origin: Origin, rule: KeepingRule, days: { readonly anchor: string; readonly today: string }, born: Born): Promise<Decision<CreditEntry>> {
    const faults = checkEntry(facts, rule, days);
    if (faults.length > 0) return refused(...faults);
    const checked = await this.check.of(tx, facts, rule);
    if (checked.state === 'REFUSED' && origin.source !== 'AWARD') return refused(providerRefusal(facts));
    return accepted({ ...facts, ...origin, ...checked, ...born, id: newId() });
  }

  /** Corrects what an entry says. */
  revise(principal: Principal, id: string, change: Partial<CreditFacts>): Promise<Entered> {
    return this.change(principal, id, 'id', async (tx, { award, rule }, entry) => {
      if (entry.state === 'REVERSED') return refused(refusal('CREDIT_STATE_INVALID', 'The entry was reversed; post another one.', 'id'));
      const facts = { ...entry, ...change };
      const faults: Refusal[] = checkEntry(facts, rule, { anchor: award.awardedOn, today: today(this.clock) });
      if (faults.length > 0) return refused(...faults);
      const checked = await this.check.of(tx, facts, rule);
      return checked.state === 'REFUSED' ? refused(providerRefusal(facts)) : accepted({ ...change, ...checked });
    });
  }

  /** Takes an entry back; it stays on record and counts nothing. */
  reverse(principal: Principal, id: string): Promise<Entered> {
    return this.change(principal, id, 'id', async (_tx, _open, { state }) =>
      state === 'REVERSED' ? refused(refusal('CREDIT_STATE_INVALID', 'The entry was reversed already.', 'id')) : accepted({ state: 'REVERSED', reason: 'REVERSED_BY_HAND' }),
    );
  }

  /** The award of an id with its ledger, locked: the one that replaced it, where it was replaced. */
  async open(tx: Tx, tenant: string, id: string, field: string): Promise<Decision<OpenLedger>> {
    const award = await this.awards.lock(tx, tenant, id);
    if (!award) return refused(notFound('award', field));
    const rule = await this.keeping.ruleOf(tx, award);
    const row = await this.maintained.lock(tx, tenant, id);
    if (!rule) return refused(refusal('CREDIT_RULE_MISSING', 'The award is not kept valid by credits.', field));
    if (award.state !== 'ACTIVE' && award.state !== 'SUSPENDED') return refused(refusal('AWARD_STATE_INVALID', `An award that is ${award.state} is not maintained.`, field));
    return accepted({ award, ledger: row?.ledger ?? id, rule });
  }

  /** The next revision of an entry with what follows from it, within a transaction that does more. */
  async follow(tx: Tx, { award }: Pick<OpenLedger, 'award'>, entry: CreditEntry, change: Partial<CreditEntry>): Promise<{ id: string; marks: Mark[] }> {
    const next = revised(entry, new Date(this.clock.now()), change);
    await this.entries.revise(tx, entry.tenant, [next]);
    const marks = await appendEvents(tx, [creditEvent(next, award)]);
    return { id: next.id, marks: [...marks, ...(await this.keeping.keep(tx, award.tenant, award.id))] };
  }

  /** Changes an entry at a client's request: the next revision, or why not. `field` names the entry in the input. */
  async change(
    principal: Principal,
    id: string,
    field: string,
    decide: (tx: Tx, open: OpenLedger, entry: CreditEntry) => Promise<Decision<Partial<CreditEntry>>>,
  ): Promise<Entered> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    return this.database.write({ tenant }, async (tx) => {
      const [seen] = (await this.entries.byIds(tx, [id])).filter((entry) => entry.tenant === tenant);
      const serving = seen && (await this.maintained.serving(tx, tenant, seen.ledger));
      if (!serving) return refused(notFound('credit entry', field));
      const open = await this.open(tx, tenant, serving, field);
      if (!open.ok) return open;
      if (!mayKeep(principal, open.value.award)) return refused(grantMissing('AWARD'));
      // Read after the award's lock, so that it is the revision that the lock protects.
      const entry = await this.entries.lock(tx, tenant, id);
      if (!entry) throw new Error('an entry of a ledger is gone');
      const decided = await decide(tx, open.value, entry);
      return decided.ok ? accepted(await this.follow(tx, open.value, entry, decided.value)) : decided;
    });
  }
}

/** Whether the caller keeps ledgers of awards of this issuer and achievement. */
export const mayKeep = (principal: Principal, { issuer, achievement }: Pick<Award, 'issuer' | 'achievement'>): boolean => may(principal, 'AWARD', { issuer, achievement });

const providerRefusal = ({ provider, on }: Pick<CreditFacts, 'provider' | 'on'>): Refusal =>
  refusal('PROVIDER_NOT_ACCREDITED', provider === null ? 'Name the provider: only what accredited ones give counts.' : `The provider was not accredited on ${on}.`, 'providerId');
