import { UploadPurge } from '@cairn/bulk';
import { StagedFiles } from '@cairn/files';
import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EvidenceObjects } from '../assessment/evidence/evidence-objects.js';
import { ErasureStore } from './erasure.store.js';

/** What follows an erasure: files and kept answers of this service go, and every service that has done its part is noted. */
@Injectable()
export class ErasureCompletion {
  constructor(
    private readonly store: ErasureStore,
    private readonly uploads: UploadPurge,
    private readonly staged: StagedFiles,
    private readonly objects: EvidenceObjects,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** This service's own part, which does not fit into a request's transaction. */
  async follow(tx: Tx, tenant: string, earner: string): Promise<Outcome> {
    await this.store.forgetAnswers(tx, tenant, earner);
    await this.uploads.ofTenant(tx, tenant);
    await this.staged.removeAllOf(`tenant ${tenant}`);
    await this.objects.sweep();
    return this.confirmed(tx, tenant, { earner, service: 'earners', at: new Date(this.clock.now()) });
  }

  async confirmed(tx: Tx, tenant: string, { earner, service, at }: { earner: string; service: string; at: Date }): Promise<Outcome> {
    return (await this.store.confirm(tx, tenant, earner, service, at)) ? 'applied' : 'stale';
  }
}
