import { accepted, actingFor, type Decision, grantMissing, may, type Principal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import type { Mark } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { SkillPublication } from '../skill-closure/skill-publication.service.js';
import { adopt, type SkillFramework, withGeneration } from '../skill-framework/skill-framework.js';
import { SkillFrameworkStore } from '../skill-framework/skill-framework.store.js';
import { SkillGenerationStore } from '../skill-framework/skill-generation.store.js';
import type { SkillJob } from './skill-job.js';
import { SkillJobStore } from './skill-job.store.js';

/** The last step of a job, one transaction: readers change over, and the public does if the framework is adopted. */
@Injectable()
export class SkillCompletion {
  constructor(
    private readonly database: Database,
    private readonly jobs: SkillJobStore,
    private readonly frameworks: SkillFrameworkStore,
    private readonly generations: SkillGenerationStore,
    private readonly publication: SkillPublication,
  ) {}

  /** @param caller who asked for the job, with the rights of now */
  complete(job: SkillJob, caller: Principal, now: Date): Promise<Decision<null>> {
    return this.database.work((tx) =>
      actingFor({ principal: job.request.principal, requestId: null }, async () => {
        const framework = await this.frameworks.lock(tx, job.tenant, job.framework ?? '');
        if (!framework) throw new Error('the framework of a job is not there');
        const next = after(job, framework, now);
        if (!next.ok) return next;
        const unchanged = next.value === framework;
        const shown = !unchanged && next.value.state !== 'DRAFT';
        if (shown && !may(caller, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
        const marks = shown ? await this.publication.publish(tx, next.value, now) : accepted(await this.keep(tx, job, next.value, unchanged));
        if (!marks.ok) return marks;
        if (next.value.generation !== framework.generation) await this.generations.complete(tx, { tenant: job.tenant, framework: framework.id, number: next.value.generation }, now);
        await this.jobs.finish(tx, job.tenant, job.id, now, { unchanged: job.total === 0, generation: next.value.generation, marks: marks.value });
        return accepted(null);
      }),
    );
  }

  /** What only the tenant sees: no event tells of it, so the trail is told here. */
  private async keep(tx: Tx, { tenant, id }: SkillJob, framework: SkillFramework, unchanged: boolean): Promise<Mark[]> {
    if (!unchanged) await this.frameworks.update(tx, framework);
    await note(tx, { tenant, action: 'cairn.skill-framework.imported', subject: id, subjectKind: 'IMPORT_JOB' });
    return [];
  }
}

/** The framework as the job leaves it; the same object when the job changes nothing. */
function after(job: SkillJob, framework: SkillFramework, now: Date): Decision<SkillFramework> {
  const loaded = job.task === 'IMPORT' && job.total !== 0 ? withGeneration(framework, job.generation ?? 0, now) : accepted(framework);
  if (!loaded.ok) return loaded;
  if (job.task === 'IMPORT' && (!job.request.adopt || framework.state === 'ADOPTED')) return loaded;
  return adopt(loaded.value, now);
}
