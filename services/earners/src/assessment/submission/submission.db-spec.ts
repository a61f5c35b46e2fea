import { principalOf, type Principal } from '@cairn/access';
import { achievementVersionPublished, type AchievementVersionText, issuerChanged, type RequirementText } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anIssuerProfile } from '@cairn/testkit';
import { aRegistrar, aService, type TestService } from '../../testing/service.js';
import { aPolicy } from '../../testing/submissions.js';

interface Submission {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly attempt: number;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly achievementVersion: { id: string };
  readonly parts: { requirementKey: string; mandatory: boolean; mayChange: boolean }[];
  readonly draft: { revision: number; parts: { requirementKey: string; text: string | null; words: number; conflict: { text: string } | null; evidence: { id: string; url: string }[] }[] } | null;
  readonly attempts: { number: number; statements: string[]; parts: { requirementKey: string; text: string | null; carriedFrom: number | null; evidence: { id: string; url: string | null }[] }[] }[];
}
interface Payload {
  readonly submission: Submission | null;
  readonly evidence?: { id: string; blindName: string; url: string } | null;
  readonly userErrors: { code: string; field: string[] | null }[];
}

const fields = `id number state attempt dueAt overdue achievementVersion { id } parts { requirementKey mandatory mayChange }
  draft { revision parts { requirementKey text words conflict { text } evidence { id url } } }
  attempts { number statements parts { requirementKey text carriedFrom evidence { id url } } }`;

const none: RequirementText = {
  key: null, kind: 'ALL', title: null, description: null, assessed: true, effort: null, evidence: null, criteria: [], pass: null,
  attestorRole: null, achievement: null, atLeast: null, of: [],
};
const part = (key: string, wordsMax: number | null, artefacts: [number, number] = [0, 0]): RequirementText => ({
  ...none, key, kind: 'PART', title: key,
  evidence: { kinds: artefacts[1] > 0 ? ['TEXT', 'FILE', 'LINK'] : ['TEXT'], wordsMax, artefactsMin: artefacts[0], artefactsMax: artefacts[1] },
});

const holidays = ['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01'].map((date) => ({ date, name: 'Holiday' }));
const calendar = { timeZone: 'America/New_York', workingDays: [1, 2, 3, 4, 5], holidays };
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

describe('a submission', () => {
  const tenant = newId();
  const registrar = aRegistrar(tenant, ['AWARD', 'REVOKE']);
  const clock = { at: Date.parse('2026-12-18T15:00:00Z'), now: () => clock.at };
  let service: TestService;
  let version: AchievementVersionText;

  const assessed = (change: Partial<AchievementVersionText> = {}): Partial<AchievementVersionText> => ({
    assessed: true,
    claimBasis: 'APPLIED_COMPETENCY',
    requirement: { ...none, of: [part('overview', 300), part('artefacts', null, [2, 3]), part('reflection', 500)] },
    assessment: aPolicy({ reviewDays: 14, statements: [{ key: 'INTEGRITY', text: 'Mine.' }, { key: 'PRIVACY', text: 'Nobody is named.' }] }),
    ...change,
  });

  beforeAll(async () => {
    service = await aService({ clock });
    version = await service.published(tenant, assessed());
    await service.hear({ contract: issuerChanged, tenant, subject: version.issuer, version: 2, data: { ...anIssuerProfile({ issuer: version.issuer }), calendar } });
  });
  afterAll(() => service.close());

  async function ask<Data>(principal: Principal, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await service.ask<Data>(principal, query, variables);
    if (!data || errors) throw new Error(JSON.stringify(errors));
    return data;
  }
  async function mutate(principal: Principal, name: string, input: Record<string, unknown>, shape = `submission { ${fields} }`): Promise<Payload> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
    const data = await ask<Record<string, Payload>>(principal, `mutation ($input: ${type}) { ${name}(input: $input) { ${shape} userErrors { code field } } }`, { input });
    return data[name] as Payload;
  }
  let count = 0;
  async function anEarner(): Promise<string> {
    const { earner } = await mutate(registrar, 'createEarner', { name: 'Mira Holt', identifiers: [{ type: 'STUDENT_ID', value: `S-${(count += 1)}` }] }, 'earner { id }') as unknown as { earner: { id: string } };
    return earner.id;
  }
  const claimed = async (earnerId: string): Promise<Principal> => {
    const account = newId();
    const person = principalOf({ kind: 'PERSON', actor: account, account, tenant: null, rights: [] });
    const { token } = await mutate(registrar, 'createClaimLink', { earnerId }, 'token') as unknown as { token: string };
    await mutate(person, 'claimEarner', { token }, 'earner { id }');
    return person;
  };
  const started = async (who: Principal, earnerId: string, text = version): Promise<Submission> => {
    const { submission, userErrors } = await mutate(who, 'startSubmission', { earnerId, achievementVersionId: `acv_${text.achievementVersion}` });
    if (!submission) throw new Error(JSON.stringify(userErrors));
    return submission;
  };
  const read = async (who: Principal, id: string) => (await ask<{ submission: Submission | null }>(who, `query ($id: ID!) { submission(id: $id) { ${fields} } }`, { id })).submission;
  const save = (who: Principal, submissionId: string, revision: number, texts: Record<string, string>) =>
    mutate(who, 'saveSubmissionDraft', { submissionId, revision, parts: Object.entries(texts).map(([requirementKey, text]) => ({ requirementKey, text })) });
  const link = (who: Principal, submissionId: string, url: string, requirementKey = 'artefacts') =>
    mutate(who, 'addEvidenceLink', { submissionId, requirementKey, url }, `evidence { id blindName url } submission { ${fields} }`);
  const submit = (who: Principal, submissionId: string, more: Record<string, unknown> = {}) => mutate(who, 'submitAttempt', { submissionId, statements: ['INTEGRITY', 'PRIVACY'], ...more });
  const codes = ({ userErrors }: Payload) => userErrors.map(({ code, field }) => `${code} ${field?.slice(1).join('.') ?? ''}`.trim());

  async function aWritten(): Promise<{ person: Principal; earner: string; submission: Submission }> {
    const earner = await anEarner();
    const person = await claimed(earner);
    const submission = await started(person, earner);
    await save(person, submission.id, 0, { overview: words(300), reflection: 'I learnt.' });
    await link(person, submission.id, 'https://example.org/one');
    await link(person, submission.id, 'https://example.org/two');
    return { person, earner, submission };
  }
  /** What a return does to the row, without those who decide. */
  const returned = (id: string, parts: string[]) =>
    service.database.work((tx) => tx.query(`UPDATE submission SET state = 'RETURNED', returned_parts = $2, due_at = NULL WHERE id = $1`, [id.slice(4), parts]));

  it('is written by one client, gone on with by another, and filed once', async () => {
    const earner = await anEarner();
    const person = await claimed(earner);
    const begun = await started(person, earner);
    expect(begun).toMatchObject({ state: 'DRAFT', attempt: 0, dueAt: null, draft: { revision: 0, parts: [] }, attempts: [] });
    expect(begun.number).toMatch(/^S-[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(begun.parts.map(({ requirementKey, mandatory, mayChange }) => [requirementKey, mandatory, mayChange])).toEqual([['overview', true, true], ['artefacts', true, true], ['reflection', true, true]]);
    expect(await save(person, begun.id, 0, { overview: words(301) })).toMatchObject({ userErrors: [], submission: { draft: { revision: 1 } } });
    expect((await read(person, begun.id))?.draft).toMatchObject({ revision: 1, parts: [{ requirementKey: 'overview', words: 301 }] });
    expect(codes(await submit(person, begun.id, { statements: ['INTEGRITY'] }))).toEqual([
      'PART_TOO_LONG parts.overview.text', 'PART_MISSING parts.artefacts', 'PART_MISSING parts.reflection', 'STATEMENT_MISSING statements',
    ]);
    await save(person, begun.id, 1, { overview: words(300), reflection: 'I learnt.' });
    const one = await link(person, begun.id, 'https://example.org/one');
    expect(one.evidence).toMatchObject({ blindName: 'artefact-1', url: 'https://example.org/one' });
    expect(codes(await submit(person, begun.id))).toEqual(['PART_MISSING parts.artefacts.evidence']);
    await link(person, begun.id, 'https://example.org/two');
    const filed = await submit(person, begun.id, { idempotencyKey: 'once' });
    expect(filed.submission).toMatchObject({ state: 'SUBMITTED', attempt: 1, dueAt: '2027-01-14T05:00:00.000Z', overdue: false, draft: null });
    expect(filed.submission?.attempts).toMatchObject([{ number: 1, statements: ['INTEGRITY', 'PRIVACY'], parts: [
      { requirementKey: 'overview', text: words(300), carriedFrom: null }, { requirementKey: 'artefacts', text: null, evidence: [{ url: 'https://example.org/one' }, { url: 'https://example.org/two' }] },
      { requirementKey: 'reflection', text: 'I learnt.' },
    ] }]);
    expect(await submit(person, begun.id, { idempotencyKey: 'once' })).toMatchObject({ submission: { attempt: 1 }, userErrors: [] });
    expect(codes(await submit(person, begun.id, { idempotencyKey: 'twice' }))).toEqual(['SUBMISSION_STATE_INVALID submissionId']);
    expect(codes(await save(person, begun.id, 2, { overview: 'late' }))).toEqual(['SUBMISSION_STATE_INVALID submissionId']);
  });

  it('is overdue from the instant at which its last day has ended', async () => {
    const { person, submission } = await aWritten();
    await submit(person, submission.id);
    const overdue = async () => (await ask<{ submissions: { nodes: { id: string }[] } }>(registrar, '{ submissions(first: 100, filter: { overdue: true }) { nodes { id } } }')).submissions.nodes.map(({ id }) => id);
    const then = clock.at;
    clock.at = Date.parse('2027-01-14T04:59:59Z');
    expect((await read(person, submission.id))?.overdue).toBe(false);
    expect(await overdue()).not.toContain(submission.id);
    clock.at = Date.parse('2027-01-14T05:00:00Z');
    expect((await read(person, submission.id))?.overdue).toBe(true);
    expect(await overdue()).toContain(submission.id);
    clock.at = then;
  });

  it('keeps both texts when two clients write in it, and drops the late one when told to', async () => {
    const earner = await anEarner();
    const { id } = await started(registrar, earner);
    await save(registrar, id, 0, { overview: 'first' });
    const stale = await save(registrar, id, 0, { overview: 'second' });
    expect(codes(stale)).toEqual(['DRAFT_REVISION_STALE revision']);
    expect(stale.submission?.draft).toMatchObject({ revision: 1, parts: [{ text: 'first', conflict: { text: 'second' } }] });
    expect((await save(registrar, id, 1, { overview: 'third' })).submission?.draft?.parts).toMatchObject([{ text: 'third', conflict: { text: 'second' } }]);
    const dropped = await mutate(registrar, 'saveSubmissionDraft', { submissionId: id, revision: 2, parts: [{ requirementKey: 'overview', text: 'third', dropConflict: true }] });
    expect(dropped.submission?.draft?.parts).toMatchObject([{ text: 'third', conflict: null }]);
  });

  it('loses nothing when two clients save at once', async () => {
    const { id } = await started(registrar, await anEarner());
    const both = await Promise.all([save(registrar, id, 0, { overview: 'one' }), save(registrar, id, 0, { overview: 'other' })]);
    expect(both.flatMap(codes)).toEqual(['DRAFT_REVISION_STALE revision']);
    const draft = (await read(registrar, id))?.draft?.parts[0];
    expect([draft?.text, draft?.conflict?.text].sort()).toEqual(['one', 'other']);
  });

  it('is filed once when it is filed twice at once', async () => {
    const { person, submission } = await aWritten();
    const both = await Promise.all([submit(person, submission.id), submit(person, submission.id)]);
    expect(both.flatMap(codes)).toEqual(['SUBMISSION_STATE_INVALID submissionId']);
    expect((await read(person, submission.id))?.attempts).toHaveLength(1);
  });

  it('is begun once when it is begun twice at once', async () => {
    const earnerId = await anEarner();
    const begin = () => mutate(registrar, 'startSubmission', { earnerId, achievementId: `ach_${version.achievement}` });
    const both = await Promise.all([begin(), begin()]);
    expect(both.flatMap(codes)).toEqual(['SUBMISSION_STATE_INVALID achievementId']);
    const open = both.find(({ submission }) => submission)?.submission;
    expect(await mutate(registrar, 'withdrawSubmission', { submissionId: open?.id })).toMatchObject({ submission: { state: 'WITHDRAWN' }, userErrors: [] });
    expect((await begin()).userErrors).toEqual([]);
  });

  it('changes after a return what was returned, and carries the rest over', async () => {
    const { person, submission: { id } } = await aWritten();
    await submit(person, id);
    await returned(id, ['reflection']);
    expect((await read(person, id))?.parts.filter(({ mayChange }) => mayChange).map(({ requirementKey }) => requirementKey)).toEqual(['reflection']);
    expect((await read(person, id))?.draft?.parts).toMatchObject([{ requirementKey: 'reflection', text: 'I learnt.' }]);
    expect(codes(await save(person, id, 1, { overview: 'other' }))).toEqual(['PART_NOT_RETURNED parts.0.requirementKey']);
    expect(codes(await link(person, id, 'https://example.org/three'))).toEqual(['PART_NOT_RETURNED requirementKey']);
    await save(person, id, 1, { reflection: 'I learnt more.' });
    const again = await submit(person, id);
    expect(again.submission).toMatchObject({ state: 'SUBMITTED', attempt: 2 });
    await returned(id, ['overview']);
    await save(person, id, 2, { overview: 'A third time.' });
    const { submission } = await submit(person, id);
    const carried = submission?.attempts.map(({ parts }) => parts.map(({ text, carriedFrom }) => [text, carriedFrom]));
    expect(carried).toEqual([
      [[words(300), null], [null, null], ['I learnt.', null]],
      [[words(300), 1], [null, 1], ['I learnt more.', null]],
      [['A third time.', null], [null, 1], ['I learnt more.', 2]],
    ]);
    expect(submission?.attempts[2]?.parts[1]?.evidence).toHaveLength(2);
  });

  it('keeps in what was filed an address that is taken out of the draft', async () => {
    const { person, submission: { id } } = await aWritten();
    const filed = (await submit(person, id)).submission?.attempts[0]?.parts[1]?.evidence ?? [];
    await returned(id, ['artefacts']);
    const gone = await mutate(person, 'removeEvidence', { evidenceId: filed[0]?.id });
    expect(gone.submission?.draft?.parts[0]?.evidence.map((one) => one.id)).toEqual([filed[1]?.id]);
    expect(gone.submission?.attempts[0]?.parts[1]?.evidence).toEqual(filed);
    const added = await link(person, id, 'https://example.org/three');
    expect(added.evidence?.blindName).toBe('artefact-3');
    expect(codes(await mutate(person, 'removeEvidence', { evidenceId: 'evd_00000000-0000-7000-8000-000000000000' }))).toEqual(['NOT_FOUND evidenceId']);
  });

  it('has no more attempts than its version allows, in however many submissions', async () => {
    const text = await service.published(tenant, assessed({ code: 'TWICE', requirement: part('overview', null), assessment: aPolicy({ attemptsMax: 2 }) }));
    const earner = await anEarner();
    const { id } = await started(registrar, earner, text);
    await save(registrar, id, 0, { overview: 'once' });
    await submit(registrar, id);
    await returned(id, ['overview']);
    await submit(registrar, id);
    await returned(id, ['overview']);
    expect(codes(await submit(registrar, id))).toEqual(['ATTEMPTS_USED_UP submissionId']);
    await mutate(registrar, 'withdrawSubmission', { submissionId: id });
    expect(codes(await mutate(registrar, 'startSubmission', { earnerId: earner, achievementId: `ach_${text.achievement}` }))).toEqual(['ATTEMPTS_USED_UP submissionId']);
  });

  it('is open to those on the roster where the version says so', async () => {
    const text = await service.published(tenant, assessed({ code: 'MEMBERS', assessment: aPolicy({ openTo: 'ROSTER' }) }));
    const earnerId = await anEarner();
    const begin = () => mutate(registrar, 'startSubmission', { earnerId, achievementVersionId: `acv_${text.achievementVersion}` });
    expect(codes(await begin())).toEqual(['NOT_ON_ROSTER earnerId']);
    await mutate(registrar, 'addToRoster', { earnerId }, 'rosterEntry { id }');
    expect(codes(await begin())).toEqual([]);
  });

  it('is not begun for what nobody submits to, or with what is no language', async () => {
    const plain = await service.published(tenant, { code: 'PLAIN' });
    const earnerId = await anEarner();
    const begin = (more: Record<string, unknown>) => mutate(registrar, 'startSubmission', { earnerId, ...more });
    expect(codes(await begin({ achievementId: `ach_${plain.achievement}` }))).toEqual(['ACHIEVEMENT_VERSION_STATE_INVALID achievementId']);
    expect(codes(await begin({ achievementId: `ach_${newId()}` }))).toEqual(['NOT_FOUND achievementId']);
    expect(codes(await begin({}))).toEqual(['FIELD_MISSING achievementVersionId']);
    expect(codes(await begin({ achievementId: `ach_${version.achievement}`, language: 'not a language' }))).toEqual(['INVALID_VALUE language']);
  });

  it('takes Markdown, and neither HTML nor parts that nobody asked for', async () => {
    const { id } = await started(registrar, await anEarner());
    expect(codes(await save(registrar, id, 0, { overview: 'a <b>bold</b> plan', nothing: 'x' }))).toEqual(['HTML_NOT_ALLOWED parts.0.text']);
    expect(codes(await save(registrar, id, 0, { nothing: 'x' }))).toEqual(['NOT_FOUND parts.0.requirementKey']);
    expect(codes(await link(registrar, id, 'javascript:alert(1)'))).toEqual(['FILE_NOT_ACCEPTED url']);
    expect(codes(await link(registrar, id, 'https://example.org/', 'overview'))).toEqual(['INVALID_VALUE requirementKey']);
  });

  it('is seen by the person and by those who may award the achievement, and by nobody else', async () => {
    const { person, earner, submission: { id } } = await aWritten();
    const reviewer = aRegistrar(tenant, ['REVIEW', 'GRANT_AWARD']);
    const elsewhere = aRegistrar(newId(), ['AWARD', 'ADMINISTER']);
    const scoped = principalOf({ actor: newId(), tenant, scoped: [{ right: 'AWARD', kind: 'ACHIEVEMENT', id: version.achievement }] });
    const otherwise = principalOf({ actor: newId(), tenant, scoped: [{ right: 'AWARD', kind: 'ACHIEVEMENT', id: newId() }] });
    const seen = await Promise.all([person, registrar, scoped, reviewer, elsewhere, otherwise].map(async (who) => (await read(who, id))?.id ?? null));
    expect(seen).toEqual([id, id, id, null, null, null]);
    expect(codes(await save(reviewer, id, 1, { overview: 'mine now' }))).toEqual(['NOT_FOUND submissionId']);
    const list = `query ($id: ID!) { earner(id: $id) { submissions(first: 5) { nodes { id } totalCount } } }`;
    expect(await ask(person, list, { id: earner })).toEqual({ earner: { submissions: { nodes: [{ id }], totalCount: 1 } } });
    expect(await ask(reviewer, list, { id: earner })).toEqual({ earner: { submissions: null } });
    const { errors } = await service.ask(reviewer, '{ submissions(first: 5) { nodes { id } } }');
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    const ofAchievement = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Achievement { submissions(first: 100) { nodes { id } } } } }';
    const entities = async (who: Principal) =>
      (await ask<{ _entities: { submissions: { nodes: { id: string }[] } | null }[] }>(who, ofAchievement, { of: [{ __typename: 'Achievement', id: `ach_${version.achievement}` }] }))._entities[0]?.submissions;
    expect((await entities(scoped))?.nodes.map((one) => one.id)).toContain(id);
    expect(await entities(reviewer)).toBeNull();
    const { submissions } = await ask<{ submissions: { nodes: { id: string }[] } }>(scoped, '{ submissions(first: 100) { nodes { id } } }');
    expect(submissions.nodes.map((one) => one.id)).toContain(id);
    expect(await ask(otherwise, '{ submissions(first: 5) { nodes { id } } }')).toEqual({ submissions: { nodes: [] } });
  });

  it('is found by its number, however that is typed', async () => {
    const { number, id } = await started(registrar, await anEarner());
    const found = await ask<{ submissions: { nodes: { id: string }[] } }>(registrar, 'query ($number: String!) { submissions(first: 5, filter: { number: $number }) { nodes { id } } }', { number: number.toLowerCase() });
    expect(found.submissions.nodes).toEqual([{ id }]);
  });

  it('moves to a version that follows for editorial reasons, and stays with its own otherwise', async () => {
    const text = await service.published(tenant, assessed({ code: 'EDITED' }));
    const { id } = await started(registrar, await anEarner(), text);
    const follow = (number: number, from: string, supersession: { kind: 'EDITORIAL' | 'MATERIAL'; graceUntil: string | null }) => {
      const next = { ...text, achievementVersion: newId(), number };
      return service
        .hear({ contract: achievementVersionPublished, tenant, subject: text.achievement, version: number + 1, data: { ...next, supersedes: from, supersession, at: '2026-12-18T15:00:00Z' } })
        .then(() => next.achievementVersion);
    };
    const second = await follow(2, text.achievementVersion, { kind: 'EDITORIAL', graceUntil: null });
    expect((await read(registrar, id))?.achievementVersion.id).toBe(`acv_${second}`);
    await follow(3, second, { kind: 'MATERIAL', graceUntil: '2026-12-20T00:00:00Z' });
    expect((await read(registrar, id))?.achievementVersion.id).toBe(`acv_${second}`);
    await save(registrar, id, 0, { overview: 'x', reflection: 'y' });
    await link(registrar, id, 'https://example.org/one');
    await link(registrar, id, 'https://example.org/two');
    const then = clock.at;
    clock.at = Date.parse('2026-12-20T00:00:00Z');
    expect(codes(await submit(registrar, id))).toEqual(['ACHIEVEMENT_VERSION_STATE_INVALID submissionId']);
    clock.at = then;
    expect(codes(await submit(registrar, id))).toEqual([]);
  });

  it('lies in the database without a word that could be read', async () => {
    const { submission: { id } } = await aWritten();
    const rows = await service.database.work((tx) =>
      tx.query(
        `SELECT row_to_json(d)::text AS row FROM draft_part d WHERE d.submission_id = $1
         UNION ALL SELECT row_to_json(v)::text FROM evidence v WHERE v.submission_id = $1`,
        [id.slice(4)],
      ),
    );
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).not.toMatch(/learnt|example\.org/);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('learnt').toString('hex'));
  });
});
