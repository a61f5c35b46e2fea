import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, eventually } from './arrange.js';
import { aStaff, codes, did, type Staff } from './s04-people.js';

/**
 * An internship: filed with a report, attested by the supervisor through the link in a mail, reviewed and granted; hosts and
 * hours are in the award and in its document. That a link ends after 30 days, that a decision is told to be late, and that a
 * mail is not sent twice after a crash needs time or a fault, and is in services/earners/src/assessment/attestation and
 * services/earners/src/notice.
 */

const word = () => randomBytes(4).toString('hex');
const internship = {
  useCase: 'INTERNSHIP',
  claimBasis: 'APPLIED_COMPETENCY',
  earningModes: ['WORK_BASED'],
  stated: { learningOutcomes: ['Runs a crane by night.'], host: 'Any harbour of the coast', period: 'One summer', hours: 300 },
  requirement: {
    kind: 'ALL',
    of: [
      { kind: 'PART', key: 'report', title: 'Report', assessed: true, criteria: ['reflects'], evidence: { kinds: ['TEXT'], wordsMax: 200, artefactsMax: 0 } },
      { kind: 'ATTESTATION', key: 'supervisor', title: 'Statement of the supervisor', attestorRole: 'supervisor' },
    ],
  },
  rubrics: [{ key: 'r', title: 'Report', criteria: [{ key: 'reflects', title: 'Reflects', standard: 'yes', levels: [{ key: 'no', title: 'Not yet' }, { key: 'yes', title: 'Yes' }] }] }],
  assessment: { decision: 'SINGLE_REVIEW', reviewDays: 5, statements: [] },
};

interface Attestation {
  readonly id: string;
  readonly state: string;
  readonly attestedHours: number | null;
}

describe('an internship', () => {
  let harbour: TestTenant;
  let achievement: AchievementMarked;
  let reviewer: Staff;
  let submissionId: string;
  let earnerId: string;
  const earnerName = `Mira${word()} Solano${word()}`;
  const own = `mira-${word()}@people.example`;
  const supervisor = `dana-${word()}@harbour.example`;
  const supervisorName = `Dana${word()}`;

  const mailsTo = (address: string): string[] => {
    const { mailDir } = aRegistry();
    const files = existsSync(mailDir) ? readdirSync(mailDir) : [];
    return files.map((file) => readFileSync(join(mailDir, file), 'utf8')).filter((mail) => mail.startsWith(`To: ${address}\n`));
  };
  const mailTo = async (address: string, subject: string): Promise<string> => {
    const found = await eventually(async () => mailsTo(address).filter((mail) => mail.includes(`Subject: ${subject}`)), (mails) => mails.length > 0);
    expect(found).toHaveLength(1);
    return found[0] ?? '';
  };
  const attestations = async (): Promise<Attestation[]> => {
    const query = 'query ($id: ID!) { submission(id: $id) { attestations { id state attestedHours } } }';
    return (await harbour.read<{ submission: { attestations: Attestation[] } }>(query, { id: submissionId })).submission.attestations;
  };
  const asked = (more: object = {}) => ({
    submissionId,
    requirementKey: 'supervisor',
    name: supervisorName,
    email: supervisor,
    host: 'Harbour Works',
    from: '2026-06-01',
    until: '2026-08-31',
    hours: 320,
    statement: `${earnerName} ran the crane.`,
    ...more,
  });

  beforeAll(async () => {
    harbour = await aTenant('Harbour Learning', ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'REVIEW', 'GRANT_AWARD']);
    const issuer = await anIssuer(harbour);
    achievement = await aPublishedAchievement(harbour, issuer, 'Crane internship', internship);
    reviewer = await aStaff(harbour, 'Petra', ['REVIEW']);
    await did(harbour, 'registerReviewer', { actorId: reviewer.clientId, languages: ['en'], groups: [] });
    const { earner } = await did<{ earner: { id: string } }>(harbour, 'createEarner', { name: earnerName, identifiers: [{ type: 'EMAIL', value: own }] }, 'earner { id }');
    earnerId = earner.id;
    // Earners hears of what was published a moment later.
    const begin = () =>
      harbour.mutate<{ submission: { id: string } | null }>(
        'mutation ($input: StartSubmissionInput!) { startSubmission(input: $input) { submission { id } userErrors { code field message } } }',
        { input: { earnerId, achievementVersionId: achievement.versionId } },
        { refusals: 'expected' },
      );
    const { submission } = await eventually(begin, (answer) => answer.submission !== null);
    submissionId = submission?.id ?? '';
    await did(harbour, 'saveSubmissionDraft', { submissionId, revision: 0, parts: [{ requirementKey: 'report', text: 'I learned to lift by night.' }] });
  }, 60_000);

  it('is not filed before its supervisor has said what was done', async () => {
    expect(await codes(harbour, 'submitAttempt', { submissionId, statements: [] })).toEqual(['PART_MISSING']);
  });

  it('asks no one to attest himself, and refuses days and hours that cannot be', async () => {
    expect(await codes(harbour, 'askAttestation', asked({ email: own }))).toEqual(['INVALID_VALUE']);
    expect(await codes(harbour, 'askAttestation', asked({ requirementKey: 'report' }))).toEqual(['INVALID_VALUE']);
    expect(await codes(harbour, 'askAttestation', asked({ from: '2026-09-01' }))).toEqual(['INVALID_VALUE']);
    expect(await codes(harbour, 'askAttestation', asked({ from: '2026-08-31', hours: 25 }))).toEqual(['INVALID_VALUE']);
  });

  it('is confirmed on the page that the link in the mail opens, once, with the hours that were worked', async () => {
    await did(harbour, 'askAttestation', asked());
    expect(await codes(harbour, 'askAttestation', asked({ email: `other-${word()}@harbour.example` }))).toEqual(['ATTESTATION_STATE_INVALID']);
    const mail = await mailTo(supervisor, `${earnerName} asks you to confirm work done`);
    expect(mail).not.toContain('ran the crane');
    const [, path = ''] = /https?:\/\/[^/]+(\/attest\/[\w-]+)/.exec(mail) ?? [];
    const page = await fetch(`${harbour.url}${path}`);
    const text = await page.text();
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining("default-src 'none'")]);
    expect(text).toContain(`${earnerName} ran the crane.`);
    const token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const post = (fields: Record<string, string>) => fetch(`${harbour.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    expect((await post({ hours: '300', answer: 'confirm' })).status).toBe(403);
    expect((await attestations()).map(({ state }) => state)).toEqual(['ASKED']);
    expect((await post({ token, hours: '300', remarks: 'Nights only.', answer: 'confirm' })).status).toBe(200);
    expect((await post({ token, hours: '1', answer: 'confirm' })).status).toBe(410);
    const [, secret = ''] = path.split('/attest/');
    expect(await codes(harbour.as(null) as TestTenant, 'attest', { token: secret, hours: 1 })).toEqual(['ATTESTATION_STATE_INVALID']);
    expect(await attestations()).toMatchObject([{ state: 'ATTESTED', attestedHours: 300 }]);
  }, 60_000);

  it('is filed then, and its reviewer sees what was attested without knowing whose it is or who said so', async () => {
    await did(harbour, 'submitAttempt', { submissionId, statements: [] });
    const query = `{ myReviewCases(first: 1) { nodes { id assignment { id } } } }`;
    const { myReviewCases } = await eventually(() => reviewer.read<{ myReviewCases: { nodes: { id: string; assignment: { id: string } }[] } }>(query), (answer) => answer.myReviewCases.nodes.length > 0);
    const [offer] = myReviewCases.nodes;
    const shown = `reviewCase { id assignment { review { id } } attestations { requirementKey role host from until hours } }`;
    const { reviewCase } = await did<{ reviewCase: { id: string; assignment: { review: { id: string } }; attestations: object[] } }>(reviewer, 'acceptReviewAssignment', { id: offer?.assignment.id }, shown);
    expect(reviewCase.attestations).toEqual([{ requirementKey: 'supervisor', role: 'supervisor', host: 'Harbour Works', from: '2026-06-01', until: '2026-08-31', hours: 300 }]);
    const review = reviewCase.assignment.review.id;
    await did(reviewer, 'saveReview', { id: review, scores: [{ criterion: 'reflects', level: 'yes' }] });
    await did(reviewer, 'finaliseReview', { id: review, recommendation: 'MEETS' });
    await did(reviewer, 'decideSubmission', { id: reviewCase.id, kind: 'GRANT' });
    const told = reviewer.received.join('\n');
    expect([...earnerName.split(' '), own, supervisor, supervisorName, submissionId.slice(4), earnerId.slice(4)].filter((canary) => told.includes(canary))).toEqual([]);
  }, 60_000);

  it('is an award with host, days and hours, in the graph and in its signed document', async () => {
    const query = 'query ($id: ID!) { submission(id: $id) { state award { id state work { host from until hours } } } }';
    const { submission } = await harbour.read<{ submission: { state: string; award: { id: string; state: string; work: object } } }>(query, { id: submissionId });
    expect(submission).toMatchObject({ state: 'GRANTED', award: { state: 'ACTIVE', work: { host: 'Harbour Works', from: '2026-06-01', until: '2026-08-31', hours: 300 } } });
    const credential = 'query ($id: ID!) { award(id: $id) { credential { document } } }';
    const read = () => harbour.read<{ award: { credential: { document: { evidence: object[] } } | null } }>(credential, { id: submission.award.id });
    const { award } = await eventually(read, (answer) => answer.award.credential?.document !== undefined && answer.award.credential !== null);
    const document = JSON.stringify(award.credential?.document);
    expect(document).toContain('Harbour Works');
    expect(document).toContain('300 hours');
    for (const canary of [supervisor, supervisorName, own]) expect(document).not.toContain(canary);
  }, 60_000);

  it('is told to its earner step by step, and nothing more than that', async () => {
    await mailTo(own, 'Received: Crane internship');
    const granted = await mailTo(own, 'You have earned it: Crane internship');
    expect(granted).toContain(`Hello ${earnerName}`);
    expect(granted).not.toContain('I learned to lift');
    const query = 'query ($id: ID!) { notices(first: 10, filter: { earnerId: $id }) { nodes { kind state } } }';
    const read = () => harbour.read<{ notices: { nodes: { kind: string; state: string }[] } }>(query, { id: earnerId });
    // The mail is there a moment before its notice says so.
    const { notices } = await eventually(read, (answer) => answer.notices.nodes.every(({ state }) => state === 'SENT'));
    expect(notices.nodes.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(['ATTESTATION_ASKED SENT', 'SUBMISSION_GRANTED SENT', 'SUBMISSION_RECEIVED SENT']);
  }, 60_000);
});
