import type { NewEvent } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { submissionWithdrawnEvent } from '../../events/publishes-submissions.js';
import { LooseObjectStore } from '../evidence/loose-object.store.js';
import { CaseMovesStore } from './case-moves.store.js';
import { SubmissionTexts } from './submission-texts.service.js';

/** What a person wrote and handed in: for the person's record, and to be forgotten with him. */
@Injectable()
export class WrittenInCases {
  constructor(
    private readonly database: Database,
    private readonly moves: CaseMovesStore,
    private readonly loose: LooseObjectStore,
    private readonly texts: SubmissionTexts,
  ) {}

  /** The submissions of an earner with their texts and where their files lie, the latest 200. */
  async of(tenant: string, earner: string): Promise<object[]> {
    const cases = await this.database.read({ tenant }, (tx) => this.moves.ofEarner(tx, tenant, earner));
    const [drafts, filings] = [await this.texts.draftsOf(cases), await this.texts.filingsOf(cases)];
    return cases.map(({ id, number, state, achievement, achievementVersion, language, attempt, submittedAt, dueAt, decidedAt, createdAt, updatedAt }, at) => ({
      ...{ id: publicId('Submission', id), number, state, language, attempt, submittedAt, dueAt, decidedAt, createdAt, updatedAt },
      achievement: publicId('Achievement', achievement),
      achievementVersion: publicId('AchievementVersion', achievementVersion),
      draft: (drafts[at] ?? []).map(({ evidence, ...part }) => ({ ...part, evidence: evidence.map(named) })),
      attempts: (filings[at] ?? []).map(({ parts, ...filing }) => ({ ...filing, parts: parts.map(({ evidence, ...part }) => ({ ...part, evidence: evidence.map(named) })) })),
    }));
  }

  /**
   * Ends what is open and takes away what was written, in the transaction of the erasure; the files are noted and deleted by
   * the next sweep. Answers what to tell.
   */
  async forget(tx: Tx, tenant: string, records: readonly string[], at: Date): Promise<NewEvent[]> {
    const ended = await this.moves.end(tx, tenant, records, at);
    await this.loose.noteAllOf(tx, tenant, records);
    await this.moves.forget(tx, tenant, records);
    return ended.map(submissionWithdrawnEvent);
  }
}

const named = <Evidence extends { readonly id: string }>(evidence: Evidence) => ({ ...evidence, id: publicId('Evidence', evidence.id) });
