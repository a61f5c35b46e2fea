import { setTimeout as pause } from 'node:timers/promises';
import { accepted, type Decision, type Principal } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { movePeople } from '@cairn/people';
import { Database, DatabaseBusy, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { SaidInCases } from '../assessment/appeal/said-in-cases.js';
import { AttestationStore } from '../assessment/attestation/attestation.store.js';
import { WrittenInCases } from '../assessment/submission/written-in-cases.js';
import { ClaimLinkStore } from '../claim/claim-link.store.js';
import { ConsentStore } from '../consent/consent.store.js';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { earnerErasedEvent } from '../events/publishes-people.js';
import { NoticeStore } from '../notice/notice.store.js';
import { EarnerAccess } from '../person/earner-access.js';
import { StatisticsGroupStore } from '../statistics/statistics-group.store.js';
import { ShareEnding } from '../share/share-ending.js';
import type { Erasure, ErasureReason } from './erasure.js';
import { ErasureStore } from './erasure.store.js';

const attemptsMax = 10;

/**
 * Erases a person: in one transaction the data key is destroyed with everything that it opened, and the others are told.
 * What is left here is a bare id, and awards under it that count as before. reliability.md 13.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly access: EarnerAccess,
    private readonly earners: EarnerWriteStore,
    private readonly links: ClaimLinkStore,
    private readonly consents: ConsentStore,
    private readonly notices: NoticeStore,
    private readonly attestations: AttestationStore,
    private readonly saidInCases: SaidInCases,
    private readonly writtenInCases: WrittenInCases,
    private readonly shares: ShareEnding,
    private readonly statistics: StatisticsGroupStore,
    private readonly store: ErasureStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Done already: nothing happens, and nothing is told again. */
  async erase(principal: Principal, id: string, reason: ErasureReason): Promise<Decision<{ id: string; marks: Mark[] }>> {
    const acting = await this.access.to(principal, id, 'ADMINISTER');
    if (!acting.ok) return acting;
    const { tenant, id: earner } = acting.value.earner;
    const marks = await this.patiently(() => this.database.write({ tenant }, (tx) => this.eraseIn(tx, tenant, earner, reason)));
    return accepted({ id: earner, marks });
  }

  async of(tenant: string, earners: readonly string[]): Promise<(Erasure | undefined)[]> {
    const found = new Map((await this.database.read({ tenant }, (tx) => this.store.of(tx, tenant, earners))).map((row) => [row.earner, row]));
    return earners.map((id) => found.get(id));
  }

  private async eraseIn(tx: Tx, tenant: string, id: string, reason: ErasureReason): Promise<Mark[]> {
    await movePeople(tx, tenant);
    const row = await this.earners.lock(tx, tenant, id);
    if (!row || row.state === 'ERASED' || row.state === 'MERGED') return [];
    const cluster = await this.store.cluster(tx, tenant, id);
    const at = new Date(this.clock.now());
    await this.links.drop(tx, tenant, cluster);
    await this.consents.forgetEvidence(tx, tenant, cluster);
    await this.saidInCases.forget(tx, tenant, cluster);
    await this.notices.forget(tx, tenant, cluster);
    await this.attestations.forget(tx, tenant, cluster);
    await this.statistics.forget(tx, tenant, cluster);
    const withdrawn = await this.writtenInCases.forget(tx, tenant, cluster, at);
    const ended = await this.shares.ofEarners(tx, tenant, cluster, at);
    const awards = await this.store.bareAwards(tx, tenant, cluster);
    const records = await this.store.strip(tx, tenant, cluster, at);
    await this.store.request(tx, tenant, cluster, reason, at);
    const erased = records.map((record) => earnerErasedEvent({ tenant, ...record }, record.id === id ? awards : [], at));
    return appendEvents(tx, [...withdrawn, ...ended, ...erased]);
  }

  /** Imports hold the lock for as long as a chunk takes, which may be longer than a request waits for a lock. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof DatabaseBusy) || attempt >= attemptsMax) throw error;
        await pause(100);
      }
    }
  }
}
