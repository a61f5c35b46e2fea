import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { CaseSeals } from '../submission/case-seals.js';
import { CaseSight } from './case-sight.js';
import { CaseViews, type Seen } from './case-views.js';
import type { MisconductCase, MisconductState } from './misconduct.js';
import { MisconductStore } from './misconduct.store.js';

export type SeenMisconduct = Seen<MisconductCase>;

type MisconductText = 'statement' | 'notice' | 'answer';

/** Texts of a case, opened. */
export type MisconductTexts = Readonly<Record<MisconductText, string | null>>;

/** Reading cases of misconduct. */
@Injectable()
export class MisconductViewService extends CaseViews<MisconductCase, MisconductState, MisconductText> {
  constructor(database: Database, sight: CaseSight, seals: CaseSeals, store: MisconductStore) {
    super(database, sight, seals, store, {
      judging: 'SIT_ON_COMMITTEE',
      unlisted: 'Cases of misconduct are listed for those who SIT_ON_COMMITTEE.',
      texts: ['statement', 'notice', 'answer'],
      sealedAs: 'misconduct',
      // Before notice there is nothing for the earner to see.
      isKnownToEarner: ({ noticeAt }) => noticeAt !== null,
    });
  }
}
