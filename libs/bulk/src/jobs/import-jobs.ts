import { accepted, type Decision, grantMissing, maySomewhere, notFound, type Principal, refusal, refused, type Right } from '@cairn/access';
import { note } from '@cairn/audit';
import { once } from '@cairn/messaging';
import { asUuid, Database, newId, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { publicId, uuidOf } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { ImportKind } from '../import-kind.js';
import { digestOf } from '../uploads/digest.js';
import { UploadFolder } from '../uploads/upload-folder.js';
import { UploadPurge } from '../uploads/upload-purge.js';
import { BULK_SERVICE } from '../settings.js';
import type { ImportJob, ImportMode, UploadForm } from './import-job.js';
import { ImportAttemptStore } from './import-attempt.store.js';
import { ImportJobStore } from './import-job.store.js';
import { ImportRunner } from './import-runner.js';

/** The arguments of an import mutation. */
export interface ImportRequest {
  readonly idempotencyKey?: string | null;
  /** Last part of the address of a finished upload. */
  readonly uploadId: string;
  readonly format: UploadForm;
  /** Left out: BEST_EFFORT. */
  readonly mode?: ImportMode;
  readonly dryRun: boolean;
  /** False: when the same bytes were imported in the same way before, that job is the answer. */
  readonly again?: boolean;
}

/** Asking for imports and looking at them. */
@Injectable()
export class ImportJobs {
  private readonly otherRights = new Set<Right>();

  constructor(
    private readonly database: Database,
    private readonly store: ImportJobStore,
    private readonly attempts: ImportAttemptStore,
    private readonly runner: ImportRunner,
    private readonly uploads: UploadFolder,
    private readonly purge: UploadPurge,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BULK_SERVICE) readonly service: string,
  ) {}

  /** Makes a kind known; call it in `onModuleInit`, since unfinished jobs go on right after. */
  register<Row>(kind: ImportKind<Row>): void {
    this.runner.register(kind as ImportKind);
  }

  /** Lets those upload who have this right, for something that reads uploads and is no kind of lines; call it in `onModuleInit`. */
  welcome(right: Right): void {
    this.otherRights.add(right);
  }

  /** Whether the caller may ask for any import at all: whoever may not has nothing to upload. */
  isWelcome(principal: Principal): boolean {
    return [...this.runner.rights(), ...this.otherRights].some((right) => maySomewhere(principal, right));
  }

  /**
   * Queues an import of a finished upload of the caller's tenant; a job that still works on the same bytes is the answer
   * instead, and one that was given up goes on where it stands. Refuses with GRANT_MISSING, UPLOAD_NOT_READY or an idempotency code.
   */
  async request(principal: Principal, kind: ImportKind['kind'], { idempotencyKey, again = true, mode = 'BEST_EFFORT', ...request }: ImportRequest): Promise<Decision<ImportJob>> {
    const { right } = this.runner.kindOf(kind);
    if (principal.tenant === null || !maySomewhere(principal, right)) return refused(grantMissing(right));
    const tenant = asUuid(principal.tenant);
    const ready = await this.uploads.isFinished(tenant, request.uploadId);
    const contentHash = ready ? await digestOf(this.uploads.pathOf(request.uploadId)) : null;
    // What has its default is left out, so that keys of before go on to mean the same request.
    const asked = { kind, ...request, ...(mode !== 'BEST_EFFORT' && { mode }), ...(!again && { again }) };
    const queued = await this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key: idempotencyKey, request: asked }, async () => {
        // Judged here, since a request that is repeated finds its job when the upload is gone.
        if (!contentHash) return refused(refusal('UPLOAD_NOT_READY', `Upload the file to /uploads/${this.service} first, and to its end.`, 'uploadId'));
        const job = { id: newId(), tenant, kind, principal, ...request, mode, contentHash, createdAt: new Date(this.clock.now()) };
        const there = await this.store.sameFile(tx, job, !again);
        if (there !== undefined) {
          const former = await this.attempts.takeUp(tx, tenant, there, request.uploadId);
          if (former !== undefined && former !== request.uploadId) await this.uploads.remove(former);
          if (former !== undefined) await note(tx, { tenant, action: 'cairn.import.resumed', subject: there, subjectKind: 'IMPORT_JOB' });
          return accepted({ id: there });
        }
        await this.store.insert(tx, job);
        await note(tx, { tenant, action: 'cairn.import.requested', subject: job.id, subjectKind: 'IMPORT_JOB' });
        return accepted({ id: job.id });
      }),
    );
    if (!queued.ok) return queued;
    this.runner.wake();
    const job = await this.find(tenant, queued.value.id);
    if (!job) throw new Error(`import job ${publicId('ImportJob', queued.value.id)} was remembered but is not there`);
    if (job.uploadId !== request.uploadId) await this.database.work((tx) => this.purge.one(tx, tenant, request.uploadId));
    return accepted(job);
  }

  /** Calls a job off. Lines that were written stay, unless the file stands or falls as a whole. Refuses with NOT_FOUND, GRANT_MISSING or IMPORT_STATE_INVALID. */
  async cancel(principal: Principal, id: string): Promise<Decision<ImportJob>> {
    const job = principal.tenant === null ? undefined : await this.findPublic(principal.tenant, id);
    if (!job) return refused(notFound('import', 'id'));
    const { right } = this.runner.kindOf(job.kind);
    if (!maySomewhere(principal, right)) return refused(grantMissing(right));
    const { tenant } = job;
    const cancelled = await this.database.write({ tenant }, async (tx) => {
      const isOpen = await this.store.cancel(tx, tenant, job.id);
      if (isOpen) await note(tx, { tenant, action: 'cairn.import.cancelled', subject: job.id, subjectKind: 'IMPORT_JOB' });
      return isOpen;
    });
    if (!cancelled) return refused(refusal('IMPORT_STATE_INVALID', `The import is ${job.state === 'QUEUED' || job.state === 'RUNNING' ? 'over' : job.state}; only one that is under way is called off.`, 'id'));
    this.runner.wake();
    return accepted((await this.find(tenant, job.id)) ?? job);
  }

  /** A job of the tenant by its bare id. */
  async find(tenant: Uuid, id: string): Promise<ImportJob | undefined> {
    return this.database.read({ tenant }, (tx) => this.store.byId(tx, tenant, id));
  }

  /** A job of the tenant by its public id. */
  async findPublic(tenant: string, id: string): Promise<ImportJob | undefined> {
    const uuid = uuidOf('ImportJob', id);
    return uuid === undefined ? undefined : this.find(asUuid(tenant), uuid);
  }
}
