import { pause } from './pause.js';
import { RegistryFault } from './faults.js';
import type { RegistryClient } from './registry-client.js';
import { type Progress, upload } from './upload.js';

export type SkillFormat = 'CASE' | 'CTDL_ASN' | 'ESCO';

/** An import of a framework of skills that has ended. */
export interface SkillJob {
  readonly id: string;
  readonly state: 'QUEUED' | 'RUNNING' | 'FINISHED' | 'FAILED';
  readonly unchanged: boolean;
  readonly generation: number | null;
  readonly total: number | null;
  readonly done: number;
  readonly framework: { readonly id: string; readonly uri: string; readonly state: string; readonly title: { readonly text: string } } | null;
  readonly report: {
    readonly skills: number;
    readonly associations: readonly { readonly kind: string; readonly count: number }[];
    readonly rubrics: number;
    readonly unmapped: readonly { readonly what: string; readonly count: number; readonly example: string }[];
    readonly missingParentCount: number;
    readonly missingParents: readonly { readonly skill: string; readonly parent: string }[];
  } | null;
  readonly faults: readonly { readonly code: string; readonly place: string | null; readonly message: string }[];
  readonly position: string | null;
}

export interface SkillImportOptions {
  readonly format: SkillFormat;
  readonly adopt: boolean;
  /** What the tables of ESCO do not say. */
  readonly uri?: string | undefined;
  readonly title?: string | undefined;
  readonly language?: string | undefined;
  readonly uploading?: Progress;
  readonly importing?: Progress;
}

const fields = `id state unchanged generation total done position framework { id uri state title { text } } faults { code place message }
  report { skills associations { kind count } rubrics unmapped { what count example } missingParentCount missingParents { skill parent } }`;

/** Uploads the files of one framework, has them imported and waits for the end. */
export async function importSkills(client: RegistryClient, files: readonly (Uint8Array | Blob)[], options: SkillImportOptions): Promise<SkillJob> {
  const { uploading, importing = () => undefined, ...asked } = options;
  const uploadIds: string[] = [];
  for (const file of files) uploadIds.push(await upload(client, 'achievements', file, uploading));
  const queued = await client.execute<{ importSkillFramework: { job: SkillJob } }>(
    `mutation ($input: ImportSkillFrameworkInput!) { importSkillFramework(input: $input) { job { ${fields} } userErrors { code field message } } }`,
    { input: { idempotencyKey: `skills:${uploadIds[0]}`, uploadIds, ...asked } },
  );
  let job: SkillJob | null = queued.importSkillFramework.job;
  for (let pauseMs = 50; job && job.state !== 'FINISHED' && job.state !== 'FAILED'; pauseMs = Math.min(pauseMs * 1.5, 1_000)) {
    importing(job.done, job.total ?? 0);
    await pause(pauseMs);
    const query = `query ($id: ID!) { skillFrameworkJob(id: $id) { ${fields} } }`;
    job = (await client.execute<{ skillFrameworkJob: SkillJob | null }>(query, { id: job.id }, { awaitPosition: null })).skillFrameworkJob;
  }
  if (!job) throw new RegistryFault('The import of the framework is gone.', 'NOT_FOUND', false);
  if (job.position) client.positions.add(job.position);
  return job;
}

/** A framework that is adopted or deprecated, as a document; found by id or by address. */
export async function exportSkills(client: RegistryClient, named: string, format: 'CASE' | 'CTDL_ASN'): Promise<string> {
  const found = named.startsWith('skf_')
    ? (await client.execute<{ skillFramework: Addresses | null }>(`query ($id: ID!) { skillFramework(id: $id) { ${addresses} } }`, { id: named })).skillFramework
    : (await client.execute<{ skillFrameworks: { nodes: Addresses[] } }>(`query ($uri: String!) { skillFrameworks(first: 1, filter: { uri: $uri }) { nodes { ${addresses} } } }`, { uri: named })).skillFrameworks.nodes[0];
  if (!found) throw new RegistryFault(`There is no framework ${named}.`, 'NOT_FOUND', false);
  const { pathname } = new URL(format === 'CASE' ? found.caseUrl : found.ctdlAsnUrl);
  return (await client.fetch(pathname)).text();
}

interface Addresses {
  readonly caseUrl: string;
  readonly ctdlAsnUrl: string;
}

const addresses = 'caseUrl ctdlAsnUrl';
