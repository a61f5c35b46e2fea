import type { AchievementVersionText } from '@cairn/events';
import { newSubmission } from '../assessment/submission/new-submission.js';
import type { Submission } from '../assessment/submission/submission.js';
import { SubmissionStore } from '../assessment/submission/submission.store.js';
import type { TestService } from './service.js';

/** A submission for a version, stored as it is: a draft, unless a test names what matters to it. */
export async function aStoredSubmission(service: TestService, tenant: string, earner: string, text: AchievementVersionText, change: Partial<Submission> = {}): Promise<Submission> {
  const at = new Date('2026-12-18T15:00:00Z');
  const { issuer, achievement, achievementVersion } = text;
  const submission = newSubmission({ tenant, earner, issuer, achievement, achievementVersion, language: 'en', at });
  const store = service.app.get(SubmissionStore);
  const stored = { ...submission, ...change };
  await service.database.work((tx) => store.insert(tx, { ...submission, language: stored.language }));
  await service.database.work((tx) => store.update(tx, stored));
  return stored;
}
