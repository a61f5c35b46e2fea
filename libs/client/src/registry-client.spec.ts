import { RegistryClient } from './registry-client.js';

interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly variables: Record<string, { idempotencyKey?: string }>;
}

type Answer = Error | { readonly data?: unknown; readonly errors?: unknown; readonly status?: number; readonly headers?: Record<string, string> };

/** A registry that gives these answers, one after another, and what it was sent. */
function aRegistry(...answers: Answer[]) {
  const sent: Sent[] = [];
  const fetch = async (url: URL, { headers, body }: { headers: Record<string, string>; body?: string }) => {
    sent.push({ url: url.href, headers, variables: body === undefined ? {} : (JSON.parse(body) as Sent).variables });
    const answer = answers[sent.length - 1];
    if (!answer) throw new Error('the registry was asked once too often');
    if (answer instanceof Error) throw answer;
    const { status = 200, headers: told = {}, ...content } = answer;
    return new Response(JSON.stringify(content), { status, headers: { 'content-type': 'application/json', ...told } });
  };
  const client = new RegistryClient('https://registry.example', 'a key', { fetch: fetch as unknown as typeof globalThis.fetch });
  return { client, sent };
}

const read = '{ viewer { clientId } }';
const issue = 'mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } position userErrors { code field message } } }';
const publish = 'mutation ($input: PublishPathwayVersionInput!) { publishPathwayVersion(input: $input) { position userErrors { code field message } } }';
const done = (position: string | null = null) => ({ data: { issueAward: { award: { id: 'awd_1' }, position, userErrors: [] } } });
const failed = (code: string, retryable: boolean, data: unknown = null) => ({ data, errors: [{ message: 'no', extensions: { code, retryable, requestId: 'r1' } }] });

it('hands over data, asked for under the credential', async () => {
  const { client, sent } = aRegistry({ data: { viewer: { clientId: 'cli_1' } } });
  expect(await client.execute(read)).toEqual({ viewer: { clientId: 'cli_1' } });
  expect(sent[0]).toMatchObject({ url: 'https://registry.example/graphql', headers: { authorization: 'Bearer a key' } });
});

it('asks a function for the credential before each request, and tells the tenant', async () => {
  const { client, sent } = aRegistry({ data: {} }, { data: {} });
  let number = 0;
  const person = client.as(() => `token ${(number += 1)}`, { tenant: 'ten_1' });
  await person.execute(read);
  await person.execute(read);
  expect(sent.map(({ headers }) => [headers.authorization, headers['x-tenant']])).toEqual([['Bearer token 1', 'ten_1'], ['Bearer token 2', 'ten_1']]);
});

it('never sends the credential to another host', async () => {
  const { client, sent } = aRegistry({ data: {} });
  await client.fetch('https://elsewhere.example/file');
  expect(sent[0]?.headers).not.toHaveProperty('authorization');
});

describe('what the registry refuses', () => {
  const userErrors = [{ code: 'NOT_FOUND', field: ['input', 'id'], message: 'There is none.' }];
  const refused = { data: { issueAward: { award: null, position: null, userErrors } } };

  it('is thrown, with its codes', async () => {
    const { client } = aRegistry(refused);
    await expect(client.execute(issue, { input: {} })).rejects.toMatchObject({ name: 'UserErrors', codes: ['NOT_FOUND'], message: 'issueAward: NOT_FOUND (input.id): There is none.' });
  });

  it('is handed over to whom it asks for it', async () => {
    const { client } = aRegistry(refused);
    expect(await client.execute(issue, { input: {} }, { refusals: 'returned' })).toMatchObject({ issueAward: { userErrors } });
  });

  it('cannot be overlooked: a mutation that does not ask for it is not sent', async () => {
    const { client, sent } = aRegistry();
    await expect(client.execute('mutation { eraseEarner(input: { id: "ern_1" }) { position } }')).rejects.toThrow(/userErrors/);
    expect(sent).toEqual([]);
  });
});

describe('what may pass', () => {
  it('is tried again, and Retry-After is waited for', async () => {
    const { client, sent } = aRegistry({ data: {} }, { ...failed('THROTTLED', true), status: 429, headers: { 'retry-after': '1' } }, { data: { viewer: null } });
    await client.execute(read);
    const began = performance.now();
    expect(await client.execute(read)).toEqual({ viewer: null });
    expect(performance.now() - began).toBeGreaterThanOrEqual(990);
    expect(sent.length).toBe(3);
  });

  it('is tried again under the same key for a write that may bear one', async () => {
    const { client, sent } = aRegistry({ data: {} }, new TypeError('fetch failed'), done());
    await client.execute(read);
    await client.execute(issue, { input: {} });
    const [, first, second] = sent.map(({ variables }) => variables.input?.idempotencyKey);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
  });

  it('is tried again under the same key where it was perhaps done, and not answered in time', async () => {
    const { client, sent } = aRegistry({ data: {} }, failed('DEADLINE_EXCEEDED', false, { issueAward: null }), done());
    await client.execute(read);
    await client.execute(issue, { input: {} });
    expect(sent[2]?.variables.input?.idempotencyKey).toBe(sent[1]?.variables.input?.idempotencyKey);
  });

  it('keeps the key that the caller gave', async () => {
    const { client, sent } = aRegistry(done());
    await client.execute(issue, { input: { idempotencyKey: 'mine' } });
    expect(sent[0]?.variables.input?.idempotencyKey).toBe('mine');
  });

  it('is not tried again for a write that bears no key and may have been done', async () => {
    const { client, sent } = aRegistry({ data: {} }, failed('DEADLINE_EXCEEDED', false));
    await client.execute(read);
    await expect(client.execute(publish, { input: { id: 'pwv_1' } })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', retryable: false, requestId: 'r1' });
    expect(sent.length).toBe(2);
  });

  it('is tried again for such a write that was surely not done, and not where half of it was', async () => {
    const { client, sent } = aRegistry({ data: {} }, failed('POSITION_NOT_REACHED', true), { data: { publishPathwayVersion: { position: 'p1', userErrors: [] } } }, failed('OVERLOADED', true, { one: { position: 'p2' }, two: null }));
    await client.execute(read);
    await client.execute(publish, { input: { id: 'pwv_1' } });
    expect(sent.length).toBe(3);
    await expect(client.execute(publish, { input: { id: 'pwv_1' } })).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(client.positions.all()).toEqual(['p1', 'p2']);
  });

  it('is thrown at once where nothing has ever answered', async () => {
    const { client, sent } = aRegistry(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }));
    await expect(client.execute(read)).rejects.toMatchObject({ code: 'REFUSED_CONNECTION', message: 'Nothing answers at https://registry.example. Is the registry running?' });
    expect(sent.length).toBe(1);
  });
});

it('throws rather than hand over half an answer', async () => {
  const { client } = aRegistry(failed('FORBIDDEN', false, { viewer: { clientId: 'cli_1' }, award: null }));
  await expect(client.execute(read)).rejects.toMatchObject({ name: 'RegistryFault', code: 'FORBIDDEN', data: { award: null } });
});

describe('positions', () => {
  const awaited = (sent: readonly Sent[]) => sent.map(({ headers }) => headers['cairn-await-position']);

  it('of its own writes are awaited by what follows, reads and writes, once each', async () => {
    const { client, sent } = aRegistry(done('p1'), { data: {} }, done('p2'), { data: {} }, { data: {} });
    await client.execute(issue, { input: {} });
    await client.execute(read);
    await client.execute(publish, { input: {} });
    await client.execute(read);
    await client.execute(read);
    expect(awaited(sent)).toEqual([undefined, 'p1', 'p1', 'p2', undefined]);
  });

  it('of another user are his own', async () => {
    const { client, sent } = aRegistry(done('p1'), { data: {} });
    await client.execute(issue, { input: {} });
    await client.as('another key').execute(read);
    expect(awaited(sent)).toEqual([undefined, undefined]);
  });

  it('that do not fit into one header are awaited by as many reads as it takes, the last of which is answered', async () => {
    const { client, sent } = aRegistry({ data: { number: 1 } }, { data: { number: 2 } });
    for (let at = 0; at < 20; at += 1) client.positions.add(`${at}${'x'.repeat(200)}`);
    expect(await client.execute(read)).toEqual({ number: 2 });
    expect(awaited(sent).join().split(',').length).toBe(20);
  });

  it('are awaited anew where fields hang on variables', async () => {
    const { client, sent } = aRegistry({ data: {} }, { data: {} });
    client.positions.add('p1');
    const conditional = 'query ($deep: Boolean!) { viewer { tenant @include(if: $deep) { id } } }';
    await client.execute(conditional, { deep: false });
    await client.execute(conditional, { deep: true });
    expect(awaited(sent)).toEqual(['p1', 'p1']);
  });
});
