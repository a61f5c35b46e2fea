import { type Principal, principalOf } from '@cairn/access';
import { createEarnersApp, migrations } from '@cairn/earners';
import { achievementCreated, achievementVersionPublished, type AchievementVersionText, type Envelope, issuerCreated, type RequirementText } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anIssuerProfile, aVersionText, ServiceUnderTest, testDatabase, type TestDatabase } from '@cairn/testkit';

const at = '2026-01-01T00:00:00Z';
const keys = ['p1', 'p2'] as const;

const part = (key: string): RequirementText => ({
  ...{ key, kind: 'PART', title: `Part ${key}`, description: null, assessed: true, effort: null, pass: null, attestorRole: null, achievement: null, atLeast: null, of: [] },
  evidence: { kinds: ['TEXT', 'LINK'], wordsMax: null, artefactsMin: 0, artefactsMax: 3 },
  criteria: [`c-${key}`],
});

const levels = ['beginning', 'meeting'].map((key, points) => ({ key, title: key, description: null, points }));

/** Assessed by two parts with a criterion each; the reviewer decides. */
const assessed = (): Partial<AchievementVersionText> => ({
  assessed: true,
  claimBasis: 'APPLIED_COMPETENCY',
  requirement: { ...part(''), key: null, kind: 'ALL', title: null, evidence: null, criteria: [], of: keys.map(part) },
  rubrics: [{ key: 'rubric', title: 'Rubric', criteria: keys.map((key) => ({ key: `c-${key}`, title: `Criterion ${key}`, description: null, weight: 1, standard: 'meeting', levels })) }],
  assessment: {
    ...{ decision: 'SINGLE_REVIEW', panel: null, reviewDays: 10, appealDays: 30, attemptsMax: null, openTo: 'ANYONE', secondOpinion: 'NEVER', statements: [] },
    reviewers: { mustHoldAward: false, notSameGroup: false, notEarlierCollaborator: false, sameLanguage: false },
  },
});

/** The earners service with a tenant of people, cases and reviewers, all driven through its graph. Needs `withCluster`. Ids are public ones. */
export class Desk {
  readonly tenant = newId();
  readonly administrator = this.member(['AWARD', 'REVOKE', 'ADMINISTER']);
  private people = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly service: ServiceUnderTest,
    readonly version: AchievementVersionText,
  ) {}

  static async open(): Promise<Desk> {
    const database = await testDatabase('earners', migrations);
    const service = await ServiceUnderTest.open({ name: 'earners', migrations, create: createEarnersApp, database });
    const desk = new Desk(database, service, aVersionText(assessed()));
    await desk.hearOfVersion();
    return desk;
  }

  member(rights: Principal['rights']): Principal {
    return principalOf({ actor: newId(), tenant: this.tenant, rights });
  }

  async query<Data>(by: Principal, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.service.ask<Data>(by, query, variables);
    if (!data || errors) throw new Error(JSON.stringify(errors).slice(0, 600));
    return data;
  }

  /** Runs a mutation that must be accepted. */
  async done<Data>(by: Principal, name: string, input: object, fields = '__typename'): Promise<Data> {
    const document = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} userErrors { code field message } } }`;
    const payload = (await this.query<Record<string, Data & { userErrors: object[] }>>(by, document, { input }))[name];
    if (!payload || payload.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(payload?.userErrors)}`);
    return payload;
  }

  /** Somebody with a case that is written and not yet filed. Answers its id. */
  async drafted(name = 'Jonas Ekwe', text = 'What I did, and what came of it.'): Promise<string> {
    this.people += 1;
    const identifiers = [{ type: 'STUDENT_ID', value: `D-${this.people}` }];
    const { earner } = await this.done<{ earner: { id: string } }>(this.administrator, 'createEarner', { name, identifiers }, 'earner { id }');
    const begun = { earnerId: earner.id, achievementVersionId: `acv_${this.version.achievementVersion}` };
    const { submission } = await this.done<{ submission: { id: string } }>(this.administrator, 'startSubmission', begun, 'submission { id }');
    const parts = keys.map((requirementKey) => ({ requirementKey, text }));
    await this.done(this.administrator, 'saveSubmissionDraft', { submissionId: submission.id, revision: 0, parts });
    return submission.id;
  }

  file(submissionId: string): Promise<object> {
    return this.done(this.administrator, 'submitAttempt', { submissionId, statements: [] });
  }

  /** Somebody on the list of those who may be asked. */
  async reviewer(): Promise<Principal> {
    const reviewer = this.member(['REVIEW']);
    await this.done(this.administrator, 'registerReviewer', { actorId: `apc_${reviewer.actor}`, languages: ['en'], openAtMost: 100 });
    return reviewer;
  }

  /** Files a case, and has its reviewer accept it. Answers the ids of the case and the review. */
  async accepted(reviewer: Principal, submissionId: string): Promise<{ caseId: string; reviewId: string }> {
    await this.file(submissionId);
    await this.settled();
    const { myReviewCases } = await this.query<{ myReviewCases: { nodes: { assignment: { id: string; state: string } }[] } }>(reviewer, '{ myReviewCases(first: 100) { nodes { assignment { id state } } } }');
    const offer = myReviewCases.nodes.find(({ assignment }) => assignment.state === 'OFFERED')?.assignment.id;
    if (offer === undefined) throw new Error('nobody was asked to review');
    const { assignment, reviewCase } = await this.done<{ assignment: { review: { id: string } }; reviewCase: { id: string } }>(
      reviewer,
      'acceptReviewAssignment',
      { id: offer },
      'assignment { review { id } } reviewCase { id }',
    );
    return { caseId: reviewCase.id, reviewId: assignment.review.id };
  }

  async reviewed(reviewer: Principal, reviewId: string): Promise<void> {
    await this.done(reviewer, 'saveReview', { id: reviewId, scores: keys.map((key) => ({ criterion: `c-${key}`, level: 'meeting' })) });
    await this.done(reviewer, 'finaliseReview', { id: reviewId, recommendation: 'MEETS' });
  }

  /** Lets the service hear everything that it has told. */
  async settled(): Promise<void> {
    const waiting = async () => (await this.database.database.work((tx) => tx.query('SELECT 1 FROM outbox LIMIT 1'))).length > 0;
    while (await waiting()) await new Promise((resume) => setTimeout(resume, 10));
    for (const { topic, value } of this.service.bus.published.splice(0)) await this.service.bus.deliver(topic, JSON.parse(value) as Envelope);
  }

  async close(): Promise<void> {
    await this.service.close();
    await this.database.close();
  }

  private async hearOfVersion(): Promise<void> {
    const { achievement, achievementVersion, issuer, code } = this.version;
    const { tenant } = this;
    await this.service.hear({ contract: issuerCreated, tenant, subject: issuer, version: 1, data: anIssuerProfile({ issuer }) });
    await this.service.hear({ contract: achievementCreated, tenant, subject: achievement, version: 1, data: { achievement, achievementVersion, issuer, code, at } });
    await this.service.hear({ contract: achievementVersionPublished, tenant, subject: achievement, version: 2, data: { ...this.version, supersedes: null, at } });
  }
}
