import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { principalOf } from '@cairn/access';
import { awardIssued, awardRevoked, type Envelope, issuerChanged, type SubmissionFact, submissionReturned } from '@cairn/events';
import { armCrashPoints } from '@cairn/messaging';
import { newId } from '@cairn/postgres';
import { anIssuerProfile } from '@cairn/testkit';
import type { Submission } from '../assessment/submission/submission.js';
import { aRegistrar, aService, type TestService } from '../testing/service.js';
import { aStoredSubmission } from '../testing/stored-submission.js';
import { NoticeSending } from './notice-sending.service.js';
import type { NewNotice } from './notice.js';
import { Notices } from './notices.service.js';
import { OverdueClock } from './overdue-clock.service.js';

interface Shown {
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
}

describe('notices', () => {
  let service: TestService;
  let now = Date.parse('2027-01-11T09:00:00Z');
  const tenant = newId();
  const registrar = aRegistrar(tenant, ['AWARD', 'REVOKE', 'ADMINISTER']);

  beforeAll(async () => {
    service = await aService({ clock: { now: () => now } });
    // Sent by the looks of the tests alone: another one at the same time would have the notice while its mail is not there yet.
    await service.app.get(NoticeSending).onModuleDestroy();
  });
  afterAll(() => service.close());
  afterEach(() => armCrashPoints(undefined));

  async function ask<Data>(query: string, variables: Record<string, unknown> = {}, principal = registrar): Promise<Data> {
    const { data, errors } = await service.ask<Data>(principal, query, variables);
    if (!data || errors) throw new Error(JSON.stringify(errors));
    return data;
  }
  const anEarner = async (more: object[] = []) => {
    const address = `p${Math.random().toString(36).slice(2)}@people.example`;
    const input = { name: 'Robin Vale', identifiers: [...more, { type: 'EMAIL', value: address }] };
    const { createEarner } = await ask<{ createEarner: { earner: { id: string } } }>('mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } } }', { input });
    return { id: createEarner.earner.id, uuid: createEarner.earner.id.slice(4), address };
  };
  const mails = (to: string): string[] => {
    const files = readdirSync(service.mailDir).filter((file) => file.endsWith('.txt'));
    return files.map((file) => readFileSync(join(service.mailDir, file), 'utf8')).filter((text) => text.startsWith(`To: ${to}\n`));
  };
  const look = () => service.app.get(NoticeSending).look();
  const write = (...notices: NewNotice[]) => service.database.work((tx) => service.app.get(Notices).write(tx, ...notices));
  const told = (earner: string, change: Partial<NewNotice> = {}): NewNotice => ({
    tenant,
    kind: 'MISCONDUCT_NOTICE',
    about: newId(),
    version: 0,
    earner,
    language: 'en',
    facts: { title: 'Boat handling', issuer: 'Riverside', number: 'S-1' },
    ...change,
  });
  const shown = async (earner: string): Promise<Shown[]> => {
    const data = await ask<{ earner: { notices: Shown[] } }>('query ($id: ID!) { earner(id: $id) { notices { kind state reason attempts } } }', { id: earner });
    return data.earner.notices;
  };
  /** Lets the service hear what it told of a subject itself. */
  const hearOwn = async (topic: string, subject: string) => {
    const until = Date.now() + 30_000;
    const own = () => service.bus.published.filter((record) => record.topic === topic).map(({ value }) => JSON.parse(String(value)) as Envelope).filter((event) => event.subject === subject);
    while (own().length === 0 && Date.now() < until) await new Promise((resume) => setTimeout(resume, 20));
    for (const event of own()) await service.bus.deliver(topic, event);
  };
  const aSubmission = async (earner: string, change: Partial<Submission> = {}) =>
    aStoredSubmission(service, tenant, earner, await service.published(tenant, { title: 'Boat handling' }), { language: 'de-AT', ...change });

  it('tell of an award once, in a mail that names it and leads to it', async () => {
    const earner = await anEarner();
    const text = await service.published(tenant, { title: 'Boat handling' });
    const input = { earnerId: earner.id, achievementVersionId: `acv_${text.achievementVersion}` };
    const { issueAward } = await ask<{ issueAward: { award: { id: string } } }>('mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } } }', { input });
    await hearOwn(awardIssued.topic, issueAward.award.id.slice(4));
    await hearOwn(awardIssued.topic, issueAward.award.id.slice(4));
    await look();
    const [mail = '', ...more] = mails(earner.address);
    expect(more).toEqual([]);
    expect(mail).toContain('Subject: You have been awarded: Boat handling');
    expect(mail).toContain('Hello Robin Vale');
    expect(mail).toContain(`https://registry.example/c/${issueAward.award.id}`);
    expect(await shown(earner.id)).toEqual([{ kind: 'AWARD_ISSUED', state: 'SENT', reason: null, attempts: 1 }]);
    const revoke = { id: issueAward.award.id, reason: 'ISSUED_IN_ERROR' };
    await ask('mutation ($input: RevokeAwardInput!) { revokeAward(input: $input) { userErrors { code } } }', { input: revoke });
    const fact = () => service.bus.published.some(({ value }) => String(value).includes(awardRevoked.type));
    while (!fact()) await new Promise((resume) => setTimeout(resume, 20));
    await hearOwn(awardRevoked.topic, issueAward.award.id.slice(4));
    await look();
    expect(mails(earner.address)).toHaveLength(2);
  });

  it('tell of a case in its language, with its number and nothing of what was filed', async () => {
    const earner = await anEarner();
    const submission = await aSubmission(earner.uuid, { state: 'RETURNED', attempt: 1, submittedAt: new Date(now) });
    const { id, issuer, achievement, achievementVersion } = submission;
    const data: SubmissionFact = { submission: id, version: 4, earner: earner.uuid, issuer, achievement, achievementVersion, attempt: 1, at: '2027-01-11T09:00:00Z' };
    await service.hear({ contract: submissionReturned, tenant, subject: id, version: 4, data: { ...data, businessDays: 3, levels: [{ criterion: 'c1', level: 'not-yet', meets: false }] } });
    await look();
    const [mail = ''] = mails(earner.address);
    expect(mail).toContain('Guten Tag Robin Vale');
    expect(mail).toContain(submission.number);
    expect(mail).not.toContain('not-yet');
  });

  it('are not sent twice when the process dies after the mail went out, and say so', async () => {
    const earner = await anEarner();
    await write(told(earner.uuid));
    armCrashPoints((point) => {
      if (point === 'n1') throw new Error('the process died here');
    });
    await expect(look()).rejects.toThrow('died');
    armCrashPoints(undefined);
    expect(mails(earner.address)).toHaveLength(1);
    expect(await shown(earner.id)).toMatchObject([{ state: 'SENDING' }]);
    await service.restart();
    now += 9 * 60_000;
    await look();
    expect(await shown(earner.id)).toMatchObject([{ state: 'SENDING' }]);
    now += 2 * 60_000;
    await look();
    expect(await shown(earner.id)).toMatchObject([{ state: 'UNCERTAIN', attempts: 1 }]);
    now += 86_400_000;
    await look();
    expect(mails(earner.address)).toHaveLength(1);
  });

  it('are sent by one of several who look at the same time', async () => {
    const earners = await Promise.all(Array.from({ length: 12 }, () => anEarner()));
    await write(...earners.map(({ uuid }) => told(uuid)));
    await Promise.all([look(), look(), look()]);
    for (const { address } of earners) expect(mails(address)).toHaveLength(1);
  });

  it('are written once for one thing, though it is told twice', async () => {
    const earner = await anEarner();
    const notice = told(earner.uuid);
    await write(notice, notice);
    await write(notice);
    await look();
    expect(mails(earner.address)).toHaveLength(1);
  });

  it('are tried again, later each time, where a mail is refused for now', async () => {
    const earner = await anEarner();
    await write(told(earner.uuid));
    const saved = readdirSync(service.mailDir).map((file) => [file, readFileSync(join(service.mailDir, file))] as const);
    rmSync(service.mailDir, { recursive: true });
    writeFileSync(service.mailDir, 'no folder');
    await look();
    expect(await shown(earner.id)).toMatchObject([{ state: 'PENDING', attempts: 1 }]);
    now += 59_000;
    await look();
    expect(await shown(earner.id)).toMatchObject([{ attempts: 1 }]);
    now += 2_000;
    await look();
    expect(await shown(earner.id)).toMatchObject([{ state: 'PENDING', attempts: 2 }]);
    rmSync(service.mailDir);
    now += 4 * 60_000;
    await look();
    expect(await shown(earner.id)).toMatchObject([{ state: 'SENT', attempts: 3 }]);
    expect(mails(earner.address)).toHaveLength(1);
    for (const [file, bytes] of saved) writeFileSync(join(service.mailDir, file), bytes);
  });

  it('reach the verified address of several', async () => {
    const earner = await anEarner([{ type: 'EMAIL', value: 'a-first@people.example' }]);
    const input = { earnerId: earner.id, identifier: { type: 'EMAIL', value: earner.address } };
    await ask('mutation ($input: VerifyEarnerIdentifierInput!) { verifyEarnerIdentifier(input: $input) { userErrors { code } } }', { input });
    await write(told(earner.uuid));
    await look();
    expect(mails(earner.address)).toHaveLength(1);
  });

  it('go to nobody who was erased or has no address, and to nobody of a tenant that wants none of the kind', async () => {
    const [erased, silent] = [await anEarner(), await anEarner()];
    const { createEarner } = await ask<{ createEarner: { earner: { id: string } } }>('mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } } }', {
      input: { identifiers: [{ type: 'STUDENT_ID', value: newId() }] },
    });
    await write(told(erased.uuid, { secrets: { link: 'https://registry.example/secret' } }), told(createEarner.earner.id.slice(4)));
    await ask('mutation ($input: EraseEarnerInput!) { eraseEarner(input: $input) { userErrors { code } } }', { input: { earnerId: erased.id, reason: 'PERSON_ASKED' } });
    await write(told(erased.uuid, { secrets: { link: 'x' } }));
    const settle = 'mutation ($input: ChangeNoticeSettingsInput!) { changeNoticeSettings(input: $input) { settings { silent caseLink awardLink } userErrors { code field } } }';
    await ask(settle, { input: { silent: ['APPEAL_DECIDED'], caseLink: 'https://learn.example/cases/{number}' } });
    await write(told(silent.uuid, { kind: 'APPEAL_DECIDED' }), told(silent.uuid));
    await look();
    expect(mails(erased.address)).toEqual([]);
    expect(await shown(createEarner.earner.id)).toMatchObject([{ state: 'SUPPRESSED', reason: 'NO_ADDRESS' }]);
    expect((await shown(silent.id)).map(({ kind, state, reason }) => [kind, state, reason])).toEqual(
      expect.arrayContaining([
        ['APPEAL_DECIDED', 'SUPPRESSED', 'SILENCED'],
        ['MISCONDUCT_NOTICE', 'SENT', null],
      ]),
    );
    expect(mails(silent.address)[0]).toContain('https://learn.example/cases/S-1');
    const rows = await service.database.work((tx) => tx.query<{ why: string; sealed: Buffer | null }>('SELECT why, sealed FROM notice WHERE earner_id = $1', [erased.uuid]));
    expect(rows).toEqual([{ why: 'ERASED', sealed: null }]);
    await ask(settle, { input: { silent: [] } });
    const refused = await ask<{ changeNoticeSettings: { userErrors: { field: string[] }[] } }>(settle, { input: { silent: [], awardLink: 'http://learn.example' } });
    expect(refused.changeNoticeSettings.userErrors).toEqual([{ code: 'INVALID_VALUE', field: ['input', 'awardLink'] }]);
  });

  it('tell once that a decision is late, with the day it was due in the calendar of the issuer', async () => {
    const earner = await anEarner();
    const calendar = { timeZone: 'America/New_York', workingDays: [1, 2, 3, 4, 5], holidays: [] };
    const dueAt = new Date(now + 3_600_000);
    const submission = await aSubmission(earner.uuid, { state: 'SUBMITTED', attempt: 1, submittedAt: new Date(now - 86_400_000), dueAt });
    await service.hear({ contract: issuerChanged, tenant, subject: submission.issuer, version: 2, data: anIssuerProfile({ issuer: submission.issuer, calendar }) });
    const clock = service.app.get(OverdueClock);
    await clock.look();
    expect(await shown(earner.id)).toEqual([]);
    now += 3_600_000;
    await clock.look();
    await clock.look();
    await look();
    const due = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' }).format(new Date(dueAt.getTime() - 1));
    expect(mails(earner.address)).toHaveLength(1);
    expect(mails(earner.address)[0]).toContain(`war am ${due} fällig`);
  });

  it('are listed for staff without an address, and for the person, and for nobody else', async () => {
    const earner = await anEarner();
    await write(told(earner.uuid));
    await look();
    const query = 'query ($id: ID!) { notices(first: 5, filter: { earnerId: $id }) { nodes { kind state about } totalCount } }';
    const { notices } = await ask<{ notices: { nodes: { about: string }[]; totalCount: number } }>(query, { id: earner.id });
    expect(notices).toMatchObject({ nodes: [{ kind: 'MISCONDUCT_NOTICE', state: 'SENT' }], totalCount: 1 });
    expect(JSON.stringify(notices)).not.toContain(earner.address);
    const stranger = aRegistrar(newId(), ['AWARD']);
    expect(await ask(query, { id: earner.id }, stranger)).toEqual({ notices: { nodes: [], totalCount: 0 } });
    const reviewer = principalOf({ actor: newId(), tenant, rights: ['REVIEW'] });
    expect((await service.ask(reviewer, query, { id: earner.id })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const { createClaimLink } = await ask<{ createClaimLink: { token: string } }>('mutation ($input: CreateClaimLinkInput!) { createClaimLink(input: $input) { token } }', { input: { earnerId: earner.id } });
    const account = newId();
    const person = principalOf({ kind: 'PERSON', actor: account, account, tenant: null, rights: [] });
    await ask('mutation ($input: ClaimEarnerInput!) { claimEarner(input: $input) { userErrors { code } } }', { input: { token: createClaimLink.token } }, person);
    expect(await ask('{ myEarners { notices { kind state } } }', {}, person)).toEqual({ myEarners: [{ notices: [{ kind: 'MISCONDUCT_NOTICE', state: 'SENT' }] }] });
  });

  it('are in the words of the tenant, which are tried before they are kept', async () => {
    const change = 'mutation ($input: ChangeNoticeTemplateInput!) { changeNoticeTemplate(input: $input) { template { subject placeholders } userErrors { code field } } }';
    const preview = 'query ($input: NoticePreviewInput!) { noticePreview(input: $input) { subject text userErrors { code field } } }';
    const own = { kind: 'MISCONDUCT_NOTICE', language: 'en', subject: 'About {{number}}', text: 'Dear {{name}}, ask us: {{link}}' };
    expect(await ask(preview, { input: own })).toEqual({
      noticePreview: { subject: 'About S-00000000AB', text: 'Dear Robin Example, ask us: https://registry.example', userErrors: [] },
    });
    expect(await ask(preview, { input: { ...own, text: '{{score}}' } })).toMatchObject({ noticePreview: { subject: null, userErrors: [{ code: 'INVALID_VALUE' }] } });
    expect(await ask(change, { input: { ...own, text: '{{score}}' } })).toMatchObject({ changeNoticeTemplate: { template: null, userErrors: [{ code: 'INVALID_VALUE', field: ['input', 'text'] }] } });
    await ask(change, { input: own });
    const earner = await anEarner();
    await write(told(earner.uuid));
    await look();
    expect(mails(earner.address)[0]).toContain('Subject: About S-1\n\nDear Robin Vale, ask us: ');
    const back = await ask<{ changeNoticeTemplate: { template: { subject: string } } }>(change, { input: { kind: 'MISCONDUCT_NOTICE', language: 'en' } });
    expect(back.changeNoticeTemplate.template.subject).toContain('{{title}}');
    const registrarOnly = aRegistrar(tenant, ['AWARD']);
    expect(await ask(change, { input: own }, registrarOnly)).toMatchObject({ changeNoticeTemplate: { userErrors: [{ code: 'GRANT_MISSING' }] } });
  });
});
