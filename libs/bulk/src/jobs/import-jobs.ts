import { accepted, type Decision, grantMissing, maySomewhere, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { once } from '@cairn/messaging';
import { asUuid, Database, newId, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { publicId, uuidOf } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { ImportKind } from '../import-kind.js';
import { UploadFolder } from '../uploads/upload-folder.js';
import { BULK_SERVICE } from '../settings.js';
import type { ImportFormat, ImportJob } from './import-job.js';
import { ImportJobStore } from './import-job.store.js';
import { ImportRunner } from './import-runner.js';

/** The arguments of an import mutation. */
export interface ImportRequest {
  readonly idempotencyKey?: string | null;
  /** Last part of the address of a finished upload. */
  readonly uploadId: string;
  readonly format: ImportFormat;
  readonly dryRun: boolean;
}

/** Asking for imports and looking at them. */
@Injectable()
export class ImportJobs {
  constructor(
    private readonly database: Database,
    private readonly store: ImportJobStore,
    private readonly runner: ImportRunner,
    private readonly uploads: UploadFolder,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BULK_SERVICE) readonly service: string,
  ) {}

  /** Makes a kind known; call it in `onModuleInit`, since unfinished jobs go on right after. */
  register<Row>(kind: ImportKind<Row>): void {
    this.runner.register(kind as ImportKind);
  }

  /** Whether the caller may ask for any import at all: whoever may not has nothing to upload. */
  isWelcome(principal: Principal): boolean {
    return this.runner.rights().some((right) => maySomewhere(principal, right));
  }

  /** Queues an import of a finished upload of the caller's tenant. Refuses with GRANT_MISSING, UPLOAD_NOT_READY or an idempotency code. */
  async request(principal: Principal, kind: ImportKind['kind'], { idempotencyKey, ...request }: ImportRequest): Promise<Decision<ImportJob>> {
    const { right } = this.runner.kindOf(kind);
    if (principal.tenant === null || !maySomewhere(principal, right)) return refused(grantMissing(right));
    const tenant = asUuid(principal.tenant);
    const ready = await this.uploads.isFinished(tenant, request.uploadId);
    const queued = await this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key: idempotencyKey, request: { kind, ...request } }, async () => {
        // Judged here, since a request that is repeated finds its job when the upload is gone.
        if (!ready) return refused(refusal('UPLOAD_NOT_READY', `Upload the file to /uploads/${this.service} first, and to its end.`, 'uploadId'));
        const id = newId();
        await this.store.insert(tx, { id, tenant, kind, principal, ...request, createdAt: new Date(this.clock.now()) });
        await note(tx, { tenant, action: 'cairn.import.requested', subject: id, subjectKind: 'IMPORT_JOB' });
        return accepted({ id });
      }),
    );
    if (!queued.ok) return queued;
    this.runner.wake();
    const job = await this.find(tenant, queued.value.id);
    if (!job) throw new Error(`import job ${publicId('ImportJob', queued.value.id)} was remembered but is not there`);
    return accepted(job);
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
