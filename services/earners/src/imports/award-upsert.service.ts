import { type Decision, grantMissing, refused } from '@cairn/access';
import { type JobAtWork, type NumberedRow, type PlacedMark, refusedRow, type RowResult } from '@cairn/bulk';
import { PARTITIONS } from '@cairn/events';
import { appendEvents, partitionOf } from '@cairn/messaging';
import { asUuid, type Tx, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import type { Award } from '../award/award.js';
import { type Correction, successorOf } from '../award/award-correction.js';
import { replace } from '../award/award-machine.js';
import { AwardWriter } from '../award/award-writer.js';
import { EarnerStore } from '../earner/earner.store.js';
import { KnownEarners } from '../earner/known-earners.js';
import { PersonalData } from '../earner/personal-data.js';
import { awardBatchEvents, awardReplacedEvent } from '../events/publishes.js';
import { differenceOf } from './award-difference.js';
import { type AwardRow, columnOf } from './award-row.js';
import type { KnownAward } from './known-award.js';
import { KnownAwardStore } from './known-award.store.js';

type Rows = readonly NumberedRow<AwardRow>[];

interface Corrected {
  readonly row: number;
  readonly id: string;
  readonly correction: Correction;
}

/** Lines whose reference is known: those that say the same leave their award as it is, the others have it replaced. */
@Injectable()
export class AwardUpsert {
  constructor(
    private readonly store: KnownAwardStore,
    private readonly earners: EarnerStore,
    private readonly known: KnownEarners,
    private readonly personal: PersonalData,
    private readonly versions: VersionCopyStore,
    private readonly writer: AwardWriter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Deals with the lines whose reference is known; answers the others, which are about new awards. */
  async settle(tx: Tx, job: JobAtWork, rows: Rows): Promise<{ fresh: Rows; results: RowResult[]; marks: PlacedMark[] }> {
    const { tenant } = job;
    const known = await this.store.byReferences(tx, tenant, rows.map(({ value }) => value.wish.partnerReference));
    if (known.size === 0) return { fresh: rows, results: [], marks: [] };
    const [there, fresh] = split(rows, known);
    const earners = await this.earnersOf(tx, tenant, there.map(({ value }) => value.earner));
    const results: RowResult[] = [];
    const corrected: Corrected[] = [];
    there.forEach(({ row, value, award }, index) => {
      const difference = differenceOf(value, award, earners[index]);
      if (!difference.ok) results.push(refusedBy(row, difference, asUuid(award.id)));
      else if (difference.value === null) results.push({ row, status: 'UNCHANGED', id: asUuid(award.id) });
      else corrected.push({ row, id: award.id, correction: difference.value });
    });
    const marks = corrected.length === 0 ? [] : await this.replace(tx, job, corrected, results);
    return { fresh, results, marks };
  }

  private async replace(tx: Tx, { id: job, tenant, may }: JobAtWork, corrected: readonly Corrected[], results: RowResult[]): Promise<PlacedMark[]> {
    const locked = new Map((await this.store.lock(tx, tenant, corrected.map(({ id }) => id))).map((award) => [award.id, award]));
    const versions = await this.versions.byIds(tx, tenant, [...new Set([...locked.values()].map(({ achievementVersion }) => achievementVersion))]);
    const byId = new Map(versions.map((version) => [version.id, version]));
    const [day, now] = [today(this.clock), new Date(this.clock.now())];
    const successors: Award[] = [];
    const replaced: Award[] = [];
    for (const { row, id, correction } of corrected) {
      const award = locked.get(id);
      if (!award) throw new Error('an award went away while its tenant was at work on it');
      const on = { issuer: award.issuer, achievement: award.achievement };
      const missing = (['REVOKE', 'AWARD'] as const).find((right) => !may(on, right));
      const successor = missing ? refused(grantMissing(missing)) : successorOf(award, correction, byId.get(award.achievementVersion), day, now);
      const before = successor.ok ? replace(award, successor.value.id, now) : successor;
      if (!successor.ok || !before.ok) {
        results.push(refusedBy(row, successor.ok ? before : successor, asUuid(id)));
        continue;
      }
      successors.push(successor.value);
      replaced.push(before.value);
      results.push({ row, status: 'REPLACED', id: asUuid(successor.value.id) });
    }
    if (successors.length === 0) return [];
    await this.store.replace(tx, tenant, replaced);
    const written = await this.writer.write(tx, tenant, successors, day);
    // As a fault of the data, so that this line alone is refused.
    if (written.some(({ made }) => !made)) throw Object.assign(new Error('the successor of an award met another one in its way'), { code: '23505' });
    const told = await appendEvents(tx, replaced.map((award) => awardReplacedEvent(award, award.replacedBy ?? '')));
    const marks = told.map((mark, index): PlacedMark => ({ ...mark, lane: partitionOf(replaced[index]?.id ?? '', PARTITIONS) }));
    return [...marks, ...(await appendEvents(tx, awardBatchEvents(tenant, job, successors)))];
  }

  /** The records that lines name, merged ones followed; undefined for nobody. */
  private async earnersOf(tx: Tx, tenant: Uuid, named: readonly AwardRow['earner'][]): Promise<(string | undefined)[]> {
    const asked = named.flatMap((one, at) => ('identifier' in one ? [{ at, identifier: one.identifier }] : []));
    const behind = await this.earners.behind(
      tx,
      tenant,
      asked.map(({ identifier }) => identifier.type),
      asked.map(({ identifier }) => this.personal.lookup(tenant, identifier)),
    );
    const found = new Array<string | undefined>(named.length).fill(undefined);
    for (const { at, earner } of behind) found[asked[at]?.at ?? -1] = earner;
    const byId = await this.known.of(tx, tenant, named.flatMap((one) => ('id' in one ? [one.id] : [])));
    return named.map((one, at) => ('id' in one ? byId.get(one.id) : found[at]));
  }
}

function split(rows: Rows, known: ReadonlyMap<string, KnownAward>): [(NumberedRow<AwardRow> & { readonly award: KnownAward })[], Rows] {
  const there = rows.flatMap((row) => {
    const award = known.get(row.value.wish.partnerReference);
    return award ? [{ ...row, award }] : [];
  });
  return [there, there.length === rows.length ? [] : rows.filter(({ value }) => !known.has(value.wish.partnerReference))];
}

function refusedBy(row: number, decision: Decision<unknown>, award: Uuid): RowResult {
  const [first] = decision.ok ? [] : decision.refusals;
  const field = first?.field?.at(-1);
  return refusedRow(row, first?.code ?? 'INVALID_VALUE', first?.message ?? '', field === undefined || field === 'id' ? null : columnOf(field), award);
}
