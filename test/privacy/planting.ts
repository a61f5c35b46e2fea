import type { TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anAward, anIssuer, aPathway, aPublishedAchievement, assessment, enrol, eventually } from '../graph/arrange.js';
import { aReviewedAchievement, handIn } from '../graph/filing.js';
import type { Marks } from './marks.js';

const refusals = 'userErrors { code field }';
const identifierTypes = ['EMAIL', 'STUDENT_ID', 'EMPLOYEE_ID', 'MEMBER_ID', 'DID'] as const;

/** What was planted into, for whoever looks at it afterwards. */
export interface Planted {
  readonly achievement: AchievementMarked;
  readonly pathwayId: string;
  /** An award of somebody marked, with a public credential. */
  readonly publicAward: string;
}

/** Tells a registry marked things about people in every way that an API offers, accepted and refused. */
export class Planting {
  constructor(
    private readonly tenant: TestTenant,
    private readonly marks: Marks,
  ) {}

  async everywhere(): Promise<Planted> {
    const issuer = await anIssuer(this.tenant);
    const achievement = await aPublishedAchievement(this.tenant, issuer, 'Knows lamps');
    const pathway = await aPathway(this.tenant, issuer, [{ id: 'a', kind: 'award', achievement: achievement.id }]);
    const publicAward = await this.throughMutations(achievement, pathway.id);
    await this.throughSubmissions(await aReviewedAchievement(this.tenant, issuer, 'Makes lamps'));
    await this.throughBackpacks(publicAward);
    await this.throughUploads(achievement);
    await this.throughQueries();
    await this.throughBadInput(achievement);
    return { achievement, pathwayId: pathway.id, publicAward };
  }

  private async throughMutations(achievement: AchievementMarked, pathwayId: string): Promise<string> {
    for (let round = 0; round < 14; round += 1) {
      const identifiers = identifierTypes.map((type) => ({ type, value: this.identifier(type) }));
      const { earner } = await this.send<{ earner: { id: string } }>('createEarner', `earner { id }`, {
        idempotencyKey: `round ${round}`,
        name: this.marks.next('name'),
        identifiers,
      });
      await this.send('verifyEarnerIdentifier', 'earner { id }', { earnerId: earner.id, identifier: identifiers[0] });
      await this.send('giveConsent', 'earner { id }', { earnerId: earner.id, purpose: 'RESEARCH', evidence: this.marks.next('evidence') });
      await this.send('createClaimLink', 'earner { id } expiresAt', { earnerId: earner.id });
    }
    const assessed = () => ({ partnerReference: this.marks.next('reference'), assessment: { ...assessment, assessor: this.marks.next('assessor') } });
    const awards = [];
    for (let round = 0; round < 5; round += 1) {
      awards.push(await anAward(this.tenant, achievement, this.marks.next('student'), { ...assessed(), visibility: 'PUBLIC', idempotencyKey: `award ${round}` }));
    }
    const [first, second] = awards;
    if (!first || !second) throw new Error('no awards');
    const reference = { partnerReference: this.marks.next('enrolment') };
    await eventually(() => enrol(this.tenant, first.earnerId, pathwayId, reference).catch(() => null), (made) => made !== null);
    await this.send('replaceAward', 'award { id }', { id: second.id, assessment: { ...assessment, assessor: this.marks.next('assessor') } });
    await this.send('mergeEarners', 'earner { id }', { fromId: second.earnerId, intoId: first.earnerId }, true);
    return first.id;
  }

  private async throughSubmissions(achievement: AchievementMarked): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      const identifiers = [{ type: 'STUDENT_ID', value: this.marks.next('student') }];
      const { earner } = await this.send<{ earner: { id: string } }>('createEarner', 'earner { id }', { name: this.marks.next('name'), identifiers });
      await handIn(this.tenant, achievement, earner.id, () => this.marks.next('evidence'), { filed: round > 0 });
    }
  }

  /** Credentials from elsewhere name people, and are kept as they came; nobody signed these, which is no reason to forget them. */
  private async throughBackpacks(awardId: string): Promise<void> {
    const { award } = await this.tenant.read<{ award: { earner: { id: string } } }>('query ($id: ID!) { award(id: $id) { earner { id } } }', { id: awardId });
    const earnerId = award.earner.id;
    for (let round = 0; round < 5; round += 1) {
      const recipient = this.identifier('EMAIL');
      const document = {
        '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
        id: `urn:badge:${this.marks.next('badge')}`,
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
        name: this.marks.next('badge'),
        issuer: { id: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', type: ['Profile'], name: this.marks.next('issuer') },
        validFrom: '2026-01-01T00:00:00Z',
        credentialSubject: { id: `mailto:${recipient}`, type: ['AchievementSubject'], name: this.marks.next('name') },
      };
      await this.send('importCredential', 'change foreignCredential { id state checks { steps { message } } }', { earnerId, document, recipient });
      await this.send('importCredential', 'change', { earnerId, document, recipient: this.identifier('EMAIL') }, true);
      await this.send('importCredential', 'change', { earnerId, document: `${this.marks.next('document')} is no credential`, recipient }, true);
    }
    await this.send('importCredential', 'change', { earnerId, url: `https://10.0.0.7/${this.marks.next('address')}`, recipient: this.identifier('EMAIL') }, true);
    await this.tenant.read('query ($id: ID!) { exportBackpack(earnerId: $id) }', { id: earnerId });
  }

  private async throughUploads(achievement: AchievementMarked): Promise<void> {
    const { marks } = this;
    const person = (n: number) => ({ name: marks.next('name'), identifierType: identifierTypes[n % 5], identifier: this.identifier(identifierTypes[n % 5] ?? 'EMAIL'), remark: marks.next('remark') });
    const lines = Array.from({ length: 10 }, (_, n) => JSON.stringify(person(n)));
    lines.push(`{"name": "${marks.next('broken')}", `, JSON.stringify({ name: marks.next('kindless'), identifierType: 'NONE', identifier: marks.next('kindless') }));
    await this.importing('importEarners', `${lines.join('\n')}\n`, 'JSONL');
    await this.importing('importEarners', `name,identifierType,identifier,${marks.next('column')}\n${marks.next('name')},EMPLOYEE_ID,${marks.next('number')},x\n"${marks.next('open')}\n`, 'CSV');
    await this.importing('importEarners', `${marks.next('headerless')},EMAIL,${this.identifier('EMAIL')}\n`, 'CSV');
    await this.importing('importEarners', `name,identifierType,identifier\n${marks.next('name')},EMPLOYEE_ID,${marks.next('number')}\n`, 'CSV', true);
    const awards = Array.from({ length: 5 }, () => ({
      partnerReference: marks.next('reference'),
      identifierType: 'STUDENT_ID',
      identifier: marks.next('student'),
      achievementCode: achievement.code,
      awardedOn: '2026-02-01',
      assessmentMethod: 'Written examination',
      assessedOn: '2026-01-31',
      assessor: marks.next('assessor'),
    }));
    const bad = { ...awards[0], partnerReference: marks.next('reference'), awardedOn: marks.next('day') };
    await this.importing('importAwards', `${[...awards, bad].map((line) => JSON.stringify(line)).join('\n')}\n`, 'JSONL');
    await this.upload(`left lying about: ${marks.next('left')}\n`);
    await this.upload(`${marks.next('left')}\n`, 'pathways');
  }

  private async throughQueries(): Promise<void> {
    const find = `query ($filter: EarnerFilter) { earners(first: 5, filter: $filter) { nodes { id } pageInfo { endCursor } } }`;
    for (const type of identifierTypes) await this.tenant.read(find, { filter: { identifier: { type, value: this.identifier(type) } } });
    await this.tenant.read(`{ earners(first: 1, filter: { identifier: { type: MEMBER_ID, value: "${this.marks.next('literal')}" } }) { nodes { id } } }`);
    await this.tenant.read(`{ awards(first: 1, filter: { partnerReference: { eq: "${this.marks.next('literal')}" } }) { nodes { id } } }`);
    await this.tenant.graph(`query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict } }`, {
      input: { document: { name: this.marks.next('document'), credentialSubject: { id: `mailto:${this.identifier('EMAIL')}` } } },
    });
  }

  /** What is refused must leave as little behind as what is done. */
  private async throughBadInput({ versionId }: AchievementMarked): Promise<void> {
    const { marks, tenant } = this;
    await this.send('createEarner', 'earner { id }', { name: `${marks.next('long')} ${'x'.repeat(300)}`, identifiers: [{ type: 'EMAIL', value: marks.next('no-address') }] }, true);
    await this.send('createEarner', 'earner { id }', { name: `${marks.next('control')}\u202e`, identifiers: [] }, true);
    await this.send('issueAward', 'award { id }', { achievementVersionId: versionId, identifier: { type: 'DID', value: marks.next('no-did') } }, true);
    const variables = [
      { name: { first: marks.next('object') }, identifiers: [] },
      { name: marks.next('name'), identifiers: [{ type: marks.next('type'), value: 'x' }] },
      { name: marks.next('name'), [marks.next('member')]: 'x', identifiers: [] },
      { name: `${marks.next('nul')}\u0000`, identifiers: [{ type: 'EMAIL', value: this.identifier('EMAIL') }] },
      { name: `${marks.next('half')}\ud800`, identifiers: [{ type: 'EMAIL', value: this.identifier('EMAIL') }] },
    ];
    for (const input of variables) await tenant.graph(`mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { ${refusals} } }`, { input });
    for (const query of [`{ earner(id: "${marks.next('id')}") { id } }`, `{ ${marks.next('field').replaceAll('-', '_')} }`, `{ broken "${marks.next('syntax')}"`]) await tenant.graph(query);
    const authorization = `Bearer ${tenant.key}`;
    const json = { authorization, 'content-type': 'application/json' };
    await this.fetch('/graphql', { method: 'POST', headers: json, body: `{"query": "${marks.next('body')}` });
    await this.fetch('/graphql', { method: 'POST', headers: { ...json, authorization: `Bearer ${marks.next('key')}` }, body: '{"query":"{ __typename }"}' });
    await this.fetch('/graphql', { method: 'POST', headers: { ...json, 'cairn-await-position': marks.next('position') }, body: '{"query":"{ earners(first: 1) { nodes { id } } }"}' });
    await this.fetch('/uploads/earners', { method: 'POST', headers: { authorization, 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': `filename ${Buffer.from(marks.next('file')).toString('base64')}` } });
    for (const path of ['/c/', '/i/', '/status/', '/imports/earners/', '/uploads/earners/', '/nowhere/', '/sync?after=', '/graphql?query=']) {
      await this.fetch(`${path}${marks.next('path')}`, { headers: { authorization } });
    }
  }

  private identifier(type: (typeof identifierTypes)[number]): string {
    const mark = this.marks.next('identifier');
    return type === 'EMAIL' ? `${mark}@riverside.example` : type === 'DID' ? `did:example:${mark}` : mark;
  }

  private async send<Payload extends object>(name: string, shape: string, input: object, refused = false): Promise<Payload> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    return this.tenant.mutate<Payload>(`mutation ($input: ${type}) { ${name}(input: $input) { ${shape} ${refusals} } }`, { input }, refused ? { refusals: 'expected' } : {});
  }

  private async importing(name: string, content: string, format: string, dryRun = false): Promise<void> {
    const uploadId = await this.upload(content);
    const { job } = await this.send<{ job: { id: string } }>(name, 'job { id }', { uploadId, format, dryRun });
    const state = `query ($id: ID!) { earnersImport(id: $id) { state resultsPath } }`;
    const read = () => this.tenant.read<{ earnersImport: { state: string; resultsPath: string } }>(state, { id: job.id });
    const { earnersImport } = await eventually(read, ({ earnersImport: now }) => now.state === 'FINISHED' || now.state === 'FAILED');
    await this.fetch(earnersImport.resultsPath, { headers: { authorization: `Bearer ${this.tenant.key}` } });
  }

  private async upload(content: string, service = 'earners'): Promise<string> {
    const response = await this.fetch(`/uploads/${service}`, { method: 'POST', headers: { authorization: `Bearer ${this.tenant.key}` }, body: content });
    return response.headers.get('location')?.split('/').at(-1) ?? '';
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(`${this.tenant.url}${path}`, init);
    await response.arrayBuffer();
    return response;
  }
}
