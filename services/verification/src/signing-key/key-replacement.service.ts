import { appendEvents } from '@cairn/messaging';
import { holdPeople } from '@cairn/people';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK, LOG, Ticking } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import { CredentialStore } from '../credential/credential.store.js';
import { credentialsPreparedEvent, statusChangedEvent } from '../events/publishes.js';
import { SigningService } from '../signing/signing.service.js';
import { IndexLeases } from '../status-list/index-lease.service.js';
import type { StatusPlace } from '../status-list/status-place.js';
import { type AffectedCredential, type KeyReplacement, KeyReplacementStore } from './key-replacement.store.js';

/** Credentials seen to in one transaction; what an event can name. */
const batch = 500;
const restMs = 5_000;

interface NewRevision {
  readonly tenant: string;
  readonly id: string;
  readonly issuer: string;
}

/**
 * Sees to the documents of compromised keys, in the order of their credentials: revokes what was signed since the compromise,
 * and gives every award that stands a new document under the key that signs now. It goes on where it was interrupted.
 */
@Injectable()
export class KeyReplacementService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticking: Ticking;
  private isDone = true;

  constructor(
    private readonly database: Database,
    private readonly store: KeyReplacementStore,
    private readonly credentials: CredentialStore,
    private readonly leases: IndexLeases,
    private readonly signing: SigningService,
    @Inject(VERIFICATION_SETTINGS) private readonly settings: VerificationSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    this.ticking = new Ticking(
      () => (this.isDone ? restMs : 0),
      () => this.look(),
      (cause) => log.warn({ err: cause }, 'the documents of a compromised key will be seen to later'),
    );
  }

  onApplicationBootstrap(): void {
    if (this.settings.backgroundSigning) this.ticking.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticking.stop();
  }

  /** The next few credentials of the oldest compromise; false when there is nothing to do. */
  async step(): Promise<boolean> {
    const done = await this.database.work(async (tx) => {
      const replacement = await this.store.next(tx);
      return replacement && this.seeTo(tx, replacement);
    });
    if (!done) return false;
    const [first] = done;
    if (first) await this.signing.sign(first.tenant, done, { patient: true });
    return true;
  }

  private async look(): Promise<void> {
    this.isDone = true;
    this.isDone = !(await this.step());
  }

  private async seeTo(tx: Tx, replacement: KeyReplacement): Promise<NewRevision[]> {
    const { tenant } = replacement;
    const at = new Date(this.clock.now());
    await holdPeople(tx, tenant);
    const affected = await this.store.affected(tx, replacement, at, batch);
    const revoked = await this.credentials.revokeRevisions(tx, tenant, affected.filter(({ doubtful }) => doubtful).map(({ id }) => id), at);
    await appendEvents(tx, revoked.map((mark) => statusChangedEvent(tenant, mark, at)));
    const made = replacement.reissue ? await this.reissue(tx, tenant, affected.filter(({ standing, over }) => standing && !over), at) : [];
    await this.store.advance(tx, replacement, {
      reached: affected.at(-1)?.id ?? null,
      revoked: revoked.length,
      reissued: made.length,
      finishedAt: affected.length < batch ? at : null,
    });
    return made;
  }

  /** A further revision of each, under the same id, with a place of its own. */
  private async reissue(tx: Tx, tenant: string, affected: readonly AffectedCredential[], at: Date): Promise<NewRevision[]> {
    if (affected.length === 0) return [];
    const before = await this.credentials.supersede(tx, tenant, affected.map(({ award }) => award));
    const places = new Map<string, StatusPlace[]>();
    for (const issuer of new Set(before.map((one) => one.issuer))) {
      places.set(issuer, await this.leases.take(tenant, issuer, before.filter((one) => one.issuer === issuer).length));
    }
    const intents = before.map((one) => ({
      ...one,
      id: newId(),
      validFrom: at,
      revision: one.revision + 1,
      place: places.get(one.issuer)?.pop() as StatusPlace,
    }));
    const marks = await this.credentials.insert(tx, tenant, intents, at);
    await appendEvents(tx, [credentialsPreparedEvent(tenant, newId(), marks, at)]);
    return intents.map(({ id, issuer }) => ({ tenant, id, issuer }));
  }
}
