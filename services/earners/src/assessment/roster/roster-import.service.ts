import { createHash } from 'node:crypto';
import { accepted, type Decision, grantMissing, may, maySomewhere, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { type NumberedRow, readCsvText } from '@cairn/bulk';
import { appendEvents, type Mark } from '@cairn/messaging';
import { asUuid, Database, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { DeltaCounts } from './roster-delta.js';
import { type AppliedDelta, type LineError, RosterDeltaStore } from './roster-delta.store.js';
import { faultsAmong, type RosterLines, RosterLinesService } from './roster-lines.service.js';
import { readRosterLine, rosterColumns, type RosterLine } from './roster-line.js';

/** Lines of one delta; larger rosters come as several. */
const linesMax = 5_000;

export interface DeltaAsked {
  readonly deltaId: string;
  readonly mode: 'ALL_OR_NOTHING' | 'BEST_EFFORT';
  readonly csv: string;
}

export interface DeltaOutcome {
  /** False: a line was refused, and nothing was written. */
  readonly applied: boolean;
  readonly alreadyApplied: boolean;
  readonly counts: DeltaCounts;
  readonly errors: readonly LineError[];
  readonly marks: readonly Mark[];
}

/** Deltas of a roster: who joined, who left, who changed. Each is applied once, in one transaction. */
@Injectable()
export class RosterImportService {
  constructor(
    private readonly database: Database,
    private readonly store: RosterDeltaStore,
    private readonly lines: RosterLinesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async import(principal: Principal, { deltaId, mode, csv }: DeltaAsked): Promise<Decision<DeltaOutcome>> {
    if (principal.tenant === null || !(maySomewhere(principal, 'AWARD') || may(principal, 'ADMINISTER'))) return refused(grantMissing('AWARD'));
    const tenant = asUuid(principal.tenant);
    if (!/^[\x21-\x7e]{1,100}$/.test(deltaId)) return refused(refusal('INVALID_VALUE', 'The id of a delta is 1 to 100 visible ASCII characters.', 'deltaId'));
    const records = await readCsvText(csv, rosterColumns);
    if (typeof records === 'string') return refused(refusal('INVALID_VALUE', records, 'csv'));
    if (records.length > linesMax) return refused(refusal('INVALID_VALUE', `A delta has at most ${linesMax} lines; send several.`, 'csv'));
    const { lines, errors } = readLines(records);
    const contentHash = createHash('sha256').update(csv).digest();
    return this.database.write({ tenant }, async (tx) => {
      await this.store.hold(tx, tenant);
      const before = await this.store.applied(tx, tenant, deltaId);
      if (before) return again(before, contentHash);
      const persons = await this.lines.personsOf(tx, tenant, lines);
      const faults = [...errors, ...faultsAmong(lines, persons)].sort((a, b) => a.row - b.row);
      if (faults.length > 0 && mode === 'ALL_OR_NOTHING') return accepted({ applied: false, alreadyApplied: false, counts: none, errors: faults, marks: [] });
      const refusedRows = new Set(faults.map(({ row }) => row));
      await note(tx, { tenant, action: 'cairn.roster.delta-applied', subject: tenant, subjectKind: 'TENANT' });
      const { counts, events } = await this.lines.apply(tx, tenant, newId(), lines.filter(({ row }) => !refusedRows.has(row)), persons);
      await this.store.note(tx, tenant, deltaId, { contentHash, counts, errors: faults }, new Date(this.clock.now()));
      return accepted({ applied: true, alreadyApplied: false, counts, errors: faults, marks: await appendEvents(tx, [...events.made, ...events.changed]) });
    });
  }
}

const none: DeltaCounts = { joined: 0, left: 0, changed: 0, unchanged: 0 };

function again({ contentHash: before, counts, errors }: AppliedDelta, contentHash: Buffer): Decision<DeltaOutcome> {
  if (!before.equals(contentHash)) return refused(refusal('IDEMPOTENCY_KEY_REUSED', 'A delta of this id, with other lines, was applied already.', 'deltaId'));
  return accepted({ applied: true, alreadyApplied: true, counts, errors, marks: [] });
}

function readLines(records: readonly (object | string)[]): { lines: RosterLines; errors: LineError[] } {
  const lines: NumberedRow<RosterLine>[] = [];
  const errors: LineError[] = [];
  records.forEach((record, index) => {
    const row = index + 1;
    if (typeof record === 'string') return errors.push({ row, code: 'MALFORMED_LINE', field: null, message: record });
    const line = readRosterLine(record as Record<string, unknown>);
    if (line.ok) return lines.push({ row, value: line.value });
    const [first] = line.refusals;
    return errors.push({ row, code: first?.code ?? 'INVALID_VALUE', field: first?.field?.[0] ?? null, message: first?.message ?? 'The line is not acceptable.' });
  });
  return { lines, errors };
}
