import { type Decision, grantMissing, refused } from '@cairn/access';
import { type Applied, type ImportKind, ImportJobs, type JobAtWork, type NumberedRow, type PlacedMark, refusedRow, type RowResult, type SourceRecord } from '@cairn/bulk';
import { PARTITIONS } from '@cairn/events';
import { partitionOf } from '@cairn/messaging';
import { asUuid, type Tx } from '@cairn/postgres';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { isInputType } from 'graphql';
import { achievementColumns, type AchievementRow, columnOf, readAchievementRow } from './achievement-row.js';
import { AchievementWriting, type AchievementWritten } from './achievement-writing.service.js';

/** Achievements in bulk, by their codes. The same text again leaves an achievement as it is; another one becomes its next version. */
@Injectable()
export class AchievementImport implements ImportKind<AchievementRow>, OnModuleInit {
  readonly kind = 'achievements';
  readonly noun = 'Achievement';
  readonly right = 'DESIGN';
  readonly columns = achievementColumns;
  readonly key = { column: 'code', of: ({ code }: AchievementRow) => code };

  constructor(
    private readonly jobs: ImportJobs,
    private readonly modules: ModuleRef,
    private readonly writing: AchievementWriting,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  parse(record: SourceRecord): Decision<AchievementRow> {
    const { schema } = this.modules.get(GraphQLSchemaHost, { strict: false });
    const type = schema.getType('AchievementVersionInput');
    if (!type || !isInputType(type)) throw new Error('the schema has no AchievementVersionInput');
    return readAchievementRow(record, type);
  }

  /** What is there already is told from what was read for all lines at once. The others are written line by line; one that is refused leaves nothing behind. */
  async apply(tx: Tx, job: JobAtWork, rows: readonly NumberedRow<AchievementRow>[]): Promise<Applied> {
    const known = await this.writing.knownOf(tx, job.tenant, rows.map(({ value }) => value));
    const results: RowResult[] = [];
    const marks: PlacedMark[] = [];
    for (const { row, value } of rows) {
      const there = known.achievements.get(value.code)?.achievement;
      const missing = missingRight(job, value, there?.id);
      if (there && !missing && this.writing.isThere(value, known)) {
        results.push({ row, status: 'UNCHANGED', id: asUuid(there.id) });
        continue;
      }
      await tx.compose('SAVEPOINT line');
      const written: Decision<AchievementWritten> = missing ? refused(grantMissing(missing)) : await this.writing.write(tx, value, known);
      await tx.compose(written.ok ? 'RELEASE SAVEPOINT line' : 'ROLLBACK TO SAVEPOINT line');
      if (written.ok) {
        const { achievement, what, marks: told } = written.value;
        results.push({ row, status: what, id: asUuid(achievement) });
        marks.push(...told.map((mark) => ({ ...mark, lane: partitionOf(achievement, PARTITIONS) })));
      } else {
        const [first] = written.refusals;
        const member = first?.field?.find((step) => step !== 'version') ?? null;
        results.push(refusedRow(row, first?.code ?? 'INVALID_VALUE', first?.message ?? '', member && columnOf(member), there && asUuid(there.id)));
      }
    }
    return { results, marks };
  }
}

function missingRight({ may }: JobAtWork, { issuer, publish }: AchievementRow, achievement: string | undefined): 'DESIGN' | 'PUBLISH' | undefined {
  const on = achievement === undefined ? { issuer } : { issuer, achievement };
  if (!may(on, 'DESIGN')) return 'DESIGN';
  return publish && !may(on, 'PUBLISH') ? 'PUBLISH' : undefined;
}
