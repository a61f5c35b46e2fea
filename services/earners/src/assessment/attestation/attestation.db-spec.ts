import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anonymous, type Principal, principalOf } from '@cairn/access';
import type { AchievementVersionText, RequirementText } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { NoticeSending } from '../../notice/notice-sending.service.js';
import { aRegistrar, aService, type TestService } from '../../testing/service.js';
import { aStoredSubmission } from '../../testing/stored-submission.js';
import type { Submission } from '../submission/submission.js';
import { AttestationClock } from './attestation-clock.service.js';
import { attestedParts, AttestationStore } from './attestation.store.js';
import { AttestedWorks } from './attested-work.js';

const leaf = { key: null, title: null, description: null, assessed: false, effort: null, evidence: null, criteria: [], pass: null, attestorRole: null, achievement: null, atLeast: null, of: [] };
const requirement: RequirementText = {
  ...leaf,
  kind: 'ALL',
  of: [
    { ...leaf, key: 'sup', kind: 'ATTESTATION', attestorRole: 'supervisor' },
    { ...leaf, key: 'refl', kind: 'PART' },
  ],
};
const fields = 'id state role host from until hours attestedHours statement attestorName remarks answeredInDesk';

interface Payload {
  readonly attestation: Record<string, unknown> | null;
  readonly state?: string | null;
  readonly userErrors: { code: string; field: string[] | null }[];
}

describe('an attestation', () => {
  let service: TestService;
  let text: AchievementVersionText;
  let now = Date.parse('2027-01-11T09:00:00Z');
  const tenant = newId();
  const registrar = aRegistrar(tenant, ['AWARD', 'ADMINISTER']);

  beforeAll(async () => {
    service = await aService({ clock: { now: () => now } });
    // Sent by the looks of the tests alone: another one at the same time would have the notice while its mail is not there yet.
    await service.app.get(NoticeSending).onModuleDestroy();
    text = await service.published(tenant, { title: 'Crane internship', useCase: 'INTERNSHIP', earningModes: ['WORK_BASED'], requirement });
  });
  afterAll(() => service.close());

  async function ask<Data>(query: string, variables: Record<string, unknown> = {}, principal: Principal = registrar): Promise<Data> {
    const { data, errors } = await service.ask<Data>(principal, query, variables);
    if (!data || errors) throw new Error(JSON.stringify(errors));
    return data;
  }
  async function mutate(name: string, input: object, principal: Principal = registrar, shape = `attestation { ${fields} }`): Promise<Payload> {
    const query = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${shape} userErrors { code field } } }`;
    return (await ask<Record<string, Payload>>(query, { input }, principal))[name] as Payload;
  }
  const attest = (token: string, hours: number, remarks: string | null = null) => mutate('attest', { token, hours, remarks }, anonymous, 'state');
  const codes = ({ userErrors }: Payload) => userErrors.map(({ code, field }) => `${code} ${field?.at(-1)}`);

  async function aCase(change: Partial<Submission> = {}) {
    const address = `p${Math.random().toString(36).slice(2)}@people.example`;
    const { createEarner } = await ask<{ createEarner: { earner: { id: string } } }>('mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } } }', {
      input: { name: 'Robin Vale', identifiers: [{ type: 'EMAIL', value: address }] },
    });
    const earner = createEarner.earner.id;
    const submission = await aStoredSubmission(service, tenant, earner.slice(4), text, change);
    const email = `s${Math.random().toString(36).slice(2)}@harbour.example`;
    const asked = { submissionId: `sub_${submission.id}`, requirementKey: 'sup', name: 'Dana Host', email, host: 'Harbour <Works>', from: '2026-06-01', until: '2026-08-31', hours: 320.5, statement: 'Ran the crane.\nAt night.' };
    return { earner, address, submission, asked, email };
  }
  /** The secret of the link in the only mail to an address. */
  async function tokenIn(email: string): Promise<string> {
    await service.app.get(NoticeSending).look();
    const mails = readdirSync(service.mailDir).map((file) => readFileSync(join(service.mailDir, file), 'utf8')).filter((mail) => mail.startsWith(`To: ${email}\n`));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('Robin Vale asks you');
    expect(mails[0]).not.toContain('Ran the crane');
    return /https:\/\/registry\.example\/attest\/([\w-]{64})/.exec(mails[0] ?? '')?.[1] ?? '';
  }
  const stateOf = async (id: unknown) => (await ask<{ attestation: { state: string } }>('query ($id: ID!) { attestation(id: $id) { state } }', { id })).attestation.state;
  const standing = (submission: Submission) => service.database.read({ tenant }, (tx) => attestedParts(service.app.get(AttestationStore), tx, tenant, submission.id));

  it('is asked for by mail, answered once by the link, and evidence from then on', async () => {
    const { asked, email, submission } = await aCase();
    const { attestation } = await mutate('askAttestation', asked);
    expect(attestation).toMatchObject({ state: 'ASKED', role: 'supervisor', host: 'Harbour <Works>', hours: 320.5, attestedHours: null, attestorName: 'Dana Host' });
    expect([...(await standing(submission))]).toEqual([]);
    const token = await tokenIn(email);
    expect(codes(await attest(token, 2_300))).toEqual(['INVALID_VALUE hours']);
    expect(await attest(token, 300, 'Twenty hours were training.')).toEqual({ state: 'ATTESTED', userErrors: [] });
    expect(codes(await attest(token, 300))).toEqual(['ATTESTATION_STATE_INVALID token']);
    expect(codes(await mutate('declineAttestation', { token }, anonymous, 'state'))).toEqual(['ATTESTATION_STATE_INVALID token']);
    const query = `query ($id: ID!) { attestation(id: $id) { ${fields} } }`;
    expect(await ask(query, { id: attestation?.id })).toEqual({
      attestation: { ...attestation, state: 'ATTESTED', attestedHours: 300, remarks: 'Twenty hours were training.', answeredInDesk: false },
    });
    expect([...(await standing(submission))]).toEqual(['sup']);
    const works = await service.database.read({ tenant }, (tx) => service.app.get(AttestedWorks).of(tx, submission));
    expect(works).toEqual([{ id: expect.any(String), requirement: 'sup', role: 'supervisor', host: 'Harbour <Works>', from: '2026-06-01', until: '2026-08-31', hours: 300 }]);
  });

  it('keeps one of two answers that come at the same time', async () => {
    const { asked, email } = await aCase();
    await mutate('askAttestation', asked);
    const token = await tokenIn(email);
    const answers = await Promise.all([attest(token, 10), mutate('declineAttestation', { token }, anonymous, 'state'), attest(token, 11)]);
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(['ATTESTATION_STATE_INVALID token', 'ATTESTATION_STATE_INVALID token']);
  });

  it('is asked of one person at a time, who is not the earner, for a requirement that asks for one, in a part that may change', async () => {
    const { asked, address } = await aCase();
    expect(codes(await mutate('askAttestation', { ...asked, email: address.toUpperCase() }))).toEqual(['INVALID_VALUE email']);
    expect(codes(await mutate('askAttestation', { ...asked, requirementKey: 'refl' }))).toEqual(['INVALID_VALUE requirementKey']);
    expect(codes(await mutate('askAttestation', { ...asked, until: '2026-05-01' }))).toEqual(['INVALID_VALUE until']);
    const both = await Promise.all([mutate('askAttestation', asked), mutate('askAttestation', asked)]);
    expect(both.flatMap(codes)).toEqual(['ATTESTATION_STATE_INVALID requirementKey']);
    const filed = await aCase({ state: 'SUBMITTED', attempt: 1, submittedAt: new Date(now), dueAt: new Date(now) });
    expect(codes(await mutate('askAttestation', filed.asked))).toEqual(['SUBMISSION_STATE_INVALID submissionId']);
    const returned = await aCase({ state: 'RETURNED', attempt: 1, submittedAt: new Date(now), returnedParts: ['refl'] });
    expect(codes(await mutate('askAttestation', returned.asked))).toEqual(['SUBMISSION_STATE_INVALID submissionId']);
    const stranger = aRegistrar(newId(), ['AWARD']);
    expect(codes(await mutate('askAttestation', asked, stranger))).toEqual(['NOT_FOUND submissionId']);
  });

  it('is withdrawn, so that the link is dead and somebody else can be asked', async () => {
    const { asked, email, submission } = await aCase();
    const { attestation } = await mutate('askAttestation', asked);
    const token = await tokenIn(email);
    expect(await mutate('withdrawAttestation', { attestationId: attestation?.id })).toMatchObject({ attestation: { state: 'WITHDRAWN' }, userErrors: [] });
    expect(codes(await mutate('withdrawAttestation', { attestationId: attestation?.id }))).toEqual(['ATTESTATION_STATE_INVALID attestationId']);
    expect(codes(await attest(token, 10))).toEqual(['ATTESTATION_STATE_INVALID token']);
    const second = `t${email}`;
    await mutate('askAttestation', { ...asked, email: second });
    await attest(await tokenIn(second), 10);
    const query = `query ($id: ID!) { submission(id: $id) { attestations { state } } }`;
    expect(await ask(query, { id: `sub_${submission.id}` })).toEqual({ submission: { attestations: [{ state: 'WITHDRAWN' }, { state: 'ATTESTED' }] } });
  });

  it('is over after 30 days, before and after the clock has said so', async () => {
    const { asked, email } = await aCase();
    const { attestation } = await mutate('askAttestation', asked);
    const token = await tokenIn(email);
    now += 30 * 86_400_000;
    expect(codes(await attest(token, 10))).toEqual(['ATTESTATION_STATE_INVALID token']);
    expect(await stateOf(attestation?.id)).toBe('EXPIRED');
    expect(codes(await mutate('askAttestation', asked))).toEqual(['ATTESTATION_STATE_INVALID requirementKey']);
    await service.app.get(AttestationClock).look();
    expect(codes(await mutate('askAttestation', { ...asked, email: `again-${email}` }))).toEqual([]);
  });

  it('is not asked for without end', async () => {
    const { asked } = await aCase();
    for (let n = 0; n < 10; n += 1) {
      const { attestation } = await mutate('askAttestation', asked);
      await mutate('withdrawAttestation', { attestationId: attestation?.id });
    }
    expect(codes(await mutate('askAttestation', asked))).toEqual(['ATTESTATION_STATE_INVALID submissionId']);
  });

  it('is made in the desk by a member who may award it and is somebody else', async () => {
    const { asked, earner } = await aCase();
    const { attestation } = await mutate('askAttestation', asked);
    const input = { attestationId: attestation?.id, hours: 40 };
    const { createClaimLink } = await ask<{ createClaimLink: { token: string } }>('mutation ($input: CreateClaimLinkInput!) { createClaimLink(input: $input) { token } }', { input: { earnerId: earner } });
    const account = newId();
    await ask('mutation ($input: ClaimEarnerInput!) { claimEarner(input: $input) { userErrors { code } } }', { input: { token: createClaimLink.token } }, principalOf({ kind: 'PERSON', actor: account, account, tenant: null, rights: [] }));
    const member = (rights: Principal['rights'], signedIn = newId()) => principalOf({ kind: 'MEMBER', actor: newId(), account: signedIn, tenant, rights });
    expect(codes(await mutate('attestInDesk', input))).toEqual(['GRANT_MISSING undefined']);
    expect(codes(await mutate('attestInDesk', input, member(['REVIEW'])))).toEqual(['GRANT_MISSING undefined']);
    expect(codes(await mutate('attestInDesk', input, member(['AWARD'], account)))).toEqual(['REVIEWER_CONFLICT attestationId']);
    expect(await mutate('attestInDesk', input, member(['AWARD']))).toMatchObject({ attestation: { state: 'ATTESTED', attestedHours: 40, answeredInDesk: true } });
  });

  it('is shown to nobody but the person and the staff who may see whose it is', async () => {
    const { asked } = await aCase();
    const { attestation } = await mutate('askAttestation', asked);
    const query = 'query ($id: ID!) { attestation(id: $id) { id } }';
    for (const principal of [anonymous, aRegistrar(newId(), ['AWARD']), aRegistrar(tenant, ['REVIEW'])]) {
      expect(await ask(query, { id: attestation?.id }, principal)).toEqual({ attestation: null });
    }
  });

  it('tells nothing of people once the earner was erased', async () => {
    const { asked, earner, email, submission } = await aCase();
    const { attestation } = await mutate('askAttestation', asked);
    const token = await tokenIn(email);
    await attest(token, 12, 'Robin was late.');
    const whole = 'query ($id: ID!) { earner(id: $id) { personalData } }';
    const { earner: told } = await ask<{ earner: { personalData: { attestations: object[]; notices: object[] } } }>(whole, { id: earner });
    expect(told.personalData.attestations).toMatchObject([{ state: 'ATTESTED', name: 'Dana Host', host: 'Harbour <Works>', attestedHours: 12, remarks: 'Robin was late.' }]);
    expect(told.personalData.notices).toMatchObject([{ kind: 'ATTESTATION_ASKED' }]);
    await ask('mutation ($input: EraseEarnerInput!) { eraseEarner(input: $input) { userErrors { code } } }', { input: { earnerId: earner, reason: 'PERSON_ASKED' } });
    const rows = await service.database.work((tx) => tx.query('SELECT terms, remarks, state FROM attestation WHERE id = $1', [String(attestation?.id).slice(4)]));
    expect(rows).toEqual([{ terms: null, remarks: null, state: 'ATTESTED' }]);
    expect([...(await standing(submission))]).toEqual(['sup']);
  });

  describe('the page that the link opens', () => {
    const form = (fieldsOf: Record<string, string>, headers: Record<string, string> = {}) => ({ body: new URLSearchParams(fieldsOf).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });
    const hidden = (page: string) => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
    async function opened() {
      const { asked, email } = await aCase();
      const { attestation } = await mutate('askAttestation', asked);
      const path = `/attest/${await tokenIn(email)}`;
      const response = await service.send(null, 'GET', path);
      return { id: attestation?.id, path, response, page: await response.text() };
    }

    it('says who asks for what, runs nothing, and escapes what it was told', async () => {
      const { response, page } = await opened();
      expect(response.status).toBe(200);
      expect(page).toContain('Robin Vale wants to earn “Crane internship”');
      expect(page).toContain('Harbour &lt;Works&gt;');
      expect(page).not.toMatch(/<script|Harbour <Works>/);
      expect(page).toMatch(/<html lang="en">[\s\S]*<label for="hours">/);
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'$/);
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('cache-control')).toBe('no-store');
    });

    it('takes a confirmation once, with a comma in the hours, and then says that the link is not good any more', async () => {
      const { id, path, page } = await opened();
      expect(await stateOf(id)).toBe('ASKED');
      const wrong = await service.send(null, 'POST', path, form({ token: hidden(page), hours: 'many', answer: 'confirm' }));
      expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('role="alert"')]);
      const answered = await service.send(null, 'POST', path, form({ token: hidden(page), hours: '300,5', remarks: 'All good.', answer: 'confirm' }, { 'sec-fetch-site': 'same-origin' }));
      expect([answered.status, await answered.text()]).toEqual([200, expect.stringContaining('role="status"')]);
      expect(await ask('query ($id: ID!) { attestation(id: $id) { state attestedHours remarks } }', { id })).toEqual({ attestation: { state: 'ATTESTED', attestedHours: 300.5, remarks: 'All good.' } });
      expect((await service.send(null, 'GET', path)).status).toBe(410);
      expect((await service.send(null, 'POST', path, form({ token: hidden(page), hours: '1', answer: 'confirm' }))).status).toBe(410);
    });

    it('takes a refusal', async () => {
      const { id, path, page } = await opened();
      expect((await service.send(null, 'POST', path, form({ token: hidden(page), hours: '', answer: 'decline' }))).status).toBe(200);
      expect(await stateOf(id)).toBe('DECLINED');
    });

    it('takes no form that was not sent from it', async () => {
      const { id, path, page } = await opened();
      const other = await opened();
      for (const sent of [form({ hours: '1', answer: 'confirm' }), form({ token: hidden(other.page), hours: '1', answer: 'confirm' }), form({ token: hidden(page), hours: '1', answer: 'confirm' }, { 'sec-fetch-site': 'cross-site' })]) {
        expect((await service.send(null, 'POST', path, sent)).status).toBe(403);
      }
      expect(await stateOf(id)).toBe('ASKED');
    });

    it('is not there for a link that nobody was sent', async () => {
      for (const path of ['/attest/x', `/attest/${'A'.repeat(64)}`]) expect((await service.send(null, 'GET', path, { headers: { 'accept-language': 'de' } })).status).toBe(404);
    });
  });
});
