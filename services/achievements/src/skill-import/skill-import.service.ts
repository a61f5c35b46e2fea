import { stat } from 'node:fs/promises';
import { accepted, type Decision, grantMissing, may, notFound, type Principal, type Refusal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { UploadFolder } from '@cairn/bulk';
import { once } from '@cairn/messaging';
import { asUuid, Database, newId, type Tx, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { ImportSkillFrameworkInput } from '../schema.types.js';
import { adopt } from '../skill-framework/skill-framework.js';
import { SkillFrameworkStore } from '../skill-framework/skill-framework.store.js';
import { escoNamesOf } from './esco-names.js';
import { fileBytesMax, filesMax, type SkillJob, type SkillJobRequest } from './skill-job.js';
import { SkillJobRunner } from './skill-job-runner.js';
import { SkillJobStore } from './skill-job.store.js';

/** Asking for imports and adoptions, and looking at them. */
@Injectable()
export class SkillImportService {
  constructor(
    private readonly database: Database,
    private readonly jobs: SkillJobStore,
    private readonly frameworks: SkillFrameworkStore,
    private readonly runner: SkillJobRunner,
    private readonly uploads: UploadFolder,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async import(principal: Principal, input: ImportSkillFrameworkInput): Promise<Decision<SkillJob>> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'DESIGN')) return refused(grantMissing('DESIGN'));
    const adopts = input.adopt ?? false;
    if (adopts && !may(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    const names = escoNamesOf(input);
    if (!names.ok) return names;
    const notReady = await this.faultsOfUploads(tenant, input);
    const request = { principal, uploads: input.uploadIds, format: input.format, names: names.value, adopt: adopts };
    return this.queue(principal, tenant, input, async (tx, id) => {
      // Judged here, since a request that is repeated finds its job when the uploads are gone.
      if (notReady.length > 0) return { ok: false, refusals: notReady };
      await this.insert(tx, tenant, id, 'IMPORT', request, null);
      return accepted({ id });
    });
  }

  /** @param framework bare id */
  async adopt(principal: Principal, framework: string, input: { readonly idempotencyKey?: string | null }): Promise<Decision<SkillJob>> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    const names = { uri: '', title: '', language: '' };
    const request = { principal, uploads: [], format: null, names, adopt: true };
    return this.queue(principal, tenant, input, async (tx, id) => {
      const known = await this.frameworks.lock(tx, tenant, framework);
      if (!known) return refused(notFound('framework', 'id'));
      const possible = adopt(known, new Date(this.clock.now()));
      if (!possible.ok) return possible;
      await this.insert(tx, tenant, id, 'ADOPT', request, framework);
      return accepted({ id });
    });
  }

  find(tenant: string, id: string): Promise<SkillJob | undefined> {
    return this.database.read({ tenant }, (tx) => this.jobs.byId(tx, tenant, id));
  }

  private async queue(
    principal: Principal,
    tenant: string,
    input: { readonly idempotencyKey?: string | null },
    write: (tx: Tx, id: Uuid) => Promise<Decision<{ id: Uuid }>>,
  ): Promise<Decision<SkillJob>> {
    const asked = { tenant, client: principal.actor, key: input.idempotencyKey, request: input };
    const queued = await this.database.write({ tenant }, (tx) => once(tx, asked, () => write(tx, newId())));
    if (!queued.ok) return queued;
    this.runner.wake();
    const job = await this.find(tenant, queued.value.id);
    if (!job) throw new Error('a job was remembered and is not there');
    return accepted(job);
  }

  private async insert(tx: Tx, tenant: string, id: Uuid, task: SkillJob['task'], request: SkillJobRequest, framework: string | null): Promise<void> {
    await this.jobs.insert(tx, { id, tenant: asUuid(tenant), task, request, framework, createdAt: new Date(this.clock.now()) });
    await note(tx, { tenant, action: `cairn.skill-framework.${task === 'ADOPT' ? 'adoption' : 'import'}-requested`, subject: id, subjectKind: 'IMPORT_JOB' });
  }

  private async faultsOfUploads(tenant: string, { uploadIds, format }: ImportSkillFrameworkInput): Promise<Refusal[]> {
    const most = format === 'ESCO' ? filesMax : 1;
    if (uploadIds.length < 1 || uploadIds.length > most || new Set(uploadIds).size < uploadIds.length) {
      return [refusal('INVALID_VALUE', `This is ${most === 1 ? 'one upload' : `1 to ${most} uploads, each of them once`}.`, 'uploadIds')];
    }
    const ready = await Promise.all(uploadIds.map((id) => this.uploads.isFinished(tenant, id)));
    if (ready.includes(false)) return [refusal('UPLOAD_NOT_READY', 'Upload the file to /uploads/achievements first, and to its end.', 'uploadIds', String(ready.indexOf(false)))];
    const sizes = await Promise.all(uploadIds.map((id) => stat(this.uploads.pathOf(id)).then(({ size }) => size, () => 0)));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return bytes > fileBytesMax ? [refusal('SKILL_FRAMEWORK_INVALID', `The files of a framework have at most ${fileBytesMax / 1024 / 1024} MiB together.`, 'uploadIds')] : [];
  }
}
