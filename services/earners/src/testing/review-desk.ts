import { type Principal, principalOf } from '@cairn/access';
import type { AchievementVersionText, AssessmentPolicy, Envelope, RequirementText, RubricText } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aService, aRegistrar, type TestService } from './service.js';
import { aPolicy } from './submissions.js';

const part = (key: string, criterion: string): RequirementText => ({
  key,
  kind: 'PART',
  title: `Part ${key}`,
  description: null,
  assessed: true,
  effort: null,
  evidence: { kinds: ['TEXT', 'LINK', 'FILE'], wordsMax: null, artefactsMin: 0, artefactsMax: 3 },
  criteria: [criterion],
  pass: null,
  attestorRole: null,
  achievement: null,
  atLeast: null,
  of: [],
});

const levels = ['beginning', 'meeting', 'leading'].map((key, points) => ({ key, title: `${key[0]?.toUpperCase()}${key.slice(1)}`, description: null, points }));

/** A rubric with one criterion for each part. */
const rubricOf = (parts: readonly string[]): RubricText => ({
  key: 'rubric',
  title: 'Rubric',
  criteria: parts.map((key) => ({ key: `c-${key}`, title: `Criterion ${key}`, description: null, weight: 1, standard: 'meeting', levels })),
});

/** Text of a version that is assessed by parts, each with a criterion of three levels. */
export const aReviewedVersion = (policy: Partial<AssessmentPolicy> = {}, parts: readonly string[] = ['p1', 'p2']): Partial<AchievementVersionText> => ({
  assessed: true,
  claimBasis: 'APPLIED_COMPETENCY',
  requirement: { ...part('', ''), key: null, kind: 'ALL', title: null, evidence: null, criteria: [], of: parts.map((key) => part(key, `c-${key}`)) },
  rubrics: [rubricOf(parts)],
  resultDescriptions: parts.map((key) => ({ key: `r-${key}`, name: `Result ${key}`, resultType: 'RubricCriterionLevel', criterion: `c-${key}`, valueMin: null, valueMax: null, requiredValue: null, allowedValues: [] })),
  assessment: aPolicy(policy),
});

export interface Refused {
  readonly code: string;
  readonly field: readonly string[] | null;
}
type Payload<Data> = Data & { readonly userErrors: readonly Refused[] };

/** A tenant with earners, reviewers and what they do, on a service of its own. Ids are public ones. */
export class ReviewDesk {
  readonly tenant = newId();
  readonly administrator = aRegistrar(this.tenant, ['AWARD', 'REVOKE', 'ADMINISTER', 'ANALYSE']);
  private earners = 0;

  private constructor(readonly service: TestService) {}

  static async open(platform: Parameters<typeof aService>[0] = {}): Promise<ReviewDesk> {
    return new ReviewDesk(await aService(platform));
  }

  published(policy: Partial<AssessmentPolicy> = {}, change: Partial<AchievementVersionText> = {}, parts?: readonly string[]): Promise<AchievementVersionText> {
    return this.service.published(this.tenant, { ...aReviewedVersion(policy, parts), ...change });
  }

  async query<Data>(by: Principal, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.service.ask<Data>(by, query, variables);
    if (!data || errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** Runs a mutation and hands over its payload, refusals included. */
  async act<Data>(by: Principal, name: string, input: object, fields: string): Promise<Payload<Data>> {
    const document = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} userErrors { code field message } } }`;
    return (await this.query<Record<string, Payload<Data>>>(by, document, { input }))[name] as Payload<Data>;
  }

  /** Runs a mutation that must be accepted. */
  async done<Data>(by: Principal, name: string, input: object, fields: string): Promise<Data> {
    const payload = await this.act<Data>(by, name, input, fields);
    if (payload.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(payload.userErrors)}`);
    return payload;
  }

  async codes(by: Principal, name: string, input: object): Promise<string[]> {
    return (await this.act<object>(by, name, input, '__typename')).userErrors.map(({ code }) => code);
  }

  async anEarner(name = 'Jonas Ekwe'): Promise<string> {
    this.earners += 1;
    const input = { name, identifiers: [{ type: 'STUDENT_ID', value: `D-${this.earners}` }] };
    return (await this.done<{ earner: { id: string } }>(this.administrator, 'createEarner', input, 'earner { id }')).earner.id;
  }

  /** A reviewer who is on the list; `more` is said of him when he is put there. */
  async aReviewer(more: object = {}, rights: Principal['rights'] = ['REVIEW']): Promise<Principal & { readonly reviewerId: string }> {
    const reviewer = principalOf({ actor: newId(), tenant: this.tenant, rights });
    const input = { actorId: `apc_${reviewer.actor}`, languages: ['en'], ...more };
    const { reviewer: made } = await this.done<{ reviewer: { id: string } }>(this.administrator, 'registerReviewer', input, 'reviewer { id }');
    return { ...reviewer, reviewerId: made.id };
  }

  /** Files an attempt of a new submission, and lets the service hear of it. Answers the submission's id. */
  async filed(version: AchievementVersionText, earnerId: string, texts: Record<string, string> = { p1: 'One.', p2: 'Two.' }): Promise<string> {
    const input = { earnerId, achievementVersionId: `acv_${version.achievementVersion}` };
    const { submission } = await this.done<{ submission: { id: string } }>(this.administrator, 'startSubmission', input, 'submission { id }');
    await this.file(submission.id, 0, texts);
    return submission.id;
  }

  async file(submissionId: string, revision: number, texts: Record<string, string>): Promise<void> {
    const parts = Object.entries(texts).map(([requirementKey, text]) => ({ requirementKey, text }));
    await this.done(this.administrator, 'saveSubmissionDraft', { submissionId, revision, parts }, '__typename');
    await this.done(this.administrator, 'submitAttempt', { submissionId, statements: [] }, '__typename');
    await this.settled();
  }

  /** Lets the service hear everything that it has told. */
  async settled(): Promise<void> {
    const told = async () => (await this.service.database.work((tx) => tx.query('SELECT 1 FROM outbox LIMIT 1'))).length > 0;
    for (const until = Date.now() + 30_000; await told(); ) {
      if (Date.now() > until) throw new Error('the outbox was not emptied');
      await new Promise((resume) => setTimeout(resume, 10));
    }
    for (const { topic, value } of this.service.bus.published.splice(0)) await this.service.bus.deliver(topic, JSON.parse(value) as Envelope);
  }

  /** The cases that somebody was asked to review. */
  async asked(by: Principal): Promise<{ id: string; attempt: number; assignment: { id: string; state: string; review: { id: string } | null } }[]> {
    const query = '{ myReviewCases(first: 50) { nodes { id attempt assignment { id state review { id } } } } }';
    return (await this.query<{ myReviewCases: { nodes: never[] } }>(by, query)).myReviewCases.nodes;
  }

  /** Accepts the one offer that somebody has, and answers case and review. */
  async accepted(by: Principal): Promise<{ caseId: string; reviewId: string }> {
    const offer = (await this.asked(by)).find(({ assignment }) => assignment.state === 'OFFERED');
    const { assignment, reviewCase } = await this.done<{ assignment: { review: { id: string } }; reviewCase: { id: string } }>(
      by,
      'acceptReviewAssignment',
      { id: offer?.assignment.id ?? 'asg_none' },
      'assignment { review { id } } reviewCase { id }',
    );
    return { caseId: reviewCase.id, reviewId: assignment.review.id };
  }

  /** Scores each part at a level, with feedback below standard, and makes the review final. */
  async reviewed(by: Principal, reviewId: string, found: Record<string, string>): Promise<void> {
    const scores = Object.entries(found).map(([key, level]) => ({ criterion: `c-${key}`, level, feedback: level === 'beginning' ? `More of ${key}.` : null }));
    await this.done(by, 'saveReview', { id: reviewId, scores, notes: 'Between us: promising.' }, '__typename');
    const recommendation = Object.values(found).includes('beginning') ? 'NOT_YET' : 'MEETS';
    await this.done(by, 'finaliseReview', { id: reviewId, recommendation }, '__typename');
  }
}
