import { type Decision, grantMissing, refused } from '@cairn/access';
import { type Applied, type ImportKind, ImportJobs, type JobAtWork, type NumberedRow, refusedRow, type RowResult, type SourceRecord } from '@cairn/bulk';
import { appendEvents } from '@cairn/messaging';
import { asUuid, newId, type Tx, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { VersionArrival } from '../achievement-version/version-arrival.js';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import type { Award } from '../award/award.js';
import { AwardWriter } from '../award/award-writer.js';
import { AwardWriteStore } from '../award/award-write.store.js';
import { reaches } from '../award/may-award.js';
import { type DecidedAward, decideAward, madeAward } from '../award/new-award.js';
import { EarnerIntake } from '../earner/earner-intake.js';
import { WithheldPages } from '../consent/withheld-pages.js';
import { KnownEarners } from '../earner/known-earners.js';
import { awardBatchEvents, earnerBatchEvents } from '../events/publishes.js';
import { type AwardRow, awardRowColumns, readAwardRow } from './award-row.js';

/** Awards in one statement: larger sets make PostgreSQL slower for each row (performance.md 2). */
const statementRows = 1_000;

/** Awards in bulk. A line whose reference is known leaves its award as it is. */
@Injectable()
export class AwardImport implements ImportKind<AwardRow>, OnModuleInit {
  readonly kind = 'awards';
  readonly noun = 'Award';
  readonly right = 'AWARD';
  readonly columns = awardRowColumns;

  constructor(
    private readonly jobs: ImportJobs,
    private readonly arrival: VersionArrival,
    private readonly versions: VersionCopyStore,
    private readonly earners: KnownEarners,
    private readonly intake: EarnerIntake,
    private readonly pages: WithheldPages,
    private readonly writer: AwardWriter,
    private readonly writes: AwardWriteStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  parse(record: SourceRecord): Decision<AwardRow> {
    return readAwardRow(record, today(this.clock));
  }

  /** Achievements published a moment ago may still be on their way. */
  prepare({ tenant }: Pick<JobAtWork, 'tenant'>, rows: readonly NumberedRow<AwardRow>[]): Promise<void> {
    const { ids, codes } = versionsNamed(rows);
    return this.arrival.of(tenant, ids, codes);
  }

  async apply(tx: Tx, { id: job, tenant, may }: JobAtWork, rows: readonly NumberedRow<AwardRow>[]): Promise<Applied> {
    const results: RowResult[] = [];
    const fresh = await this.leaveKnown(tx, tenant, rows, results);
    const decided = await this.decide(tx, tenant, fresh, may, results);
    const { awards, made } = await this.withEarners(tx, tenant, decided, results);
    const stored = await this.write(tx, tenant, awards, results);
    const events = [...earnerBatchEvents(tenant, job, made, new Date(this.clock.now())), ...awardBatchEvents(tenant, job, stored)];
    return { results, marks: await appendEvents(tx, events) };
  }

  private async leaveKnown(tx: Tx, tenant: Uuid, rows: readonly NumberedRow<AwardRow>[], results: RowResult[]) {
    const known = await this.writes.withReferences(tx, tenant, rows.map(({ value }) => value.wish.partnerReference));
    return rows.filter(({ row, value }) => {
      const award = known.get(value.wish.partnerReference);
      if (award !== undefined) results.push({ row, status: 'UNCHANGED', id: asUuid(award) });
      return award === undefined;
    });
  }

  private async decide(tx: Tx, tenant: Uuid, rows: readonly NumberedRow<AwardRow>[], may: JobAtWork['may'], results: RowResult[]): Promise<Decided[]> {
    if (rows.length === 0) return [];
    const { ids, codes } = versionsNamed(rows);
    const copies = await this.versions.named(tx, tenant, ids, codes);
    const byId = new Map<string, VersionCopy>(copies.map((copy) => [copy.id, copy]));
    const byCode = new Map<string, VersionCopy>(copies.flatMap((copy) => (copy.state === 'PUBLISHED' ? [[copy.code, copy]] : [])));
    const day = today(this.clock);
    return rows.flatMap(({ row, value }) => {
      const { version, wish, earner } = value;
      const copy = 'id' in version ? byId.get(version.id) : byCode.get(version.code);
      const decision = reaches(may, copy) ? decideAward(wish, copy, day) : refused({ ...grantMissing(this.right), field: ['achievementVersionId'] });
      if (decision.ok) return [{ row, earner, decided: decision.value }];
      const [first] = decision.refusals;
      const field = first?.field?.at(-1) === 'achievementVersionId' && 'code' in version ? 'achievementCode' : (first?.field?.at(-1) ?? null);
      results.push(refusedRow(row, first?.code ?? 'INVALID_VALUE', first?.message ?? '', field === 'assessment' ? 'assessmentMethod' : field === 'results' ? 'resultName' : field));
      return [];
    });
  }

  private async withEarners(tx: Tx, tenant: Uuid, decided: readonly Decided[], results: RowResult[]): Promise<{ awards: Numbered[]; made: Uuid[] }> {
    const now = new Date(this.clock.now());
    const awards: Numbered[] = [];
    const made: Uuid[] = [];
    const add = ({ row, decided: fields }: Decided, earner: string) => awards.push({ row, award: madeAward(fields, tenant, earner, newId(), now) });
    const byId = decided.flatMap((line) => ('id' in line.earner ? [{ line, id: line.earner.id }] : []));
    const known = await this.earners.of(tx, tenant, [...new Set(byId.map(({ id }) => id))]);
    for (const { line, id } of byId) {
      const earner = known.get(id);
      if (earner) add(line, earner);
      else results.push(refusedRow(line.row, 'NOT_FOUND', 'There is no such earner.', 'earnerId'));
    }
    const named = decided.flatMap((line) => ('identifier' in line.earner ? [{ line, identifier: line.earner.identifier }] : []));
    if (named.length > 0) {
      const found = await this.intake.ensure(tx, tenant, named.map(({ identifier }) => ({ name: null, identifiers: [identifier] })));
      named.forEach(({ line }, index) => {
        const one = found[index];
        if (!one) throw new Error('an earner was asked for and none came');
        if (one.made) made.push(one.earner);
        add(line, one.earner);
      });
    }
    // In line order, so that of two lines that exclude each other the first one counts.
    awards.sort((a, b) => a.row - b.row);
    const allowed = await this.pages.asAllowed(tx, tenant, awards.map(({ award }) => award));
    return { awards: awards.map(({ row, award }, index) => ({ row, award: allowed[index] ?? award })), made };
  }

  private async write(tx: Tx, tenant: Uuid, awards: readonly Numbered[], results: RowResult[]): Promise<Award[]> {
    const stored: Award[] = [];
    for (let from = 0; from < awards.length; from += statementRows) {
      const part = awards.slice(from, from + statementRows);
      const written = await this.writer.write(tx, tenant, part.map(({ award }) => award), today(this.clock));
      part.forEach(({ row, award }, index) => {
        const outcome = written[index];
        if (!outcome) throw new Error('an award was left without an outcome');
        if (outcome.made) {
          stored.push(award);
          results.push({ row, status: 'CREATED', id: asUuid(award.id) });
        } else if (outcome.why === 'reference') results.push({ row, status: 'UNCHANGED', id: asUuid(outcome.award) });
        else {
          const message = 'The earner holds an award of this achievement already; its id is in `id`.';
          results.push(refusedRow(row, 'ALREADY_AWARDED', message, null, asUuid(outcome.award)));
        }
      });
    }
    return stored;
  }
}

interface Decided {
  readonly row: number;
  readonly earner: AwardRow['earner'];
  readonly decided: DecidedAward;
}
interface Numbered {
  readonly row: number;
  readonly award: Award;
}

function versionsNamed(rows: readonly NumberedRow<AwardRow>[]): { ids: string[]; codes: string[] } {
  const ids = new Set<string>();
  const codes = new Set<string>();
  for (const { value } of rows) {
    if ('id' in value.version) ids.add(value.version.id);
    else codes.add(value.version.code);
  }
  return { ids: [...ids], codes: [...codes] };
}
