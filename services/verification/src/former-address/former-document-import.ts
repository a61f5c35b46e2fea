import { type Decision, grantMissing } from '@cairn/access';
import { note } from '@cairn/audit';
import { type Applied, type ImportKind, ImportJobs, type JobAtWork, type NumberedRow, refusedRow, type RowResult, type SourceRecord } from '@cairn/bulk';
import { asUuid, newId, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { formerDocumentColumns, type FormerDocumentRow, readFormerDocument } from './former-document-row.js';
import { FormerDocumentStore } from './former-document.store.js';

/** Documents of other hosts in bulk, by their addresses. The same text again changes nothing. */
@Injectable()
export class FormerDocumentImport implements ImportKind<FormerDocumentRow>, OnModuleInit {
  readonly kind = 'former-documents';
  readonly noun = 'FormerDocument';
  readonly right = 'ADMINISTER';
  readonly columns = formerDocumentColumns;
  readonly key = { column: 'address', of: ({ address }: FormerDocumentRow) => keyOf(address) };
  private readonly here: string;

  constructor(
    private readonly jobs: ImportJobs,
    private readonly store: FormerDocumentStore,
    @Inject(PLATFORM) { publicUrl }: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.here = new URL(publicUrl).host;
  }

  onModuleInit(): void {
    this.jobs.register(this);
  }

  parse(record: SourceRecord): Decision<FormerDocumentRow> {
    return readFormerDocument(record, this.here);
  }

  async apply(tx: Tx, { id: job, tenant, may }: JobAtWork, rows: readonly NumberedRow<FormerDocumentRow>[]): Promise<Applied> {
    if (!may({})) {
      const { code, message } = grantMissing(this.right);
      return { results: rows.map(({ row }) => refusedRow(row, code, message)), marks: [] };
    }
    const known = new Map((await this.store.lock(tx, tenant, rows.map(({ value }) => value))).map((one) => [keyOf(one), one]));
    const results: RowResult[] = [];
    const written: (FormerDocumentRow & { id: string })[] = [];
    for (const { row, value } of rows) {
      const there = known.get(keyOf(value.address));
      const id = asUuid(there?.id ?? newId());
      results.push({ row, status: there ? (there.same ? 'UNCHANGED' : 'REPLACED') : 'CREATED', id });
      if (!there?.same) written.push({ ...value, id });
    }
    if (written.length > 0) {
      await this.store.write(tx, tenant, written, new Date(this.clock.now()));
      await note(tx, { tenant, action: 'cairn.former-documents.imported', subject: job, subjectKind: 'IMPORT_JOB' });
    }
    return { results, marks: [] };
  }
}

const keyOf = ({ host, path }: { readonly host: string; readonly path: string }): string => host + path;
