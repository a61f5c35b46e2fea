import type { Principal } from '@cairn/access';
import type { TestService } from '../../testing/service.js';

/** A job as a client sees it. */
export interface JobSeen {
  readonly id: string;
  readonly state: string;
  readonly rowCount: number | null;
  readonly rowsDone: number;
  readonly created: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: readonly { readonly row: number; readonly code: string; readonly field: string | null }[];
  readonly resultsPath: string;
  readonly position: string | null;
}

export interface LineSeen {
  readonly row: number;
  readonly status: string;
  readonly id: string | null;
  readonly code: string | null;
  readonly field: string | null;
}

const fields = 'id state rowCount rowsDone created replaced unchanged failed errors { row code field message } resultsPath position';
const look = `query ($id: ID!) { earnersImport(id: $id) { ${fields} } }`;
const cancelling = `mutation ($input: CancelEarnersImportInput!) { cancelEarnersImport(input: $input) { job { id } userErrors { code } } }`;

/** The mutation that asks for an import. */
export type ImportMutation = 'importAwards' | 'importEarners' | 'importCreditEntries' | 'importRosterFile' | 'importStatisticsGroups';

/** Imports files through one service, as a client of one tenant. */
export class Importer {
  constructor(
    private readonly service: TestService,
    readonly principal: Principal,
    private readonly mutation: ImportMutation = 'importAwards',
  ) {}

  async upload(content: string | Buffer): Promise<string> {
    const response = await this.service.send(this.principal, 'POST', '/uploads/earners', { body: content as string, headers: { 'content-type': 'application/octet-stream' } });
    if (response.status !== 201) throw new Error(`the upload was answered ${response.status}`);
    return String(response.headers.get('location')).split('/').at(-1) ?? '';
  }

  /** Asks for an import; the answer is the mutation's payload. */
  async ask(uploadId: string, options: Readonly<Record<string, unknown>> = {}): Promise<{ job: { id: string } | null; userErrors: { code: string }[] }> {
    const name = this.mutation;
    const mutation = `mutation ($input: I${name.slice(1)}Input!) { ${name}(input: $input) { job { id } userErrors { code } } }`;
    const { data, errors } = await this.service.ask<Record<string, { job: { id: string } | null; userErrors: { code: string }[] }>>(this.principal, mutation, {
      input: { uploadId, format: 'CSV', ...options },
    });
    const answer = data?.[name];
    if (!answer) throw new Error(JSON.stringify(errors));
    return answer;
  }

  async cancelEarnersImport(id: string): Promise<{ userErrors: { code: string }[] }> {
    const { data } = await this.service.ask<{ cancelEarnersImport: { userErrors: { code: string }[] } }>(this.principal, cancelling, { input: { id } });
    if (!data) throw new Error('the cancelling was not answered');
    return data.cancelEarnersImport;
  }

  async see(id: string): Promise<JobSeen> {
    for (;;) {
      const { data, errors } = await this.service.ask<{ earnersImport: JobSeen | null }>(this.principal, look, { id });
      if (data?.earnersImport) return data.earnersImport;
      // A busy machine may answer with a passing fault; anything else fails the test.
      if (errors?.[0]?.extensions.retryable !== true) throw new Error(`no job ${id}: ${JSON.stringify(errors)}`);
    }
  }

  async over(id: string): Promise<JobSeen> {
    for (const until = Date.now() + 120_000; Date.now() < until; ) {
      const job = await this.see(id);
      if (job.state !== 'QUEUED' && job.state !== 'RUNNING') return job;
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error(`the import ${id} did not end`);
  }

  async run(content: string | Buffer, options: Readonly<Record<string, unknown>> = {}): Promise<JobSeen> {
    const { job, userErrors } = await this.ask(await this.upload(content), options);
    if (!job) throw new Error(JSON.stringify(userErrors));
    return this.over(job.id);
  }

  async linesOf({ resultsPath }: Pick<JobSeen, 'resultsPath'>): Promise<LineSeen[]> {
    const text = await (await this.service.send(this.principal, 'GET', resultsPath)).text();
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as LineSeen);
  }
}

/** Figures of a job, in the words of a nightly push. */
export const figures = ({ created, replaced, unchanged, failed }: JobSeen) => ({ created, replaced, unchanged, refused: failed });
