import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anonymous } from '@cairn/access';
import { ServiceUnderTest } from '@cairn/testkit';
import { createIssuersApp, migrations } from '../../app.js';
import { Accounts } from '../account/accounts.service.js';
import { signInLimits } from '../attempt/attempt.js';
import { Attempts } from '../attempt/attempts.service.js';
import { SignInSweep } from '../sweep.service.js';
import { TokenKeys } from '../token-key/token-keys.service.js';
import { FrontEnds } from './front-ends.service.js';
import { AuthorizationRecords } from './records.service.js';

const minute = 60_000;

describe('what signing in keeps', () => {
  const clock = { at: Date.now(), now: () => clock.at };
  let issuers: ServiceUnderTest;
  beforeAll(async () => {
    issuers = await ServiceUnderTest.open({ name: 'issuers', migrations, create: createIssuersApp, platform: { clock } });
  });
  afterAll(() => issuers.close());

  const stored = (table: string) => issuers.database.work((tx) => tx.compose<Record<string, unknown>>(`SELECT to_jsonb(t) AS row, encode(t.sealed, 'escape') AS sealed FROM ${table} t`));

  it('shows no secret, no address and no name to who reads the database', async () => {
    const records = issuers.app.get(AuthorizationRecords).adapter('RefreshToken', (text) => new Error(text));
    await records.upsert('the-refresh-token', { jti: 'the-refresh-token', accountId: 'acc_1', grantId: 'the-grant', uid: 'the-uid' }, 60);
    await issuers.app.get(Accounts).ensure({ email: 'aino@people.example', name: 'Aino Aalto', password: 'correct horse' });
    const text = JSON.stringify([await stored('authorization_record'), await stored('account')]);
    for (const secret of ['the-refresh-token', 'the-grant', 'the-uid', 'acc_1', 'aino', 'Aino', 'correct horse']) expect(text).not.toContain(secret);
    expect(await records.find('the-refresh-token')).toMatchObject({ accountId: 'acc_1', grantId: 'the-grant' });
  });

  it('lets one of many consume a token, and forgets its grant when another tries', async () => {
    const records = issuers.app.get(AuthorizationRecords);
    const tokens = records.adapter('RefreshToken', (text) => new Error(text));
    await records.adapter('Grant', Error).upsert('g1', { jti: 'g1' }, 600);
    await tokens.upsert('r1', { jti: 'r1', grantId: 'g1' }, 600);
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(() => tokens.consume('r1')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await records.adapter('Grant', Error).find('g1')).toBeUndefined();
  });

  it('ends by itself, and is swept', async () => {
    const records = issuers.app.get(AuthorizationRecords).adapter('Session', (text) => new Error(text));
    await records.upsert('s1', { jti: 's1', uid: 'u1' }, 60);
    expect(await records.findByUid('u1')).toMatchObject({ jti: 's1' });
    clock.at += 61_000;
    expect(await records.find('s1')).toBeUndefined();
    await issuers.app.get(SignInSweep).sweep();
    expect(await issuers.database.work((tx) => tx.query(`SELECT 1 FROM authorization_record WHERE kind = 'Session'`))).toEqual([]);
  });

  it('counts attempts over a window, the owner\'s own excepted', async () => {
    const attempts = issuers.app.get(Attempts);
    const limits = signInLimits('a@x.example', '192.0.2.1');
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push(await attempts.allows(limits));
    expect(answers).toEqual([true, true, true, true, true, false]);
    expect(await attempts.allows(signInLimits('a@x.example', '192.0.2.2'))).toBe(true);
    await attempts.forget(limits);
    expect(await attempts.allows(limits)).toBe(true);
    for (let n = 0; n < 6; n += 1) await attempts.allows(limits);
    clock.at += 16 * minute;
    expect(await attempts.allows(limits)).toBe(true);
  });

  it('makes one account of a person whom another issuer vouches for, however many ask', async () => {
    const admit = 'mutation ($input: AdmitAccountInput!) { admitAccount(input: $input) }';
    const input = { issuer: 'https://login.example', subject: 'u1', email: 'aino@people.example', name: 'Aino' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => issuers.ask<{ admitAccount: string }>(anonymous, admit, { input })));
    const ids = new Set(answers.map(({ data }) => data?.admitAccount));
    expect(ids.size).toBe(1);
    const own = await issuers.app.get(Accounts).ensure({ email: 'aino@people.example', name: 'Aino Aalto', password: 'correct horse' });
    expect(own.ok && ids.has(`acc_${own.value}`)).toBe(false);
    const { data } = await issuers.ask<{ admitAccount: string }>(anonymous, admit, { input: { ...input, issuer: 'https://other.example' } });
    expect(ids.has(data?.admitAccount)).toBe(false);
  });

  it('proves an address by a link that is good once, for a day, and tells nobody who has an account', async () => {
    const accounts = issuers.app.get(Accounts);
    const person = { email: 'bela@people.example', name: 'Bela Brandt', password: 'correct horse' };
    expect(await accounts.register(person, '192.0.2.3')).toEqual({ ok: true, value: { email: person.email } });
    expect(await accounts.signIn(person.email, person.password, '192.0.2.3')).toMatchObject({ ok: false, refusals: [{ code: 'EMAIL_UNVERIFIED' }] });
    const mails = () => readdirSync(issuers.mailDir).map((file) => readFileSync(join(issuers.mailDir, file), 'utf8')).filter((text) => text.includes(person.email));
    const [, token = ''] = /token=(\S+)/.exec(mails()[0] ?? '') ?? [];
    expect(await accounts.confirm('guessed')).toBe(false);
    expect(await accounts.confirm(token)).toBe(true);
    expect(await accounts.confirm(token)).toBe(false);
    expect(await accounts.signIn(' BELA@people.example', person.password, '192.0.2.3')).toMatchObject({ ok: true });
    expect(await accounts.register({ ...person, password: 'another horse' }, '192.0.2.4')).toEqual({ ok: true, value: { email: person.email } });
    expect(mails().some((text) => text.includes('You have an account already'))).toBe(true);
    expect(await accounts.signIn(person.email, 'another horse', '192.0.2.4')).toMatchObject({ ok: false });
  });

  it('rotates keys: the next is published before it signs, the former until its tokens are gone', async () => {
    const keys = issuers.app.get(TokenKeys);
    const first = await keys.ring();
    const rotated = await keys.rotate();
    expect([rotated.signing, rotated.published.keys.length]).toEqual([first.signing, 2]);
    clock.at += 16 * minute;
    const second = await keys.ring();
    expect([second.signing === first.signing, second.published.keys.length]).toEqual([false, 2]);
    const { keys: told } = (await (await issuers.send(anonymous, 'GET', '/oidc/jwks')).json()) as { keys: { kid: string }[] };
    expect(told.map(({ kid }) => kid)).toEqual([second.signing, first.signing]);
    clock.at += 30 * minute;
    const third = await keys.ring();
    expect(third.published.keys.map(({ kid }) => (kid as string) === second.signing)).toEqual([true]);
  });
});

describe('wallets that registered themselves', () => {
  const clock = { at: Date.now(), now: () => clock.at };
  let issuers: ServiceUnderTest;
  beforeAll(async () => {
    issuers = await ServiceUnderTest.open({ name: 'issuers', migrations, create: createIssuersApp, platform: { clock } });
  });
  afterAll(() => issuers.close());

  const register = (metadata: object = {}) => {
    const wallet = { client_name: 'Pocket', redirect_uris: ['https://pocket.example/back'], token_endpoint_auth_method: 'none', ...metadata };
    return issuers.send(anonymous, 'POST', '/oidc/reg', { body: JSON.stringify(wallet), headers: { 'content-type': 'application/json', 'cairn-client-address': '192.0.2.9' } });
  };

  it('are ten an hour from one address at most, and those refused for another reason do not count', async () => {
    for (let n = 0; n < 3; n += 1) expect((await register({ redirect_uris: ['http://pocket.example/back'] })).status).toBe(400);
    const made = [];
    for (let n = 0; n < 11; n += 1) made.push((await register()).status);
    expect(made).toEqual([...Array.from({ length: 10 }, () => 201), 429]);
    clock.at += 61 * minute;
    expect((await register()).status).toBe(201);
  });

  it('are forgotten after a day without anybody who used them', async () => {
    const { client_id: idle } = (await (await register()).json()) as { client_id: string };
    const { client_id: used } = (await (await register()).json()) as { client_id: string };
    const frontEnds = issuers.app.get(FrontEnds).adapter();
    clock.at += minute;
    expect(await frontEnds.find(used)).toBeDefined();
    clock.at += 24 * 60 * minute;
    await issuers.app.get(SignInSweep).sweep();
    expect([await frontEnds.find(idle), (await frontEnds.find(used))?.client_id]).toEqual([undefined, used]);
  });
});
