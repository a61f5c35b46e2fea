import { note } from '@cairn/audit';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EvidenceSignalStore } from './evidence-signal.store.js';

/** Raises signals on what was filed. Noted for the tenant alone, about nobody: it accuses nobody yet. */
@Injectable()
export class EvidenceSignals {
  constructor(
    private readonly store: EvidenceSignalStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Looks at one filing, as often as it is told of. */
  async look(tx: Tx, tenant: string, submission: string, attempt: number): Promise<void> {
    const twins = await this.store.twins(tx, tenant, submission, attempt);
    if (twins.length === 0) return;
    const raised = await this.store.raise(tx, tenant, twins, new Date(this.clock.now()));
    await note(tx, ...raised.map((id) => ({ tenant, action: 'cairn.evidence-signal.raised', subject: id, subjectKind: 'EVIDENCE_SIGNAL' })));
  }
}
