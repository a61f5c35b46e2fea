import type { Tx } from '@cairn/postgres';
import { CredentialStore } from '../credential/credential.store.js';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';
import { BackgroundSigner } from './background-signer.service.js';

/** A node of a plan as EXPLAIN tells of it. */
interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Documents that a plan came upon, whether they were wanted or not. */
function documentsRead({ Plans = [], ...node }: PlanNode): number {
  const here = node['Relation Name'] === 'credential_document' ? ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 0) : 0;
  return Plans.reduce((sum, plan) => sum + documentsRead(plan), here);
}

describe('signing a load', () => {
  let registry: VerificationRegistry;
  let provider: Provider;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    provider = await new Provider(registry).introduce();
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  it('notes a part of it as signed without reading the documents of the rest', async () => {
    for (let batch = 0; batch < 4; batch += 1) await provider.awardMany(500);
    await registry.app.get(BackgroundSigner).drain();
    const plan = await registry.test.database.work(async (tx) => {
      const part = await tx.query<{ id: string }>(
        `UPDATE credential SET state = 'PENDING' WHERE tenant_id = $1 AND id IN (SELECT id FROM credential WHERE tenant_id = $1 AND state = 'SIGNED' ORDER BY id LIMIT 50) RETURNING id`,
        [provider.tenant],
      );
      const explaining = { query: (text: string, values?: unknown[]) => tx.compose(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values) } as unknown as Tx;
      const [told] = (await new CredentialStore().signed(explaining, provider.tenant, part.map(({ id }) => id), new Date())) as unknown as { 'QUERY PLAN': [{ Plan: PlanNode }] }[];
      return told?.['QUERY PLAN'][0].Plan as PlanNode;
    });
    expect(documentsRead(plan)).toBe(50);
  }, 60_000);
});
