import type { TestTenant } from '@cairn/testkit';

/** What became of an import, as a partner reads it. */
export interface ImportDone {
  readonly state: string;
  readonly succeeded: number;
  readonly created: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly position: string | null;
  /** One for each line, in order. */
  readonly rows: readonly { readonly row: number; readonly status: string; readonly code: string | null; readonly field: string | null; readonly id: string | null }[];
}

/** What can be imported: the service that takes the upload, the mutation, and the query that follows it. */
const kinds = {
  awards: ['earners', 'importAwards', 'earnersImport'],
  earners: ['earners', 'importEarners', 'earnersImport'],
  achievements: ['achievements', 'importAchievements', 'achievementsImport'],
  enrolments: ['pathways', 'importEnrolments', 'enrolmentsImport'],
} as const;

export interface ImportOptions {
  readonly dryRun?: boolean;
  readonly mode?: string;
  /** Left out: JSONL. */
  readonly format?: 'CSV' | 'JSONL';
}

/** Uploads lines of awards in one piece (tus 1.0), has them imported and waits for the end. */
export const importAwards = (tenant: TestTenant, lines: readonly object[], options: ImportOptions = {}): Promise<ImportDone> => importText(tenant, 'awards', asLines(lines), options);

export const asLines = (lines: readonly object[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** Uploads a file in one piece, has it imported and waits for the end. */
export async function importText(tenant: TestTenant, of: keyof typeof kinds, text: string, options: ImportOptions = {}): Promise<ImportDone> {
  const [service, start, look] = kinds[of];
  const headers = { authorization: `Bearer ${tenant.key}`, 'tus-resumable': '1.0.0' };
  const bytes = Buffer.from(text);
  const created = await fetch(`${tenant.url}/uploads/${service}`, { method: 'POST', headers: { ...headers, 'upload-length': String(bytes.length) } });
  const address = new URL(created.headers.get('location') ?? '', tenant.url).pathname;
  const sent = await fetch(`${tenant.url}${address}`, {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(bytes),
  });
  if (sent.status !== 204) throw new Error(`the upload was answered ${sent.status}`);
  const { job } = await tenant.mutate<{ job: { id: string } }>(
    `mutation ($input: I${start.slice(1)}Input!) { ${start}(input: $input) { job { id } userErrors { code field message } } }`,
    { input: { uploadId: address.split('/').at(-1), format: 'JSONL', ...options } },
  );
  for (;;) {
    const { [look]: done } = await tenant.read<Record<string, Omit<ImportDone, 'rows'> & { resultsPath: string }>>(
      `query ($id: ID!) { ${look}(id: $id) { state succeeded created replaced unchanged failed position resultsPath } }`,
      { id: job.id },
    );
    if (done?.state === 'FINISHED' || done?.state === 'FAILED') {
      const results = await (await fetch(`${tenant.url}${done.resultsPath}`, { headers })).text();
      return { ...done, rows: results.trim().split('\n').map((line) => JSON.parse(line) as ImportDone['rows'][number]) };
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
}
