import type { Principal } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { viewerOf } from '../../person/earner-access.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { SubmissionAccess } from '../submission/submission-access.js';
import { type AttestationState, stateAt } from './attestation.js';
import { AttestationStore } from './attestation.store.js';
import { AttestedWorks, type OpenAttestation } from './attested-work.js';

/** An attestation with its state as it is now. */
export interface ShownAttestation extends OpenAttestation {
  readonly state: AttestationState;
  /** Whose it is, for whoever notes disclosures. */
  readonly earner: string;
  readonly tenant: string;
}

/** Attestations for those who may see whose submission it is. */
@Injectable()
export class AttestationView {
  constructor(
    private readonly database: Database,
    private readonly access: SubmissionAccess,
    private readonly submissions: SubmissionStore,
    private readonly store: AttestationStore,
    private readonly works: AttestedWorks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of several submissions, in their order; undefined for those whose attestations are not the caller's to see. */
  async ofSubmissions(principal: Principal, ids: readonly string[]): Promise<(ShownAttestation[] | undefined)[]> {
    const visible = await this.access.visible(principal, ids);
    const now = new Date(this.clock.now());
    return this.database.read(viewerOf(principal), async (tx) => {
      const rows = await this.store.ofAll(tx, visible.flatMap((submission) => submission?.id ?? []));
      const shown: (ShownAttestation[] | undefined)[] = [];
      for (const submission of visible) {
        const own = rows.filter((row) => row.submission === submission?.id);
        shown.push(
          submission &&
            (await this.works.open(tx, submission, own)).map((open) => ({ ...open, state: stateAt(open.attestation, now), earner: submission.earner, tenant: submission.tenant })),
        );
      }
      return shown;
    });
  }

  /** All about an earner, for whoever may be told everything: what was asked in his name, and what was answered. */
  async about(tenant: string, earner: string): Promise<Record<string, unknown>[]> {
    return this.database.read({ tenant }, async (tx) => {
      const rows = await this.store.ofEarner(tx, tenant, earner);
      const told: Record<string, unknown>[] = [];
      for (const submission of await this.submissions.byIds(tx, [...new Set(rows.map((row) => row.submission))])) {
        const own = rows.filter((row) => row.submission === submission.id);
        for (const { attestation, terms, remarks } of await this.works.open(tx, submission, own)) {
          const { id, requirement, role, state, from, until, hours, attestedHours, askedAt, answeredAt } = attestation;
          told.push({ id: publicId('Attestation', id), submission: publicId('Submission', submission.id), requirement, role, state, ...terms, from, until, hours, attestedHours, remarks, askedAt, answeredAt });
        }
      }
      return told;
    });
  }

  async byId(principal: Principal, id: string): Promise<ShownAttestation | undefined> {
    const row = await this.database.read(viewerOf(principal), (tx) => this.store.visible(tx, id));
    const [all] = row ? await this.ofSubmissions(principal, [row.submission]) : [];
    return all?.find(({ attestation }) => attestation.id === id);
  }
}
