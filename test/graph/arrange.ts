import type { TestTenant } from '@cairn/testkit';

/** What a story starts from, in the domain's words. Every step is a public mutation; positions are awaited as a client would. */
const refusals = 'userErrors { code field message }';

export interface Marked {
  readonly id: string;
  readonly position: string;
}

/** The last positions each tenant was told here. */
const told = new WeakMap<TestTenant, readonly string[]>();
const rememberedMax = 5;

/** One step: whoever does it has to know what the steps before it made, however late that arrives. */
async function step<Payload extends { position: string }>(tenant: TestTenant, document: string, input: object): Promise<Payload> {
  const known = told.get(tenant) ?? [];
  const payload = await tenant.mutate<Payload>(document, { input }, known.length === 0 ? {} : { awaitPosition: known.join() });
  told.set(tenant, [...(told.get(tenant) ?? []), payload.position].slice(-rememberedMax));
  return payload;
}

export async function anIssuer(tenant: TestTenant, name = `Riverside Institute ${Math.random().toString(36).slice(2, 10)}`): Promise<Marked> {
  const { issuer, position } = await step<{ issuer: { id: string }; position: string }>(
    tenant,
    `mutation ($input: CreateIssuerInput!) { createIssuer(input: $input) { issuer { id } position ${refusals} } }`,
    { name, url: 'https://riverside.example', sectors: ['HIGHER_EDUCATION', 'TRAINING_PROVIDER'] },
  );
  return { id: issuer.id, position };
}

let codes = 0;

/** Text of an assessed achievement that passes every rule of publication. */
export const assessedText = (title: string) => ({
  title,
  description: `What ${title} is about.`,
  criteria: 'Passes the written examination.',
  imageUrl: 'https://riverside.example/badge.png',
  imageAltText: 'A river between two banks',
  stated: { learningOutcomes: [`Explains what ${title} is about.`] },
  issuerSector: 'HIGHER_EDUCATION',
  useCase: 'NON_CURRICULAR',
  claimBasis: 'KNOWLEDGE',
  earningModes: ['ASSESSMENT'],
  requirement: { kind: 'EXAM', title: 'Written examination', assessed: true },
  estimatedEffort: 'PT20H',
});

export interface AchievementMarked extends Marked {
  readonly versionId: string;
  readonly code: string;
}

export async function aDraftAchievement(tenant: TestTenant, issuer: Marked, title: string, more: object = {}): Promise<AchievementMarked> {
  codes += 1;
  const code = `code-${codes}-${Date.now()}`;
  const made = await step<{ achievement: { id: string }; achievementVersion: { id: string }; position: string }>(
    tenant,
    `mutation ($input: CreateAchievementInput!) { createAchievement(input: $input) {
      achievement { id } achievementVersion { id } position ${refusals} } }`,
    { issuerId: issuer.id, code, version: { ...assessedText(title), ...more } },
  );
  return { id: made.achievement.id, versionId: made.achievementVersion.id, code, position: made.position };
}

export async function publish(tenant: TestTenant, versionId: string): Promise<string> {
  const { position } = await step<{ position: string }>(
    tenant,
    `mutation ($input: PublishAchievementVersionInput!) { publishAchievementVersion(input: $input) { achievementVersion { state } position ${refusals} } }`,
    { id: versionId },
  );
  return position;
}

export async function aPublishedAchievement(tenant: TestTenant, issuer: Marked, title: string, more: object = {}): Promise<AchievementMarked> {
  const draft = await aDraftAchievement(tenant, issuer, title, more);
  return { ...draft, position: await publish(tenant, draft.versionId) };
}

export const assessment = { method: 'Written examination', assessedOn: '2026-03-01', assessor: 'Riverside Institute' };

export interface AwardMarked extends Marked {
  readonly earnerId: string;
}

/** Awards an assessed achievement to the holder of a student number, who is made if unknown. */
export async function anAward(
  tenant: TestTenant,
  achievement: AchievementMarked,
  student: string,
  { awardedOn = '2026-03-01', ...more }: { readonly awardedOn?: string } & Readonly<Record<string, unknown>> = {},
): Promise<AwardMarked> {
  const { award, position } = await step<{ award: { id: string; earner: { id: string } }; position: string }>(
    tenant,
    `mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id earner { id } } position ${refusals} } }`,
    {
      achievementVersionId: achievement.versionId,
      identifier: { type: 'STUDENT_ID', value: student },
      awardedOn,
      assessment: { ...assessment, assessedOn: awardedOn },
      ...more,
    },
  );
  return { id: award.id, earnerId: award.earner.id, position };
}

export async function revoke(tenant: TestTenant, id: string, reason = 'OTHER'): Promise<string> {
  const { position } = await step<{ position: string }>(
    tenant,
    `mutation ($input: RevokeAwardInput!) { revokeAward(input: $input) { award { state } position ${refusals} } }`,
    { id, reason },
  );
  return position;
}

export interface PathwayMarked extends Marked {
  readonly versionId: string;
  readonly code: string;
}

/** A published pathway over these nodes; `completion` names the achievement it leads to. */
export async function aPathway(tenant: TestTenant, issuer: Marked, requirements: object[], completion?: string): Promise<PathwayMarked> {
  codes += 1;
  const code = `path-${codes}-${Date.now()}`;
  const definition = {
    language: 'cairn-pathway/1',
    requirements,
    policy: { sharing: 'shared' },
    versioning: { enrolFrom: '2020-01-01' },
    completion: completion ? { achievement: completion, autoIssue: true, onRevocation: 'suspend' } : null,
  };
  const made = await step<{ pathway: { id: string }; pathwayVersion: { id: string }; position: string }>(
    tenant,
    `mutation ($input: CreatePathwayInput!) { createPathway(input: $input) { pathway { id } pathwayVersion { id } position ${refusals} } }`,
    { issuerId: issuer.id, code, title: 'Field naturalist', definition },
  );
  const { position } = await step<{ position: string }>(
    tenant,
    `mutation ($input: PublishPathwayVersionInput!) { publishPathwayVersion(input: $input) { position ${refusals} } }`,
    { id: made.pathwayVersion.id },
  );
  return { id: made.pathway.id, versionId: made.pathwayVersion.id, code, position };
}

export async function enrol(tenant: TestTenant, earnerId: string, pathwayId: string, more: object = {}): Promise<Marked> {
  const { enrolment, position } = await step<{ enrolment: { id: string }; position: string }>(
    tenant,
    `mutation ($input: EnrolEarnerInput!) { enrolEarner(input: $input) { enrolment { id } position ${refusals} } }`,
    { earnerId, pathwayId, enrolledOn: '2026-01-10', ...more },
  );
  return { id: enrolment.id, position };
}

/** Asks until the answer is as wanted: for what follows from a write by more than one event. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, ms = 30_000): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > until) throw new Error(`still not as wanted: ${JSON.stringify(answer)}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
