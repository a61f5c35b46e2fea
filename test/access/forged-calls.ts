import { principalOf, rights, type RequestStatement, type StatedRequest, STATEMENT_HEADER, Statements } from '@cairn/access';
import { newId } from '@cairn/postgres';
import type { OpenService } from './open-services.js';

/** A request sent to a service past the gateway. */
export interface DirectCall {
  /** What is wrong with it. */
  readonly what: string;
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ForgeryOutcome {
  readonly tried: number;
  /** What was answered with anything but a plain refusal. */
  readonly answered: readonly string[];
}

/** What an intruder would like to ask: the schema, any entity, a write, and the files. */
const wishes = (service: string): readonly Pick<DirectCall, 'method' | 'path' | 'body'>[] => {
  const graph = (query: string, variables: object = {}) => ({ method: 'POST', path: '/graphql', body: JSON.stringify({ query, variables }) });
  const asked = [
    graph('{ _service { sdl } }'),
    graph('{ __schema { types { name } } }'),
    graph('query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Issuer { id } } }', { of: [{ __typename: 'Issuer', id: `iss_${newId()}` }] }),
    graph(writes[service] ?? '{ __typename }'),
  ];
  if (!withFiles.has(service)) return asked;
  return [...asked, { method: 'POST', path: `/uploads/${service}`, body: 'a,b\n1,2\n' }, { method: 'GET', path: `/imports/${service}/imp_${newId()}/results` }];
};

const withFiles = new Set(['earners', 'pathways']);
const writes: Record<string, string> = {
  issuers: 'mutation { createTenant(input: { name: "Intruders" }) { tenant { id } } }',
  earners: 'mutation { createEarner(input: { identifiers: [{ type: EMAIL, value: "intruder@example.org" }] }) { earner { id } } }',
  verification: `mutation { rotateSigningKey(input: { issuerId: "iss_${newId()}" }) { signingKey { id } } }`,
};

/** An operator with every right: nothing but the forgery itself stands in its way. */
const anybody = (): RequestStatement => ({
  principal: principalOf({ actor: newId(), tenant: newId(), rights, operator: true }),
  requestId: 'forged',
  deadline: Date.now() + 4_000,
  awaitPosition: null,
  awaitMs: 0,
  contract: 'internal',
  operation: null,
});

/** How a request is bound in a statement: uploads and files without their body, paths without their query. */
const bound = (service: string, { method, path, body }: Pick<DirectCall, 'method' | 'path' | 'body'>): StatedRequest => ({
  service,
  method,
  path: path.split('?')[0] ?? path,
  body: path === '/graphql' ? (body ?? '') : null,
});

type Wish = Pick<DirectCall, 'method' | 'path' | 'body'>;
type Forgery = (service: string, wish: Wish, secret: Buffer, seed: number) => Record<string, string>;

const real = (secret: Buffer, request: StatedRequest, now?: () => number): string => new Statements(secret, now).sign(anybody(), request);

/** A true statement with one claim rewritten and its old MAC. */
const rewritten = (header: string, claims: object): string => {
  const [text = '', mac = ''] = header.split('.');
  const content = { ...(JSON.parse(Buffer.from(text, 'base64url').toString()) as object), ...claims };
  return `${Buffer.from(JSON.stringify(content)).toString('base64url')}.${mac}`;
};

const stated = (value: string) => ({ [STATEMENT_HEADER]: value });
const flipped = (text: string, at: number): string => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

/** Every way of forging, by what is wrong with the call. Those made from a true statement know the secret; an intruder heard it once. */
const forgeries: Record<string, Forgery> = {
  'no statement': () => ({}),
  'an empty statement': () => stated(''),
  'a tenant in a header': () => ({ 'x-tenant': newId(), 'x-tenant-id': newId(), 'x-operator': 'true', authorization: 'Bearer cairn_operator' }),
  'nothing but a dot': () => stated('.'),
  'noise': (_service, _wish, _secret, seed) => stated(Buffer.from(`noise ${seed}`.repeat(1 + (seed % 40))).toString('base64url')),
  'JSON instead of a statement': () => stated(JSON.stringify(anybody())),
  'no MAC': (service, wish, secret) => stated(`${real(secret, bound(service, wish)).split('.')[0]}.`),
  'another secret': (service, wish, _secret, seed) => stated(real(Buffer.alloc(32, seed % 256 || 1), bound(service, wish))),
  'a statement cut off': (service, wish, secret, seed) => stated(real(secret, bound(service, wish)).slice(0, 10 + ((seed * 37) % 400))),
  'a letter changed': (service, wish, secret, seed) => {
    const header = real(secret, bound(service, wish));
    return stated(flipped(header, (seed * 131) % header.length));
  },
  'a statement that has ended': (service, wish, secret) => stated(real(secret, bound(service, wish), () => Date.now() - 31_000)),
  'a longer life written into it': (service, wish, secret) =>
    stated(rewritten(real(secret, bound(service, wish), () => Date.now() - 31_000), { until: Date.now() + 86_400_000 })),
  'another tenant written into it': (service, wish, secret) => stated(rewritten(real(secret, bound(service, wish)), { principal: { ...anybody().principal, tenant: newId() } })),
  'a statement for another body': (service, wish, secret) => stated(real(secret, { ...bound(service, wish), body: '{"query":"{ __typename }"}' })),
  'a statement for another path': (service, wish, secret) => stated(real(secret, { ...bound(service, wish), path: '/elsewhere' })),
  'a statement for another method': (service, wish, secret) => stated(real(secret, { ...bound(service, wish), method: 'PUT' })),
  'a statement for another service': (service, wish, secret) => stated(real(secret, { ...bound(service, wish), service: service === 'issuers' ? 'earners' : 'issuers' })),
  'two statements in one header': (service, wish, secret) => stated([1, 2].map(() => real(secret, bound(service, wish))).join(', ')),
};

/** `count` forged calls to one service, every forgery with every wish before any comes again. */
export function forgedCalls(service: string, secret: Buffer, count: number): DirectCall[] {
  const asked = wishes(service);
  const ways = Object.entries(forgeries);
  return Array.from({ length: count }, (_, seed) => {
    const [what, forge] = ways[seed % ways.length] as [string, Forgery];
    const wish = asked[Math.floor(seed / ways.length) % asked.length] as Wish;
    return { what: `${service}: ${what}, ${wish.method} ${wish.path} ${seed}`, ...wish, headers: forge(service, wish, secret, seed) };
  });
}

const send = (url: string, { method, path, headers, body }: Omit<DirectCall, 'what'>): Promise<Response> =>
  fetch(url + path, { method, headers: { 'content-type': 'application/json', ...headers }, ...(body === undefined ? {} : { body }) });

/** Whether the call got more than a refusal: anything but 401, or a word beyond who may ask. */
async function gotSomething(url: string, call: DirectCall): Promise<string | undefined> {
  const response = await send(url, call);
  const text = await response.text();
  return response.status === 401 && text.length < 200 && !/"data"|sdl|\bat .*:\d+:\d+/.test(text) ? undefined : `${call.what}: ${response.status} ${text.slice(0, 120)}`;
}

/** The gateway's own request, heard by an intruder and sent again: the first is answered, the others are to get nothing. */
async function replays({ name, url }: OpenService, secret: Buffer, count: number): Promise<string[]> {
  const wish = wishes(name)[1] as Wish;
  const headers = stated(real(secret, bound(name, wish)));
  const first = await send(url, { ...wish, headers });
  if (first.status !== 200) return [`${name}: the gateway's own call was refused with ${first.status}, so that its replay says nothing`];
  await first.text();
  const answers = await Promise.all(Array.from({ length: count }, () => gotSomething(url, { what: `${name}: replayed`, ...wish, headers })));
  return answers.filter((one) => one !== undefined);
}

/** Sends `count` forged and replayed calls, spread over the services. */
export async function tryForgedCalls(services: readonly OpenService[], secret: Buffer, count = 1_000): Promise<ForgeryOutcome> {
  const each = Math.ceil(count / services.length);
  const replayed = Math.floor(each / 10);
  const answered = await Promise.all(
    services.map(async (service) => {
      const got = await replays(service, secret, replayed);
      for (const call of forgedCalls(service.name, secret, each - replayed)) {
        const one = await gotSomething(service.url, call);
        if (one !== undefined) got.push(one);
      }
      return got;
    }),
  );
  return { tried: each * services.length, answered: answered.flat() };
}
