import type { EarnersLab } from '../../house/earners/lab.js';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly rowsDone: number;
  readonly created: number;
  readonly unchanged: number;
  readonly failed: number;
}

/** An import as it went: what became of its lines, its time from the first byte of the upload, and when a tenth of all lines was done, two tenths … */
export interface ImportRun {
  readonly created: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly ms: number;
  /** Ten instants in ms since the first line was dealt with. */
  readonly tenths: readonly number[];
}

const start = `mutation ($input: ImportAwardsInput!) { importAwards(input: $input) { job { id state rowsDone created unchanged failed } userErrors { code message } } }`;
const look = 'query ($id: ID!) { earnersImport(id: $id) { id state rowsDone created unchanged failed } }';

/** Uploads a CSV of awards; answers the id of the upload. */
export async function uploaded(lab: EarnersLab, csv: Buffer): Promise<string> {
  const path = '/uploads/earners';
  const headers = { ...lab.headers('POST', path, null), 'content-type': 'text/csv', 'content-length': String(csv.length) };
  const response = await fetch(`${lab.url}${path}`, { method: 'POST', headers, body: csv as unknown as BodyInit });
  if (!response.ok) throw new Error(`the upload was refused: ${await response.text()}`);
  return (response.headers.get('location') ?? '').split('/').at(-1) ?? '';
}

export async function asked(lab: EarnersLab, uploadId: string): Promise<Job> {
  const { importAwards } = await lab.ask<{ importAwards: { job: Job | null } }>(start, { input: { uploadId, format: 'CSV' } });
  if (!importAwards.job) throw new Error(`the import was refused: ${JSON.stringify(importAwards)}`);
  return importAwards.job;
}

export const seen = async (lab: EarnersLab, id: string): Promise<Job> => (await lab.ask<{ earnersImport: Job }>(look, { id })).earnersImport;

export async function importRun(lab: EarnersLab, csv: Buffer, lines: number): Promise<ImportRun> {
  const began = performance.now();
  let job = await asked(lab, await uploaded(lab, csv));
  const tenths: number[] = [];
  let first: number | undefined;
  while (job.state === 'QUEUED' || job.state === 'RUNNING') {
    await new Promise((resume) => setTimeout(resume, 25));
    job = await seen(lab, job.id);
    if (job.rowsDone > 0) first ??= performance.now();
    while (tenths.length < 10 && job.rowsDone >= ((tenths.length + 1) * lines) / 10) tenths.push(performance.now() - (first ?? began));
  }
  const { created, unchanged, failed } = job;
  return { created, unchanged, failed, ms: performance.now() - began, tenths };
}

/** Awards of people who are known already, several each; days differ, references come in order as partners' numbers do. */
export const awardFile = (lines: number, people: number): Buffer =>
  Buffer.from(
    `partnerReference,identifierType,identifier,achievementCode,awardedOn\n${Array.from({ length: lines }, (_, n) => `b0-${String(n).padStart(7, '0')},MEMBER_ID,guest-${n % people},tides,2026-03-${String(1 + (n % 28)).padStart(2, '0')}\n`).join('')}`,
  );
