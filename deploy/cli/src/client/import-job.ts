import { setTimeout as pause } from 'node:timers/promises';
import { RegistryFault } from './faults.js';
import { ndjsonLines } from './ndjson.js';
import type { RegistryClient } from './registry-client.js';
import { type Progress, upload } from './upload.js';

export type ImportOf = 'earners' | 'awards' | 'enrolments';
export type ImportFormat = 'CSV' | 'JSONL';

/** A finished import. */
export interface ImportJob {
  readonly id: string;
  readonly state: 'QUEUED' | 'RUNNING' | 'FINISHED' | 'FAILED';
  readonly dryRun: boolean;
  readonly rowCount: number | null;
  readonly rowsDone: number;
  readonly succeeded: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: readonly { readonly row: number; readonly code: string; readonly field: string | null; readonly message: string }[];
  readonly resultsPath: string;
  readonly position: string | null;
}

/** What became of one line of an upload. */
export interface ResultLine {
  readonly row: number;
  readonly status: 'CREATED' | 'UNCHANGED' | 'REFUSED';
  readonly id: string | null;
  readonly code: string | null;
  readonly field: string | null;
  readonly message: string | null;
}

export interface ImportOptions {
  readonly format: ImportFormat;
  readonly dryRun?: boolean;
  /** Bytes uploaded of all, then lines done of all. */
  readonly uploading?: Progress;
  readonly importing?: Progress;
}

const fields = 'id state dryRun rowCount rowsDone succeeded unchanged failed errors { row code field message } resultsPath position';
const kinds = {
  earners: { service: 'earners', start: 'importEarners', input: 'ImportEarnersInput', look: 'earnersImport' },
  awards: { service: 'earners', start: 'importAwards', input: 'ImportAwardsInput', look: 'earnersImport' },
  enrolments: { service: 'pathways', start: 'importEnrolments', input: 'ImportEnrolmentsInput', look: 'enrolmentsImport' },
} as const;

/** Uploads a file, has it imported and waits until every line is dealt with; its position is awaited by later reads. */
export async function importFile(client: RegistryClient, of: ImportOf, bytes: Uint8Array, options: ImportOptions): Promise<ImportJob> {
  const { format, dryRun = false, uploading, importing = () => undefined } = options;
  const { service, start, input, look } = kinds[of];
  const uploadId = await upload(client, service, bytes, uploading);
  const asked = await client.graph<Record<string, { job: ImportJob }>>(
    `mutation ($input: ${input}!) { ${start}(input: $input) { job { ${fields} } userErrors { code field message } } }`,
    { input: { idempotencyKey: `upload:${uploadId}`, uploadId, format, dryRun } },
  );
  let job = asked[start]?.job;
  for (let pauseMs = 50; job && !isOver(job); pauseMs = Math.min(pauseMs * 1.5, 1_000)) {
    importing(job.rowsDone, job.rowCount ?? 0);
    await pause(pauseMs);
    const query = `query ($id: ID!) { ${look}(id: $id) { ${fields} } }`;
    job = (await client.graph<Record<string, ImportJob>>(query, { id: job.id }, { awaitPosition: null }))[look];
  }
  if (!job) throw new RegistryFault(`The import of ${of} is gone.`, 'NOT_FOUND', false);
  importing(job.rowsDone, job.rowCount ?? job.rowsDone);
  if (job.position) client.positions.add(job.position);
  return job;
}

/** What became of each line, in order. */
export async function* resultLines(client: RegistryClient, { resultsPath }: Pick<ImportJob, 'resultsPath'>): AsyncGenerator<ResultLine> {
  const { body } = await client.fetch(resultsPath);
  if (body) yield* ndjsonLines<ResultLine>(body);
}

const isOver = ({ state }: ImportJob): boolean => state === 'FINISHED' || state === 'FAILED';
