import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { movePeople } from '@cairn/people';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { SaidInCases } from '../assessment/appeal/said-in-cases.js';
import { CaseMovesStore } from '../assessment/submission/case-moves.store.js';
import { ClaimLinkStore } from '../claim/claim-link.store.js';
import type { LockedEarner, SealedIdentifier } from '../earner/earner.js';
import { EarnerStore } from '../earner/earner.store.js';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { PersonalData } from '../earner/personal-data.js';
import { earnerMergedEvent, earnerSplitEvent } from '../events/publishes-people.js';
import { checkMerge, checkSplit, stateAfterSplit } from './merge.js';
import { MergeStore } from './merge.store.js';

type Written = Decision<{ id: string; marks: Mark[] }>;

/** Two records of one person become one, and two again when that was wrong. Always within a tenant, by those who administer it. */
@Injectable()
export class MergeService {
  constructor(
    private readonly database: Database,
    private readonly earners: EarnerStore,
    private readonly writes: EarnerWriteStore,
    private readonly links: ClaimLinkStore,
    private readonly personal: PersonalData,
    private readonly cases: CaseMovesStore,
    private readonly saidInCases: SaidInCases,
    private readonly store: MergeStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async merge(principal: Principal, fromId: string, intoId: string): Promise<Written> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, async (tx) => {
      await movePeople(tx, tenant);
      const from = await this.writes.lock(tx, tenant, fromId);
      const into = await this.writes.lock(tx, tenant, intoId);
      if (!from) return refused(notFound('earner', 'fromId'));
      if (!into) return refused(notFound('earner', 'intoId'));
      return this.join(tx, tenant, from, into);
    });
  }

  /** Makes one of two records whose locks the caller holds, and that of moving people before them. */
  async join(tx: Tx, tenant: string, from: LockedEarner, into: LockedEarner): Promise<Written> {
    const checked = checkMerge(from, into);
    if (!checked.ok) return checked;
    const conflicts = await this.store.conflicts(tx, tenant, from.id, into.id, today(this.clock));
    if (conflicts.length > 0) return alreadyAwarded(conflicts);
    const open = await this.cases.conflicts(tx, tenant, from.id, into.id);
    return open.length > 0 ? bothOpen(open) : this.mergeIn(tx, tenant, from, into);
  }

  async split(principal: Principal, id: string): Promise<Written> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, async (tx) => {
      await movePeople(tx, tenant);
      const from = await this.writes.lock(tx, tenant, id);
      if (!from) return refused(notFound('earner', 'earnerId'));
      const merge = await this.store.openOf(tx, tenant, id);
      const into = merge && (await this.writes.lock(tx, tenant, merge.into));
      const checked = checkSplit(from, into);
      if (!checked.ok) return checked;
      if (!merge || !into) throw new Error('a merged record without its merge');
      const at = new Date(this.clock.now());
      const granted = await this.cases.moveBack(tx, tenant, from.id, into.id);
      await this.saidInCases.moveBack(tx, tenant, from.id, into.id);
      const moved = await this.store.moveBack(tx, tenant, [...merge.awards, ...granted], from.id, into.id);
      const brought = new Set(merge.hmacs.map((hmac) => hmac.toString('hex')));
      await this.hand(tx, tenant, into, from, ({ hmac }) => brought.has(hmac.toString('hex')));
      await this.store.close(tx, tenant, merge.id, at);
      const [marked, survivor] = [next(tenant, from), next(tenant, into)];
      await this.store.put(tx, tenant, { ...marked, state: stateAfterSplit(from), mergedInto: null }, at);
      await this.store.put(tx, tenant, { ...survivor, state: into.state, mergedInto: null }, at);
      return accepted({ id, marks: await appendEvents(tx, [earnerSplitEvent(survivor, marked, moved, at)]) });
    });
  }

  private async mergeIn(tx: Tx, tenant: string, from: LockedEarner, into: LockedEarner): Promise<Written> {
    const at = new Date(this.clock.now());
    const moved = await this.store.moveAll(tx, tenant, from.id, into.id);
    await this.cases.moveAll(tx, tenant, from.id, into.id);
    await this.saidInCases.moveAll(tx, tenant, from.id, into.id);
    const identifiers = await this.hand(tx, tenant, from, into, () => true);
    await this.links.drop(tx, tenant, [from.id]);
    const [marked, survivor] = [next(tenant, from), next(tenant, into)];
    await this.store.add(
      tx,
      tenant,
      {
        id: newId(),
        from: from.id,
        into: into.id,
        awards: moved.map(({ id }) => id),
        types: identifiers.map(({ type }) => type),
        hmacs: identifiers.map(({ hmac }) => hmac),
      },
      at,
    );
    await this.store.put(tx, tenant, { ...marked, state: 'MERGED', mergedInto: into.id }, at);
    await this.store.put(tx, tenant, { ...survivor, state: into.state, mergedInto: null }, at);
    return accepted({ id: into.id, marks: await appendEvents(tx, [earnerMergedEvent(survivor, marked, moved, at)]) });
  }

  /** Hands identifiers over: opened with the one record's key, sealed with the other's. */
  private async hand(
    tx: Tx,
    tenant: string,
    from: LockedEarner,
    to: LockedEarner,
    wanted: (identifier: SealedIdentifier) => boolean,
  ): Promise<SealedIdentifier[]> {
    const chosen = (await this.earners.identifiers(tx, [{ tenant, id: from.id }])).filter(wanted);
    if (from.key === null || to.key === null) throw new Error('a record that stands has no key');
    const [old, fresh] = [this.personal.unwrap(tenant, from.id, from.key), this.personal.unwrap(tenant, to.id, to.key)];
    const sealed = chosen.map((identifier) => {
      const field = `identifier ${identifier.type}` as const;
      const value = this.personal.open(old, { tenant, earner: from.id, field }, identifier.sealed);
      return { ...identifier, sealed: this.personal.seal(fresh, { tenant, earner: to.id, field }, value) };
    });
    await this.store.give(tx, tenant, to.id, sealed);
    return chosen;
  }
}

const next = (tenant: string, { id, version }: LockedEarner) => ({ tenant, id, version: version + 1 });

const alreadyAwarded = (awards: readonly string[]) =>
  refused(
    refusal(
      'ALREADY_AWARDED',
      `Both hold an award that may be held once. Revoke or replace one of each pair first; of the record that stays these are ${awards.map((id) => publicId('Award', id)).join(', ')}.`,
      'fromId',
    ),
  );

const bothOpen = (numbers: readonly string[]) =>
  refused(refusal('SUBMISSION_STATE_INVALID', `Both have an open submission for one achievement. Withdraw one of each pair first; of the record that goes these are ${numbers.join(', ')}.`, 'fromId'));
