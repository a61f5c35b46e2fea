import { grantMissing, notFound, refused } from '@cairn/access';
import { type Applied, type ImportKind, ImportJobs, type JobAtWork, type NumberedRow, type PlacedMark, refusedRow, type RowResult } from '@cairn/bulk';
import { PARTITIONS } from '@cairn/events';
import { partitionOf } from '@cairn/messaging';
import { asUuid, type Tx } from '@cairn/postgres';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CreditLedger, type Entered } from '../maintenance/ledger/credit-ledger.service.js';
import { creditEntryColumns, type CreditEntryRow, readCreditEntryRow } from './credit-entry-row.js';
import { KnownAwardStore } from './known-award.store.js';

/** Entries of ledgers in bulk. A line whose reference is known leaves its entry as it is: entries are revised, not replaced. */
@Injectable()
export class CreditEntryImport implements ImportKind<CreditEntryRow>, OnModuleInit {
  readonly kind = 'credit-entries';
  readonly noun = 'CreditEntry';
  readonly right = 'AWARD';
  readonly columns = creditEntryColumns;
  readonly parse = readCreditEntryRow;
  readonly key = { column: 'reference', of: ({ reference }: CreditEntryRow) => reference };

  constructor(
    private readonly jobs: ImportJobs,
    private readonly ledger: CreditLedger,
    private readonly awards: KnownAwardStore,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  /** Ledger by ledger, the awards locked in one order by everybody: all lines about one are entered together, and its award is judged once. */
  async apply(tx: Tx, job: JobAtWork, rows: readonly NumberedRow<CreditEntryRow>[]): Promise<Applied> {
    const named = rows.flatMap(({ value }) => ('reference' in value.award ? [value.award.reference] : []));
    const awards = await this.awards.byReferences(tx, job.tenant, [...new Set(named)]);
    const byAward = Map.groupBy(rows, ({ value: { award } }) => ('id' in award ? award.id : (awards.get(award.reference)?.id ?? '')));
    const results: RowResult[] = [];
    const marks: PlacedMark[] = [];
    for (const award of [...byAward.keys()].sort()) {
      const lines = byAward.get(award) ?? [];
      const entered = await this.enter(tx, job, award, lines);
      lines.forEach(({ row, value }, index) => {
        const one = entered[index] ?? entered[0];
        if (!one) throw new Error('a line was left without an answer');
        if (one.ok) {
          results.push({ row, status: one.value.marks.length > 0 ? 'CREATED' : 'UNCHANGED', id: asUuid(one.value.id) });
          // The entry's own event comes first; those after it are about the award.
          marks.push(...one.value.marks.map((mark, at) => ({ ...mark, lane: partitionOf(at === 0 ? one.value.id : award, PARTITIONS) })));
        } else {
          const [first] = one.refusals;
          results.push(refusedRow(row, first?.code ?? 'INVALID_VALUE', first?.message ?? '', columnOf(first?.field?.at(-1), value)));
        }
      });
    }
    return { results, marks };
  }

  /** What became of each line about an award; one answer where it is the same for all. */
  private async enter(tx: Tx, { tenant, may }: JobAtWork, award: string, lines: readonly NumberedRow<CreditEntryRow>[]): Promise<Entered[]> {
    if (award === '') return [refused(notFound('award', 'awardId'))];
    const open = await this.ledger.open(tx, tenant, award, 'awardId');
    if (!open.ok) return [open];
    const { issuer, achievement } = open.value.award;
    if (!may({ issuer, achievement })) return [refused({ ...grantMissing(this.right), field: ['awardId'] })];
    return this.ledger.enterAll(tx, open.value, lines.map(({ value: { facts, reference } }) => ({ facts, origin: { source: 'IMPORT', sourceAward: null, reference } })));
  }
}

const columnOf = (field: string | undefined, { award }: CreditEntryRow): string | null => (field === 'awardId' && 'reference' in award ? 'awardReference' : (field ?? null));
