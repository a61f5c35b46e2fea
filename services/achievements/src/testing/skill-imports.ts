import type { Principal } from '@cairn/access';
import type { ServiceUnderTest } from '@cairn/testkit';

/** A job as tests look at it. */
export interface JobSeen {
  readonly id: string;
  readonly state: 'QUEUED' | 'RUNNING' | 'FINISHED' | 'FAILED';
  readonly unchanged: boolean;
  readonly generation: number | null;
  readonly total: number | null;
  readonly done: number;
  readonly position: string | null;
  readonly framework: { readonly id: string; readonly state: string; readonly generation: number } | null;
  readonly report: { readonly skills: number; readonly missingParentCount: number; readonly unmapped: readonly { readonly what: string }[] } | null;
  readonly faults: readonly { readonly code: string; readonly place: string | null; readonly message: string }[];
}

interface Payload {
  readonly job: JobSeen | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null; readonly message: string }[];
}

const seen = `id state unchanged generation total done position framework { id state generation }
  report { skills missingParentCount unmapped { what } } faults { code place message }`;

/** What a caller does with frameworks of skills. */
export class SkillImports {
  constructor(
    private readonly service: ServiceUnderTest,
    private readonly principal: Principal,
  ) {}

  async upload(file: unknown): Promise<string> {
    const body = Buffer.isBuffer(file) ? file : Buffer.from(typeof file === 'string' ? file : JSON.stringify(file));
    const response = await this.service.send(this.principal, 'POST', '/uploads/achievements', { body: new Uint8Array(body) });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    return String(response.headers.get('location')?.split('/').at(-1));
  }

  async ask(input: Record<string, unknown>, principal = this.principal): Promise<Payload> {
    return this.mutate('importSkillFramework', 'ImportSkillFrameworkInput', input, principal);
  }

  /** Uploads, imports and waits for the end. */
  async import(format: 'CASE' | 'CTDL_ASN' | 'ESCO', files: unknown[], more: Record<string, unknown> = {}): Promise<JobSeen> {
    const uploadIds = await Promise.all(files.map((file) => this.upload(file)));
    return this.ended(await this.ask({ uploadIds, format, ...more }));
  }

  async adopt(id: string | undefined): Promise<JobSeen> {
    return this.ended(await this.mutate('adoptSkillFramework', 'AdoptSkillFrameworkInput', { id }));
  }

  async mutate(field: string, type: string, input: Record<string, unknown>, principal = this.principal): Promise<Payload> {
    const { data, errors } = await this.service.ask<Record<string, Payload>>(principal, `mutation ($input: ${type}!) { ${field}(input: $input) { job { ${seen} } userErrors { code field message } } }`, { input });
    const payload = data?.[field];
    if (!payload) throw new Error(JSON.stringify(errors));
    return payload;
  }

  async look(id: string): Promise<JobSeen | null> {
    const { data } = await this.service.ask<{ skillFrameworkJob: JobSeen | null }>(this.principal, `query ($id: ID!) { skillFrameworkJob(id: $id) { ${seen} } }`, { id });
    return data?.skillFrameworkJob ?? null;
  }

  private async ended({ job, userErrors }: Payload): Promise<JobSeen> {
    if (!job) throw new Error(JSON.stringify(userErrors));
    for (let tries = 0; tries < 600; tries += 1) {
      const now = await this.look(job.id);
      if (now && (now.state === 'FINISHED' || now.state === 'FAILED')) return now;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    throw new Error('the job did not end');
  }
}
