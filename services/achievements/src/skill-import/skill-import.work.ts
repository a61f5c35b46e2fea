import { accepted, type Decision, grantMissing, may, refused } from '@cairn/access';
import { UploadFolder } from '@cairn/bulk';
import { Database, newId, type Uuid } from '@cairn/postgres';
import { CLOCK, LOG, RIGHTS } from '@cairn/service';
import type { RightsInForce } from '@cairn/subgraph';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { caseIdOf } from '../skill-format/case-writer.js';
import { hashOf } from '../skill-framework/framework-hash.js';
import { documentOf, type FrameworkText } from '../skill-framework/framework-text.js';
import { newFramework } from '../skill-framework/skill-framework.js';
import { SkillFrameworkStore } from '../skill-framework/skill-framework.store.js';
import { type GenerationKey, SkillGenerationStore } from '../skill-framework/skill-generation.store.js';
import { readUpload } from './read-upload.js';
import { SkillCompletion } from './skill-completion.service.js';
import { faultsOf, reportOn, type SkillJob, type SkillJobFault } from './skill-job.js';
import { SkillJobStore } from './skill-job.store.js';

const rowsAtOnce = 2_000;

/**
 * The work on one job: the files are read, a generation is begun, its skills and associations are stored in slices, each
 * with the job's count of them, and at last it is completed. Interrupted, it reads the files again and goes on at the count.
 */
@Injectable()
export class SkillImportWork {
  constructor(
    private readonly database: Database,
    private readonly jobs: SkillJobStore,
    private readonly frameworks: SkillFrameworkStore,
    private readonly generations: SkillGenerationStore,
    private readonly completion: SkillCompletion,
    private readonly uploads: UploadFolder,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RIGHTS) private readonly rights: RightsInForce,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async run(tenant: Uuid, id: Uuid, signal: AbortSignal): Promise<void> {
    const job = await this.database.work((tx) => this.jobs.byId(tx, tenant, id));
    if (!job || job.state === 'FINISHED' || job.state === 'FAILED') return;
    try {
      const faults = job.task === 'ADOPT' ? await this.complete(job) : await this.import(job, signal);
      if (faults) await this.fail(job, faults);
    } catch (error) {
      if (!isDataFault(error)) throw error;
      this.log.error({ err: error, job: id }, 'an import of skills could not be stored');
      await this.fail(job, faultsOf([{ place: '', message: 'A part of the file could not be stored; it was noted.' }]));
    }
    if (!signal.aborted) for (const upload of job.request.uploads) await this.uploads.remove(upload);
  }

  private async import(job: SkillJob, signal: AbortSignal): Promise<readonly SkillJobFault[] | undefined> {
    const reading = await readUpload(job.request.uploads.map((upload) => this.uploads.pathOf(upload)), job.request);
    if (!reading.ok) return faultsOf(reading.faults);
    const { framework, unmapped } = reading;
    const begun = job.framework === null ? await this.begin(job, framework, reportOn(framework, unmapped)) : accepted(job);
    if (!begun.ok) return refusalsOf(begun);
    const now = begun.value;
    if (now.total === 0) return this.complete(now);
    await this.load(now, framework, signal);
    return signal.aborted ? undefined : this.complete(now);
  }

  /** Begins a generation, unless the one in force says the same already: then there is nothing to store. */
  private async begin(job: SkillJob, framework: FrameworkText, report: NonNullable<SkillJob['report']>): Promise<Decision<SkillJob>> {
    const caller = await this.rights.of(job.request.principal, true);
    const hash = hashOf(framework);
    const document = documentOf(framework);
    return this.database.work(async (tx) => {
      const fresh = newFramework({ id: newId(), tenant: job.tenant, uri: framework.uri, identifier: caseIdOf(framework) }, new Date(this.clock.now()));
      if (!may(caller, 'DESIGN')) return refused(grantMissing('DESIGN'));
      const known = await this.frameworks.begin(tx, fresh);
      const last = await this.generations.last(tx, job.tenant, known.id, known.generation);
      const same = last.currentHash === hash;
      const begun = { framework: known.id, generation: same ? known.generation : last.number + 1, total: same ? 0 : framework.skills.length + framework.associations.length, report };
      if (!same) await this.generations.insert(tx, keyOf(job, begun), document, hash, framework.skills.length);
      await this.jobs.begin(tx, job.tenant, job.id, begun);
      return accepted({ ...job, ...begun });
    });
  }

  private async load(job: SkillJob & { generation: number | null }, { uri, skills, associations }: FrameworkText, signal: AbortSignal): Promise<void> {
    const key = keyOf(job, job);
    const known = new Set([uri, ...skills.map((skill) => skill.uri)]);
    for (let from = job.loaded; from < (job.total ?? 0) && !signal.aborted; ) {
      const until = from < skills.length ? Math.min(from + rowsAtOnce, skills.length) : Math.min(from + rowsAtOnce, skills.length + associations.length);
      await this.database.work(async (tx) => {
        if (from < skills.length) {
          const slice = skills.slice(from, until).map((text, at) => ({ number: from + at + 1, id: newId(), identifier: caseIdOf(text), text }));
          await this.generations.insertSkills(tx, key, slice);
        } else {
          const start = from - skills.length;
          const slice = associations.slice(start, until - skills.length);
          const rows = slice.map((text, at) => ({ number: start + at + 1, outside: !known.has(text.from) || !known.has(text.to), text }));
          await this.generations.insertAssociations(tx, key, rows);
        }
        await this.jobs.advance(tx, job.tenant, job.id, until);
      });
      from = until;
    }
  }

  private async complete(job: SkillJob): Promise<readonly SkillJobFault[] | undefined> {
    const caller = await this.rights.of(job.request.principal, true);
    const completed = await this.completion.complete(job, caller, new Date(this.clock.now()));
    return completed.ok ? undefined : refusalsOf(completed);
  }

  private async fail(job: SkillJob, faults: readonly SkillJobFault[]): Promise<void> {
    await this.database.work((tx) => this.jobs.fail(tx, job.tenant, job.id, new Date(this.clock.now()), faults));
  }
}

const keyOf = ({ tenant }: Pick<SkillJob, 'tenant'>, { framework, generation }: Pick<SkillJob, 'framework' | 'generation'>): GenerationKey => ({
  tenant,
  framework: framework ?? '',
  number: generation ?? 0,
});

const refusalsOf = (decision: Exclude<Decision<unknown>, { ok: true }>): SkillJobFault[] => decision.refusals.map(({ code, message }) => ({ code, place: null, message }));

/** SQLSTATE classes 21, 22, 23 and 54: the same rows would fail again. */
const isDataFault = (error: unknown): boolean => error instanceof Error && /^(21|22|23|54)/.test(String((error as { code?: unknown }).code));
