import type { TestTenant } from '@cairn/testkit';
import { eventually } from './arrange.js';

interface Operation {
  readonly id: string;
  readonly state: string;
  readonly objectCount: number;
  readonly url: string | null;
}

const fields = 'id state objectCount url';

/** Runs a query in the background to its end, and fetches the file. */
export async function exported(tenant: TestTenant, query: string, { after, format = 'JSONL' }: { readonly after?: string; readonly format?: 'CSV' | 'JSONL' } = {}): Promise<{ readonly objects: number; readonly text: string }> {
  const run = `mutation ($input: RunBulkQueryInput!) { runBulkQuery(input: $input) { bulkOperation { ${fields} } userErrors { code field message } } }`;
  const look = `query ($id: ID!) { bulkOperation(id: $id) { ${fields} } }`;
  const { bulkOperation: asked } = await tenant.mutate<{ bulkOperation: Operation }>(run, { input: { query, format, after } });
  const done = await eventually(
    async () => (await tenant.read<{ bulkOperation: Operation }>(look, { id: asked.id })).bulkOperation,
    ({ state }) => state !== 'QUEUED' && state !== 'RUNNING',
    60_000,
  );
  if (done.state !== 'FINISHED') throw new Error(`the export is ${done.state}`);
  const file = await fetch(`${tenant.url}${new URL(done.url ?? 'none:').pathname}`);
  return { objects: done.objectCount, text: await file.text() };
}

export const linesIn = <Line>(text: string): Line[] => text.trimEnd().split('\n').map((line) => JSON.parse(line) as Line);
