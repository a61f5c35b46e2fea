import type { ContractName } from '@cairn/access';
import { contractSchema } from '@cairn/gateway/testing';
import { GraphClient, type TestTenant } from '@cairn/testkit';
import type { GraphQLSchema } from 'graphql';
import { ask, type Caller, codeOf, inParallel, type Told } from './asking.js';
import { anyText, Canaries } from './canaries.js';
import { filledIn, type Filling } from './inputs.js';
import { fillRegistry } from './registry-of-one.js';
import { entitiesOf, type Target, targetsOf } from './schema.js';

/** Where the sweep is run, and who may open tenants there. */
export interface SweptRegistry {
  readonly url: string;
  readonly operatorKey: string;
  /** Access token of a person who signed in and belongs to no tenant, if there is one. */
  readonly person?: string;
}

/** Two tenants, of which one knows nothing of the other. */
export interface World {
  readonly url: string;
  /** What a caller of this contract can ask; internal is all there is. */
  readonly targets: Readonly<Record<ContractName, readonly Target[]>>;
  /** The tenant that is attacked, as its administrator sees it. */
  readonly victim: Side;
  readonly stranger: Side;
  readonly canaries: Canaries;
  /** UUIDs that only the victim may know. */
  readonly secretUuids: ReadonlySet<string>;
  /** Callers who are to learn nothing of the victim. The first is the stranger's administrator. */
  readonly callers: readonly [Caller, ...Caller[]];
}

/** What one tenant has and knows. */
export interface Side extends Caller {
  readonly tenantId: string;
  /** Ids, by prefix. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** Cursors by the coordinate of the field that gave them. */
  readonly cursors: ReadonlyMap<string, string>;
  readonly positions: readonly string[];
  /** Texts of its own that it has read back. */
  readonly read: ReadonlySet<string>;
}

const idShape = /[a-z]{3}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Acts that would end or publish what the sweep is about, or make something that is public by its nature. */
const notForFilling = /^(create(Tenant|Issuer)$|update(Issuer)$|publish|revoke|withdraw|remove|delete|disable|decline|close|retire|suspend|merge|split|rotate|erase|end|leave|cancel|set|record|verify|replace|accept)/;

export async function openWorld({ url, operatorKey, person }: SweptRegistry): Promise<World> {
  const schema = contractSchema('partner');
  const targets = targetsOf(schema);
  const canaries = new Canaries();
  const operator = new GraphClient(url, operatorKey);
  const rights = enumValues(schema, 'Right');
  const tenantOf = async (name: string): Promise<TestTenant> => {
    const { tenant } = await operator.mutate<{ tenant: { id: string } }>('mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } userErrors { code } } }', { input: { name } });
    return Object.assign(new GraphClient(url, await keyOf(operator, tenant.id, rights)), { tenantId: tenant.id });
  };
  const [attacked, other] = [await tenantOf(canaries.next()), await tenantOf('Hillside Learning')];
  const filled = await fillRegistry(attacked, () => canaries.next());
  const others = await fillRegistry(other, anyText);
  await fillWhateverElse(url, attacked, targets, () => canaries.next());
  await fillWhateverElse(url, other, targets, anyText);
  const victim = await explored(url, 'victim', attacked, targets, schema, canaries, filled.unlisted);
  const stranger = await explored(url, 'administrator of another tenant', other, targets, schema, canaries, others.unlisted);
  const everybodysUuids = new Set(filled.everybodys.map((id) => id.slice(4)));
  const secretUuids = new Set([...victim.ids.values()].flat().map((id) => id.slice(4)).filter((uuid) => !everybodysUuids.has(uuid)));
  const callers = [
    stranger,
    { name: 'analyst of another tenant', key: await keyOf(operator, other.tenantId, ['ANALYSE']) },
    { name: 'client without rights', key: await keyOf(operator, other.tenantId, []).catch(() => stranger.key) },
    { name: 'client that is disabled', key: await disabledKey(operator, other, rights) },
    ...(person === undefined ? [] : [{ name: 'person who signed in', key: person, contract: 'public' as const }]),
    { name: 'nobody', key: null, contract: 'public' },
  ] as const satisfies readonly Caller[];
  return { url, targets: { public: targetsOf(contractSchema('public')), partner: targets, internal: targetsOf(contractSchema('internal')) }, victim: { ...victim, positions: [...filled.positions, ...victim.positions] }, stranger, canaries, secretUuids, callers };
}

const enumValues = (schema: GraphQLSchema, name: string): string[] => {
  const type = schema.getType(name);
  return type && 'getValues' in type ? type.getValues().map((value) => value.name) : [];
};

const keyOf = async (operator: GraphClient, tenantId: string, rights: readonly string[]): Promise<string> => (await clientOf(operator, tenantId, rights)).key;

function clientOf(operator: GraphClient, tenantId: string, rights: readonly string[]): Promise<{ clientId: string; key: string }> {
  return operator.mutate('mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { clientId key userErrors { code field message } } }', {
    input: { tenantId, name: 'Swept', rights },
  });
}

async function disabledKey(operator: GraphClient, tenant: TestTenant, rights: readonly string[]): Promise<string> {
  const { clientId, key } = await clientOf(operator, tenant.tenantId, rights);
  await tenant.mutate('mutation ($input: DisableApiClientInput!) { disableApiClient(input: $input) { userErrors { code field message } } }', { input: { id: clientId } });
  return key;
}

/** Runs every mutation that makes something, as well as one can without knowing it; what does not work is left out. */
async function fillWhateverElse(url: string, tenant: TestTenant, targets: readonly Target[], text: () => string): Promise<void> {
  const known = await harvest(url, tenant, targets);
  const filling = (generous: boolean): Filling => ({ text, own: (prefix) => known.ids.get(prefix)?.at(-1), generous });
  for (const { coordinate, kind, document, args } of targets) {
    if (kind !== 'mutation' || notForFilling.test(coordinate.replace('Mutation.', ''))) continue;
    const done = await ask(url, tenant, document, filledIn(args, filling(true)));
    if (codeOf(done) !== undefined) await ask(url, tenant, document, filledIn(args, filling(false)));
  }
}

async function explored(url: string, name: string, tenant: TestTenant, targets: readonly Target[], schema: GraphQLSchema, canaries: Canaries, unlisted: readonly string[]): Promise<Side> {
  const { ids, cursors, positions, texts } = await harvest(url, tenant, targets, unlisted);
  // What only objects tell: their own fields, and the lists in them.
  const entities = new Map(entitiesOf(schema).map(({ name: noun }) => [noun, targets.filter(({ of }) => of === noun)]));
  const first = [...ids.values()].flatMap((some) => some.slice(0, 2));
  await inParallel(first, 8, async (id) => {
    const noun = await nounOf(url, tenant, id);
    for (const target of entities.get(noun ?? '') ?? []) {
      const answer = await ask(url, tenant, target.document, { id, ...filledIn(target.args, { text: anyText, own: () => undefined, generous: false }) });
      gather(answer, target.coordinate, { ids, cursors, positions, texts });
    }
  });
  return { name, key: tenant.key, tenantId: tenant.tenantId, ids, cursors, positions: [...positions], read: new Set(texts.flatMap((text) => canaries.in(text))) };
}

async function nounOf(url: string, caller: Pick<Caller, 'key'>, id: string): Promise<string | undefined> {
  const { text } = await ask(url, caller, 'query ($id: ID!) { node(id: $id) { __typename } }', { id });
  return /"__typename":"(\w+)"/.exec(text)?.[1];
}

/** Lists that show everybody's, narrowed to the tenant's own. */
const ownOnly: Readonly<Record<string, (tenant: TestTenant) => object>> = {
  'Query.issuers': ({ tenantId }) => ({ arg_filter: { tenant: tenantId } }),
  'Query.achievements': () => ({ arg_filter: { mine: true } }),
  'Query.pathways': () => ({ arg_filter: { mine: true } }),
  'Query.skillFrameworks': () => ({ arg_filter: { mine: true } }),
};

interface Harvest {
  readonly ids: Map<string, string[]>;
  readonly cursors: Map<string, string>;
  readonly positions: Set<string>;
  readonly texts: string[];
}

/** All that a tenant can list of its own. */
async function harvest(url: string, tenant: TestTenant, targets: readonly Target[], known: readonly string[] = []): Promise<Harvest> {
  const found: Harvest = { ids: new Map([tenant.tenantId, ...known].map((id) => [id.slice(0, 3), [id]])), cursors: new Map(), positions: new Set(), texts: [] };
  const filling: Filling = { text: anyText, own: (prefix) => found.ids.get(prefix)?.[0], generous: false };
  const queries = targets.filter(({ kind, of }) => kind === 'query' && of === null);
  // Twice: what needs an id finds one the second time.
  for (let round = 0; round < 2; round += 1) {
    await inParallel(queries, 8, async ({ coordinate, document, args }) => {
      gather(await ask(url, tenant, document, { ...filledIn(args, filling), ...ownOnly[coordinate]?.(tenant) }), coordinate, found);
    });
  }
  return found;
}

function gather({ text }: Told, coordinate: string, { ids, cursors, positions, texts }: Harvest): void {
  texts.push(text);
  for (const id of text.match(idShape) ?? []) {
    const prefix = id.slice(0, 3);
    const known = ids.get(prefix) ?? [];
    if (!known.includes(id)) ids.set(prefix, [...known, id]);
  }
  const [, cursor] = /"cursor":"([^"]+)"/.exec(text) ?? [];
  if (cursor) cursors.set(coordinate, cursor);
  for (const [, position] of text.matchAll(/"(?:endPosition|position)":"([^"]+)"/g)) if (position) positions.add(position);
}
