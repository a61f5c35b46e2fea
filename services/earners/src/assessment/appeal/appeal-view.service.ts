import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { CaseSight } from '../misconduct/case-sight.js';
import { CaseViews, type Seen } from '../misconduct/case-views.js';
import { CaseSeals } from '../submission/case-seals.js';
import type { Appeal, AppealState } from './appeal.js';
import { AppealStore } from './appeal.store.js';

export type SeenAppeal = Seen<Appeal>;

type AppealText = 'statement' | 'answer';

/** Texts of an appeal, opened. */
export type AppealTexts = Readonly<Record<AppealText, string | null>>;

/** Reading appeals. */
@Injectable()
export class AppealViewService extends CaseViews<Appeal, AppealState, AppealText> {
  constructor(database: Database, sight: CaseSight, seals: CaseSeals, store: AppealStore) {
    super(database, sight, seals, store, {
      judging: 'GRANT_AWARD',
      unlisted: 'Appeals are listed for holders of GRANT_AWARD.',
      texts: ['statement', 'answer'],
      sealedAs: 'appeal',
    });
  }
}
