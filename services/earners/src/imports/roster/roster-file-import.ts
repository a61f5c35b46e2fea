import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { type Applied, type ImportKind, ImportJobs, inLanes, type JobAtWork, type NumberedRow, refusedRow, type RowResult, type SourceRecord } from '@cairn/bulk';
import { appendEvents } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LineOutcome } from '../../assessment/roster/roster-delta.js';
import { RosterDeltaStore } from '../../assessment/roster/roster-delta.store.js';
import { readRosterLine, rosterColumns, type RosterLine } from '../../assessment/roster/roster-line.js';
import { faultsAmong, type RosterLines, RosterLinesService } from '../../assessment/roster/roster-lines.service.js';
import { unpackOneRoster } from './one-roster-bundle.js';

/** One line of a roster; null: of somebody who stands on no roster of earners. */
type Row = RosterLine | null;

const statusOf: Record<LineOutcome, 'CREATED' | 'REPLACED' | 'UNCHANGED'> = { joined: 'CREATED', left: 'REPLACED', changed: 'REPLACED', unchanged: 'UNCHANGED' };

/** Rosters in bulk: lines that say what became of somebody, or, without `change`, who stands on the roster and as what. */
@Injectable()
export class RosterFileImport implements ImportKind<Row>, OnModuleInit {
  readonly kind = 'roster';
  readonly noun = 'Earner';
  readonly right = 'AWARD';
  readonly columns = rosterColumns;
  readonly key = { column: 'identifier', of: (row: Row) => (row === null ? null : `${row.identifier.type} ${row.identifier.value}`) };
  readonly unpack = unpackOneRoster;

  constructor(
    private readonly jobs: ImportJobs,
    private readonly deltas: RosterDeltaStore,
    private readonly lines: RosterLinesService,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  parse(record: SourceRecord): Decision<Row> {
    if (record.skip === true) return accepted(null);
    const { fault } = record as { fault?: { column: string; message: string } };
    if (typeof fault === 'object') return refused(refusal('INVALID_VALUE', String(fault.message), String(fault.column)));
    if (record.change) return readRosterLine(record);
    const line = readRosterLine({ ...record, change: 'JOINED' });
    return line.ok ? accepted({ ...line.value, change: 'PRESENT' }) : line;
  }

  async apply(tx: Tx, { id: job, tenant }: JobAtWork, rows: readonly NumberedRow<Row>[]): Promise<Applied> {
    await this.deltas.hold(tx, tenant);
    const lines: RosterLines = rows.flatMap(({ row, value }) => (value ? [{ row, value }] : []));
    const persons = await this.lines.personsOf(tx, tenant, lines);
    const faults = new Map(faultsAmong(lines, persons).map((fault) => [fault.row, fault]));
    const { outcomes, events } = await this.lines.apply(tx, tenant, job, lines.filter(({ row }) => !faults.has(row)), persons);
    const results: RowResult[] = [
      ...rows.flatMap(({ row, value }) => (value ? [] : [{ row, status: 'UNCHANGED' as const, id: null }])),
      ...[...faults.values()].map(({ row, code, field, message }) => refusedRow(row, code, message, field)),
      ...outcomes.map(({ row, earner, what }) => ({ row, status: statusOf[what], id: earner })),
    ];
    const made = await appendEvents(tx, events.made);
    return { results, marks: [...made, ...inLanes(await appendEvents(tx, events.changed), events.changed)] };
  }
}
