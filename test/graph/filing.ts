import type { TestTenant } from '@cairn/testkit';
import { type AchievementMarked, aPublishedAchievement, eventually, type Marked } from './arrange.js';

const refusals = 'userErrors { code field message }';

function did<Payload extends object>(tenant: TestTenant, name: string, fields: string, input: object): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  return tenant.mutate<Payload>(`mutation ($input: ${type}) { ${name}(input: $input) { ${fields} ${refusals} } }`, { input });
}

/** Text of an achievement that is reviewed by one part with text, a link and a file. */
const reviewedText = {
  claimBasis: 'APPLIED_COMPETENCY',
  earningModes: ['PROJECT'],
  requirement: { kind: 'PROJECT', key: 'work', title: 'A piece of work', assessed: true, criteria: ['quality'], evidence: { kinds: ['TEXT', 'LINK', 'FILE'], artefactsMin: 0, artefactsMax: 4 } },
  rubrics: [{ key: 'rubric', title: 'Rubric', criteria: [{ key: 'quality', title: 'Quality', standard: 'meets', levels: [{ key: 'not-yet', title: 'Not yet' }, { key: 'meets', title: 'Meets the standard' }] }] }],
  assessment: { decision: 'SINGLE_REVIEW' },
};

export const aReviewedAchievement = (tenant: TestTenant, issuer: Marked, title: string): Promise<AchievementMarked> => aPublishedAchievement(tenant, issuer, title, reviewedText);

/** What an earner hands in; every text is drawn from `secret`. */
export async function handIn(tenant: TestTenant, achievement: AchievementMarked, earnerId: string, secret: () => string, { filed }: { readonly filed: boolean }): Promise<string> {
  const start = () => did<{ submission: { id: string } }>(tenant, 'startSubmission', 'submission { id }', { earnerId, achievementVersionId: achievement.versionId });
  // The version may still be on its way to where submissions are kept.
  const { submission } = await eventually(() => start().catch(() => ({ submission: null })), (made) => made.submission !== null);
  const submissionId = submission?.id ?? '';
  await did(tenant, 'saveSubmissionDraft', '', { submissionId, revision: 0, parts: [{ requirementKey: 'work', text: `What I did, says ${secret()}.` }] });
  await did(tenant, 'addEvidenceLink', '', { submissionId, requirementKey: 'work', url: `https://work.example/${secret()}` });
  const uploaded = await fetch(`${tenant.url}/files/earners`, { method: 'POST', headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'text/plain' }, body: `A note by ${secret()}.\n` });
  const fileUploadId = uploaded.headers.get('location')?.split('/').at(-1);
  await did(tenant, 'addEvidenceFile', '', { submissionId, requirementKey: 'work', fileUploadId, name: `${secret()}.txt` });
  if (filed) await did(tenant, 'submitAttempt', '', { submissionId, statements: [] });
  return submissionId;
}
