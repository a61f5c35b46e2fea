import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphClient, startRegistry, type TestTenant } from '@cairn/testkit';
import { eventually } from '../graph/arrange.js';
import { Marks } from './marks.js';
import { type Planted, Planting } from './planting.js';
import { type Hit, Search } from './search.js';

/**
 * Where what was told may lie before the person is erased: in the tenant's own awards and enrolments, whose free text is
 * kept as stated, and in uploads that were not imported.
 */
const keptUntilErased = ['cairn_earners.award', 'cairn_pathways.enrolment', 'files'];

export interface Canaries {
  readonly canaries: number;
  /** Hits where there must never be any, and hits anywhere after all persons were erased. */
  readonly found: number;
  readonly before: readonly Hit[];
  /** Hits before, where they are allowed: they show that the search sees anything at all. */
  readonly kept: readonly Hit[];
  readonly after: readonly Hit[];
  /** Figures that must not change by an erasure. */
  readonly counts: { readonly before: Counts; readonly after: Counts };
  /** What a copy of an issued credential came to, before and after. */
  readonly verdicts: readonly string[];
  /** How the address of that credential answers afterwards. */
  readonly address: number;
}

interface Counts {
  readonly awards: { readonly totalCount: number };
  readonly stackingAggregate: { readonly nodes: readonly { readonly parts: readonly { readonly name: string; readonly value: number }[] }[] };
}

/**
 * Plants marked values about people in a registry of its own, through every way in; looks for them everywhere; erases
 * everybody; looks again.
 */
export async function plantCanaries(): Promise<Canaries> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-canaries-'));
  const logFile = join(folder, 'log');
  const registry = await startRegistry('embedded', { logFile, env: { LOG_LEVEL: 'trace' } });
  try {
    const marks = new Marks();
    const search = new Search(registry.dataDir, logFile);
    const tenant = await aTenant(new GraphClient(registry.url, registry.key));
    const planted = await new Planting(tenant, marks).everywhere();
    // A replaced award is none of the figures'.
    const counting = await settled(tenant, (awards) => awards - 1);
    const copy = await documentOf(tenant, planted);
    const verdict = await verified(tenant, copy);
    const seen = await search.everything();
    const before = seen.filter(({ place }) => !keptUntilErased.includes(place));
    await eraseEverybody(tenant);
    const after = await search.everything();
    return {
      canaries: marks.planted,
      found: sum(before) + sum(after),
      before,
      kept: seen.filter(({ place }) => keptUntilErased.includes(place)),
      after,
      counts: { before: counting, after: await settled(tenant, () => 0) },
      verdicts: [verdict, await verified(tenant, copy)],
      address: (await fetch(`${tenant.url}/c/${planted.publicAward}.json`)).status,
    };
  } finally {
    await registry.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const sum = (hits: readonly Hit[]): number => hits.reduce((total, { count }) => total + count, 0);

async function aTenant(operator: GraphClient): Promise<TestTenant> {
  const { tenant } = await operator.mutate<{ tenant: { id: string } }>(
    `mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } userErrors { code field message } } }`,
    { input: { name: 'Riverside Institute' } },
  );
  const rights = ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'ANALYSE'];
  const { key } = await operator.mutate<{ key: string }>(
    `mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { key userErrors { code field message } } }`,
    { input: { tenantId: tenant.id, name: 'Canaries', rights } },
  );
  return Object.assign(new GraphClient(operator.url, key), { tenantId: tenant.id });
}

/** Awards, and what analysts are told of them, once as many have arrived as are wanted. */
async function settled(tenant: TestTenant, wanted: (awards: number) => number): Promise<Counts> {
  const query = `query ($input: StackingAggregateInput!) { awards(first: 1) { totalCount }
    stackingAggregate(input: $input, first: 1) { nodes { parts { name value } } } }`;
  const read = () => tenant.read<Counts>(query, { input: { metric: 'M0_AWARDS_AND_EARNERS', asOf: new Date().toISOString().slice(0, 10) } });
  return eventually(read, ({ awards, stackingAggregate }) => {
    const made = stackingAggregate.nodes[0]?.parts.find(({ name }) => name === 'awards')?.value;
    return made === wanted(awards.totalCount);
  });
}

async function documentOf(tenant: TestTenant, { publicAward }: Planted): Promise<unknown> {
  const read = () => fetch(`${tenant.url}/c/${publicAward}.json`).then(async (response) => ({ status: response.status, text: await response.text() }));
  const { text } = await eventually(read, ({ status }) => status === 200);
  return JSON.parse(text) as unknown;
}

async function verified(tenant: TestTenant, document: unknown): Promise<string> {
  const { verifyCredential } = await tenant.read<{ verifyCredential: { verdict: string } }>(
    `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict } }`,
    { input: { document } },
  );
  return verifyCredential.verdict;
}

async function eraseEverybody(tenant: TestTenant): Promise<void> {
  interface Page {
    earners: { nodes: { id: string }[] };
  }
  const page = () => tenant.read<Page>(`{ earners(first: 100) { nodes { id } } }`);
  const erased: string[] = [];
  for (let { earners } = await page(); earners.nodes.length > 0; { earners } = await page()) {
    for (const { id } of earners.nodes) {
      await tenant.mutate(`mutation ($input: EraseEarnerInput!) { eraseEarner(input: $input) { userErrors { code field message } } }`, { input: { earnerId: id, reason: 'NO_LONGER_NEEDED' } });
      erased.push(id);
    }
  }
  const progress = (id: string) => () => tenant.read<{ earner: { erasure: { completedAt: string | null } } }>(`query ($id: ID!) { earner(id: $id) { erasure { completedAt } } }`, { id });
  for (const id of erased) await eventually(progress(id), ({ earner }) => earner.erasure.completedAt !== null);
}
