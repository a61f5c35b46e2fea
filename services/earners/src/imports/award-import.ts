import { type Decision, grantMissing, refused } from '@cairn/access';
import { type Applied, type ImportKind, ImportJobs, type JobAtWork, type NumberedRow, refusedRow, type RowResult, type SourceRecord } from '@cairn/bulk';
import { appendEvents, appendPrepared, type PreparedEvents, prepareEvents } from '@cairn/messaging';
import { asUuid, newId, type Tx, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { VersionArrival } from '../achievement-version/version-arrival.js';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import type { Award } from '../award/award.js';
import { AwardWriter } from '../award/award-writer.js';
import { reaches } from '../award/may-award.js';
import { decideAward, madeAward } from '../award/new-award.js';
import { EarnerIntake } from '../earner/earner-intake.js';
import { AwardGuards } from '../consent/award-guards.js';
import { KnownEarners } from '../earner/known-earners.js';
import { PersonalData } from '../earner/personal-data.js';
import { awardBatchEvents, earnerBatchEvents } from '../events/publishes.js';
import { AwardUpsert } from './award-upsert.service.js';
import { type AwardRow, awardRowColumns, columnOf, readAwardRow } from './award-row.js';
import { type DecidedLine, LinesOnTop } from './lines-on-top.service.js';

/** Awards in one statement: larger sets make PostgreSQL slower for each row (performance.md 2). */
const statementRows = 1_000;

/** Awards in bulk. A line whose reference is known leaves its award as it is, or has it replaced where it says otherwise. */
@Injectable()
export class AwardImport implements ImportKind<AwardRow>, OnModuleInit {
  readonly kind = 'awards';
  readonly noun = 'Award';
  readonly right = 'AWARD';
  readonly columns = awardRowColumns;
  readonly key = { column: 'partnerReference', of: ({ wish }: AwardRow) => wish.partnerReference };

  constructor(
    private readonly jobs: ImportJobs,
    private readonly arrival: VersionArrival,
    private readonly versions: VersionCopyStore,
    private readonly earners: KnownEarners,
    private readonly intake: EarnerIntake,
    private readonly personal: PersonalData,
    private readonly guards: AwardGuards,
    private readonly writer: AwardWriter,
    private readonly upsert: AwardUpsert,
    private readonly onTop: LinesOnTop,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  parse(record: SourceRecord): Decision<AwardRow> {
    return readAwardRow(record, today(this.clock));
  }

  /** Achievements published a moment ago may still be on their way. Identifiers are digested here, while the database works on the lines before. */
  prepare({ tenant }: Pick<JobAtWork, 'tenant'>, rows: readonly NumberedRow<AwardRow>[]): Promise<void> {
    for (const { value: { earner } } of rows) if ('identifier' in earner) this.personal.lookup(tenant, earner.identifier);
    const { ids, codes } = versionsNamed(rows);
    return this.arrival.of(tenant, ids, codes);
  }

  async apply(tx: Tx, job: JobAtWork, rows: readonly NumberedRow<AwardRow>[]): Promise<Applied> {
    const { tenant, may } = job;
    const { fresh, results, marks } = await this.upsert.settle(tx, job, rows);
    const decided = await this.decide(tx, tenant, fresh, may, results);
    const allowed = await this.onTop.allowed(tx, tenant, decided, results);
    const { awards, made } = await this.withEarners(tx, tenant, allowed, results);
    const { events, late } = await this.write(tx, job, awards, results);
    const born = made.length > 0 ? await appendEvents(tx, earnerBatchEvents(tenant, job.id, made, new Date(this.clock.now()))) : [];
    const told = [...born, ...(await appendPrepared(tx, events))];
    if (late.size === 0) return { results, marks: [...marks, ...told] };
    // Another job made these awards meanwhile: they are known by now.
    const settled = await this.upsert.settle(tx, job, fresh.filter(({ row }) => late.has(row)));
    return { results: [...results, ...settled.results], marks: [...marks, ...told, ...settled.marks] };
  }

  private async decide(tx: Tx, tenant: Uuid, rows: readonly NumberedRow<AwardRow>[], may: JobAtWork['may'], results: RowResult[]): Promise<DecidedLine[]> {
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
      if (decision.ok && copy) return [{ row, earner, decided: decision.value, version: copy }];
      if (decision.ok) throw new Error('a line was decided on without its version');
      const [first] = decision.refusals;
      const field = first?.field?.at(-1) ?? null;
      const column = field === 'achievementVersionId' && 'code' in version ? 'achievementCode' : field && columnOf(field);
      results.push(refusedRow(row, first?.code ?? 'INVALID_VALUE', first?.message ?? '', column));
      return [];
    });
  }

  private async withEarners(tx: Tx, tenant: Uuid, decided: readonly DecidedLine[], results: RowResult[]): Promise<{ awards: Numbered[]; made: Uuid[] }> {
    const now = new Date(this.clock.now());
    const awards: (Numbered & { readonly version: VersionCopy })[] = [];
    const made: Uuid[] = [];
    const add = ({ row, decided: fields, version }: DecidedLine, earner: string) => awards.push({ row, version, award: madeAward(fields, tenant, earner, newId(), now) });
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
    const allowed = await this.guards.asAllowed(tx, tenant, awards, today(this.clock));
    return { awards: awards.map(({ row, award }, index) => ({ row, award: allowed[index] ?? award })), made };
  }

  /** What is told of the awards is written out while the database is at work on them. */
  private async write(tx: Tx, { id: job, tenant }: JobAtWork, awards: readonly Numbered[], results: RowResult[]): Promise<{ events: PreparedEvents; late: Set<number> }> {
    const told: PreparedEvents[] = [];
    const late = new Set<number>();
    for (let from = 0; from < awards.length; from += statementRows) {
      const part = awards.slice(from, from + statementRows);
      const wished = part.map(({ award }) => award);
      const [written, foreseen] = await Promise.all([this.writer.write(tx, tenant, wished, today(this.clock)), this.told(tx, tenant, job, wished)]);
      const stored: Award[] = [];
      part.forEach(({ row, award }, index) => {
        const outcome = written[index];
        if (!outcome) throw new Error('an award was left without an outcome');
        if (outcome.made) {
          stored.push(award);
          results.push({ row, status: 'CREATED', id: asUuid(award.id) });
        } else if (outcome.why === 'reference') late.add(row);
        else {
          const message = 'The earner holds an award of this achievement already; its id is in `id`.';
          results.push(refusedRow(row, 'ALREADY_AWARDED', message, null, asUuid(outcome.award)));
        }
      });
      told.push(stored.length === wished.length ? foreseen : prepareEvents(tx, awardBatchEvents(tenant, job, stored)));
    }
    return { events: { notes: told.flatMap(({ notes }) => notes), rows: told.flatMap(({ rows }) => rows) }, late };
  }

  /** After the statement under way has left for the database. */
  private async told(tx: Tx, tenant: Uuid, job: Uuid, awards: readonly Award[]): Promise<PreparedEvents> {
    await new Promise(setImmediate);
    return prepareEvents(tx, awardBatchEvents(tenant, job, awards));
  }
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
