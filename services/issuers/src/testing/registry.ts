import { anonymous, type Principal, principalOf, type Right, rights, type ScopedRight } from '@cairn/access';
import { type Envelope, grantChanged } from '@cairn/events';
import { parseId } from '@cairn/subgraph';
import { ServiceUnderTest } from '@cairn/testkit';
import { createIssuersApp, type IssuersApp, migrations } from '../app.js';
import { hashKey } from '../api-client/api-key.js';
import type { Calling } from '../webhook/calling.js';
import { Accounts } from '../sign-in/account/accounts.service.js';

const record = `kind actorId accountId tenantId rights scoped { right kind id } grantsVersion operator origins operationsOnly limitClass`;

/** A principal as the gateway is told it. */
export interface Told {
  readonly kind: Principal['kind'];
  readonly actorId: string;
  readonly accountId: string | null;
  readonly tenantId: string | null;
  readonly rights: readonly Right[];
  readonly scoped: readonly ScopedRight[];
  readonly grantsVersion: number;
  readonly operator: boolean;
  readonly origins: readonly string[];
  readonly operationsOnly: boolean;
  readonly limitClass: string;
}

interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
  readonly position: string | null;
}

export type GrantFact = Envelope<{ holder: string; kind: string; rights: Right[]; scoped: ScopedRight[]; until: string | null }>;

/** The issuers service with an operator, seen as the gateway and its callers see it. */
export class IssuersUnderTest {
  private constructor(
    readonly service: ServiceUnderTest,
    readonly operator: Principal,
  ) {}

  /** @param calling how receivers of webhooks are called; left out: none but public ones are */
  static async open(clock: { now(): number } = { now: () => Date.now() }, calling: Calling = { fetching: { allow: [] } }): Promise<IssuersUnderTest> {
    const create: typeof createIssuersApp = (config, platform) => createIssuersApp({ ...config, calling }, platform);
    const service = await ServiceUnderTest.open({ name: 'issuers', migrations, create, platform: { clock } });
    const made = await (service.app as IssuersApp).ensureOperator();
    if (!made) throw new Error('there was an operator already');
    const registry = new IssuersUnderTest(service, anonymous);
    return new IssuersUnderTest(service, await registry.as(made.key));
  }

  close(): Promise<void> {
    return this.service.close();
  }

  /** Data of a query; throws on any error. */
  async read<Data>(principal: Principal, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.service.ask<Data>(principal, query, variables);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** The payload of one mutation by its name and input. */
  async tried<Fields>(principal: Principal, name: string, input: object, fields: string): Promise<Fields & Payload> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field } position } }`;
    return Object.values(await this.read<Record<string, Fields & Payload>>(principal, query, { input }))[0] as Fields & Payload;
  }

  /** The same, which must not be refused. */
  async made<Fields>(principal: Principal, name: string, input: object, fields = ''): Promise<Fields & Payload> {
    const payload = await this.tried<Fields>(principal, name, input, fields);
    if (payload.userErrors.length > 0) throw new Error(`${name} was refused: ${JSON.stringify(payload.userErrors)}`);
    return payload;
  }

  /** The codes that it is refused with. */
  async refused(principal: Principal, name: string, input: object): Promise<string[]> {
    return (await this.tried(principal, name, input, '')).userErrors.map(({ code }) => code);
  }

  byKey(key: string): Promise<Told | null> {
    return this.told(`principalByKey(keyHash: $a)`, { a: hashKey(key) }, '$a: String!');
  }

  bySubject(account: string, tenant: string | null = null): Promise<Told | null> {
    return this.told(`principalBySubject(subject: $a, tenant: $b)`, { a: `acc_${account}`, b: tenant }, '$a: ID!, $b: ID');
  }

  byClient(id: string): Promise<Told | null> {
    return this.told(`principalByClient(client: $a)`, { a: id }, '$a: ID!');
  }

  /** The principal of a key, as the gateway makes it. */
  async as(key: string): Promise<Principal> {
    return toPrincipal(await this.byKey(key));
  }

  async asAccount(account: string, tenant: string | null = null): Promise<Principal> {
    return toPrincipal(await this.bySubject(account, tenant));
  }

  /** A tenant, and a client that may do everything in it. */
  async aTenant(name = 'Harbour Learning', rights: readonly Right[] = everyRight) {
    const { tenant } = await this.made<{ tenant: { id: string } }>(this.operator, 'createTenant', { name }, 'tenant { id }');
    const client = await this.aClient(this.operator, rights, { tenantId: tenant.id });
    return { id: tenant.id, admin: await this.as(client.key), ...client };
  }

  async aClient(by: Principal, rights: readonly Right[], more: object = {}) {
    const made = await this.made<{ clientId: string; key: string }>(by, 'createApiClient', { name: 'A program', rights, ...more }, 'clientId key');
    return { clientId: made.clientId, key: made.key };
  }

  async anIssuer(by: Principal, name = `Harbour ${Math.random().toString(36).slice(2, 9)}`): Promise<string> {
    const input = { name, url: 'https://harbour.example', sectors: ['HIGHER_EDUCATION'] };
    return (await this.made<{ issuer: { id: string } }>(by, 'createIssuer', input, 'issuer { id }')).issuer.id;
  }

  /** A person who signed in; the address is proven. */
  async aPerson(email = `${Math.random().toString(36).slice(2)}@quay.example`): Promise<{ account: string; person: Principal }> {
    const made = await this.service.app.get(Accounts).ensure({ email, name: 'Ada Quay', password: 'a boat on the water' });
    if (!made.ok) throw new Error(JSON.stringify(made.refusals));
    return { account: made.value, person: await this.asAccount(made.value) };
  }

  /** The account of a person whom another issuer vouches for: it has proven nothing here. */
  aStranger(): Promise<string> {
    return this.service.app.get(Accounts).admit({ issuer: 'https://login.quay.example', subject: Math.random().toString(36), email: null, name: 'Tove Ness' });
  }

  async aUnit(by: Principal, name: string, parentId: string | null = null): Promise<string> {
    return (await this.made<{ orgUnit: { id: string } }>(by, 'createOrgUnit', { name, parentId }, 'orgUnit { id }')).orgUnit.id;
  }

  /** What the others were told of something, of the grants of a holder if nothing else is said, oldest first; waits until the version is told. */
  async toldOf<Fact extends Envelope = GrantFact>(subjectId: string, version: number, topic: string = grantChanged.topic): Promise<Fact[]> {
    const id = bare(subjectId);
    const until = Date.now() + 30_000;
    for (;;) {
      const facts = this.events<Fact>(topic).filter(({ subject }) => subject === id);
      if (facts.some(({ aggregateversion }) => aggregateversion >= version)) return facts;
      if (Date.now() > until) throw new Error(`told only ${JSON.stringify(facts)}`);
      await new Promise((resume) => setTimeout(resume, 20));
    }
  }

  /** What was published on a topic, oldest first. */
  events<Event>(topic: string): Event[] {
    return this.service.bus.published.filter((record) => record.topic === topic).map(({ value }) => JSON.parse(String(value)) as Event);
  }

  private async told(field: string, variables: object, declared: string): Promise<Told | null> {
    const data = await this.read<Record<string, Told | null>>(anonymous, `query (${declared}) { ${field} { ${record} } }`, { ...variables });
    return Object.values(data)[0] ?? null;
  }
}

export const everyRight: readonly Right[] = rights;

export const bare = (id: string): string => parseId(id)?.uuid ?? id;

function toPrincipal(told: Told | null): Principal {
  if (!told) throw new Error('this stands for nobody');
  const { kind, actorId, accountId, tenantId, rights, scoped, grantsVersion, operator } = told;
  return principalOf({
    kind,
    actor: bare(actorId),
    account: accountId && bare(accountId),
    tenant: tenantId && bare(tenantId),
    rights,
    scoped: scoped.map((one) => ({ ...one, id: bare(one.id) })),
    grantsVersion,
    operator,
  });
}
