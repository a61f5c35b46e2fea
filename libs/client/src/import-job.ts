import { pause } from './pause.js';
import { RegistryFault } from './faults.js';
import { fetchedLines } from './fetched-lines.js';
import type { RegistryClient } from './registry-client.js';
import { type Progress, upload } from './upload.js';

export type ImportOf = 'earners' | 'awards' | 'enrolments' | 'roster' | 'credits' | 'groups' | 'achievements' | 'formerDocuments';
/** ONEROSTER: a zip file, for rosters alone. */
export type ImportFormat = 'CSV' | 'JSONL' | 'ONEROSTER';
/** ALL_OR_NOTHING: one line that is refused keeps the whole file out. */
export type ImportMode = 'BEST_EFFORT' | 'ALL_OR_NOTHING';

/** A finished import. */
export interface ImportJob {
  readonly id: string;
  readonly state: 'QUEUED' | 'RUNNING' | 'FINISHED' | 'FAILED' | 'CANCELLED';
  readonly mode: ImportMode;
  readonly dryRun: boolean;
  readonly rowCount: number | null;
  readonly rowsDone: number;
  /** Lines that made or replaced something. */
  readonly succeeded: number;
  readonly created: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: readonly { readonly row: number; readonly code: string; readonly field: string | null; readonly message: string }[];
  readonly resultsPath: string;
  readonly position: string | null;
}

/** What became of one line of an upload. */
export interface ResultLine {
  readonly row: number;
  readonly status: 'CREATED' | 'REPLACED' | 'UNCHANGED' | 'REFUSED' | 'NOT_WRITTEN';
  readonly id: string | null;
  readonly code: string | null;
  readonly field: string | null;
  readonly message: string | null;
}

export interface ImportOptions {
  readonly format: ImportFormat;
  readonly dryRun?: boolean;
  /** Left out: BEST_EFFORT. */
  readonly mode?: ImportMode;
  /** False: when the same bytes were imported in the same way before, that job is the answer. */
  readonly again?: boolean;
  /** Bytes uploaded of all, then lines done of all. */
  readonly uploading?: Progress;
  readonly importing?: Progress;
}

const fields = 'id state mode dryRun rowCount rowsDone succeeded created replaced unchanged failed errors { row code field message } resultsPath position';
const kinds = {
  earners: { service: 'earners', start: 'importEarners', input: 'ImportEarnersInput', look: 'earnersImport' },
  awards: { service: 'earners', start: 'importAwards', input: 'ImportAwardsInput', look: 'earnersImport' },
  roster: { service: 'earners', start: 'importRosterFile', input: 'ImportRosterFileInput', look: 'earnersImport' },
  credits: { service: 'earners', start: 'importCreditEntries', input: 'ImportCreditEntriesInput', look: 'earnersImport' },
  groups: { service: 'earners', start: 'importStatisticsGroups', input: 'ImportStatisticsGroupsInput', look: 'earnersImport' },
  achievements: { service: 'achievements', start: 'importAchievements', input: 'ImportAchievementsInput', look: 'achievementsImport' },
  formerDocuments: { service: 'verification', start: 'importFormerDocuments', input: 'ImportFormerDocumentsInput', look: 'formerDocumentsImport' },
  enrolments: { service: 'pathways', start: 'importEnrolments', input: 'ImportEnrolmentsInput', look: 'enrolmentsImport' },
} as const;

/** Uploads a file, has it imported and waits until every line is dealt with; its position is awaited by later reads. */
export async function importFile(client: RegistryClient, of: ImportOf, content: Uint8Array | Blob, options: ImportOptions): Promise<ImportJob> {
  const { format, dryRun = false, mode = 'BEST_EFFORT', again = true, uploading, importing = () => undefined } = options;
  const { service, start, input, look } = kinds[of];
  const uploadId = await upload(client, service, content, uploading);
  const asked = await client.execute<Record<string, { job: ImportJob }>>(
    `mutation ($input: ${input}!) { ${start}(input: $input) { job { ${fields} } userErrors { code field message } } }`,
    { input: { idempotencyKey: `upload:${uploadId}`, uploadId, format, dryRun, mode, again } },
  );
  let job = asked[start]?.job;
  for (let pauseMs = 50; job && !isOver(job); pauseMs = Math.min(pauseMs * 1.5, 1_000)) {
    importing(job.rowsDone, job.rowCount ?? 0);
    await pause(pauseMs);
    const query = `query ($id: ID!) { ${look}(id: $id) { ${fields} } }`;
    job = (await client.execute<Record<string, ImportJob>>(query, { id: job.id }, { awaitPosition: null }))[look];
  }
  if (!job) throw new RegistryFault(`The import of ${of} is gone.`, 'NOT_FOUND', false);
  importing(job.rowsDone, job.rowCount ?? job.rowsDone);
  if (job.position) client.positions.add(job.position);
  return job;
}

/** What became of each line, in order. */
export const resultLines = (client: RegistryClient, { resultsPath }: Pick<ImportJob, 'resultsPath'>): AsyncGenerator<ResultLine> =>
  fetchedLines<ResultLine>(client, resultsPath);

const isOver = ({ state }: ImportJob): boolean => state !== 'QUEUED' && state !== 'RUNNING';
