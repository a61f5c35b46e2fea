import type { EarnersLab } from './lab.js';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly succeeded: number;
  readonly failed: number;
}

/** Uploads a CSV and imports it, to the last line's result. Throws unless every line was accepted. */
export async function importCsv(lab: EarnersLab, of: 'Earners' | 'Awards', csv: Buffer, lines: number): Promise<void> {
  const path = '/uploads/earners';
  const uploaded = await fetch(`${lab.url}${path}`, {
    method: 'POST',
    headers: { ...lab.headers('POST', path, null), 'content-type': 'text/csv', 'content-length': String(csv.length) },
    body: csv as unknown as BodyInit,
  });
  if (!uploaded.ok) throw new Error(`the upload was refused: ${await uploaded.text()}`);
  const uploadId = (uploaded.headers.get('location') ?? '').split('/').at(-1);
  const name = `import${of}`;
  const asked = await lab.ask<Record<string, { job: Job | null; userErrors: unknown }>>(
    `mutation ($input: Import${of}Input!) { ${name}(input: $input) { job { id state succeeded failed } userErrors { code message } } }`,
    { input: { uploadId, format: 'CSV' } },
  );
  let job = asked[name]?.job;
  while (job && job.state !== 'FINISHED' && job.state !== 'FAILED') {
    await new Promise((resume) => setTimeout(resume, 20));
    job = (await lab.ask<{ earnersImport: Job | null }>('query ($id: ID!) { earnersImport(id: $id) { id state succeeded failed } }', { id: job.id })).earnersImport;
  }
  if (job?.succeeded !== lines) throw new Error(`of ${lines} lines ${job?.succeeded} were accepted and ${job?.failed} refused: ${JSON.stringify(asked)}`);
}

export const earnerLines = (people: number): Buffer =>
  Buffer.from(`name,identifierType,identifier\n${Array.from({ length: people }, (_, n) => `Guest ${n},MEMBER_ID,guest-${n}\n`).join('')}`);

/** One award each for the same people; references are told apart by the batch. */
export const awardLines = (people: number, batch: number): Buffer =>
  Buffer.from(
    `partnerReference,identifierType,identifier,achievementCode,awardedOn\n${Array.from({ length: people }, (_, n) => `b${batch}-${n},MEMBER_ID,guest-${n},tides,2026-03-${String(1 + (n % 28)).padStart(2, '0')}\n`).join('')}`,
  );
