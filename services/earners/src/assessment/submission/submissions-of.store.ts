import { Injectable } from '@nestjs/common';
import { ListsOfOwners } from '../../lists/lists-of-owners.store.js';
import type { Submission } from './submission.js';
import { submissionColumns } from './submission.store.js';

/** What lists of submissions hang on. */
export type SubmissionOwner = 'earner' | 'achievement';

/** Submissions of many earners or achievements at once, the latest first. */
@Injectable()
export class SubmissionsOfStore extends ListsOfOwners<Submission, SubmissionOwner> {
  constructor() {
    super(
      { table: 'submission', alias: 's', from: 'submission s', columns: submissionColumns, order: 'created_at', orderType: 'timestamptz', orderShown: 'createdAt' },
      ['earner', 'achievement'],
    );
  }
}
