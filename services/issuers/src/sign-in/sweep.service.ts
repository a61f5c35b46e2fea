import { Database } from '@cairn/postgres';
import { CLOCK, LOG } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AccountStore } from './account/account.store.js';
import { EmailProofStore } from './account/email-proof.store.js';
import { AttemptStore } from './attempt/attempt.store.js';
import { FrontEndStore } from './authorization/front-end.store.js';
import { AuthorizationRecordStore } from './authorization/record.store.js';
import { TokenKeys } from './token-key/token-keys.service.js';

const everyMs = 10 * 60_000;
const day = 86_400_000;
const unverifiedLifeMs = 2 * day;
const walletLifeMs = 180 * day;
/** How long a wallet that registered itself may wait for its first person. */
const neverUsedLifeMs = day;

/** Removes what has ended, and keeps the keys of tokens up. */
@Injectable()
export class SignInSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly records: AuthorizationRecordStore,
    private readonly attempts: AttemptStore,
    private readonly proofs: EmailProofStore,
    private readonly accounts: AccountStore,
    private readonly frontEnds: FrontEndStore,
    private readonly keys: TokenKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.working = this.sweep().catch((error: unknown) => this.log.warn({ err: error }, 'sweeping failed; it is tried again in ten minutes'));
    }, everyMs).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  async sweep(): Promise<void> {
    const at = this.clock.now();
    const now = new Date(at);
    await this.keys.ring();
    await this.database.work((tx) => this.records.removeExpired(tx, now));
    await this.database.work((tx) => this.attempts.removeExpired(tx, now));
    await this.database.work((tx) => this.proofs.removeExpired(tx, now));
    await this.database.work((tx) => this.accounts.removeUnverified(tx, new Date(at - unverifiedLifeMs)));
    await this.database.work((tx) => this.frontEnds.removeNeverUsed(tx, new Date(at - neverUsedLifeMs)));
    await this.database.work((tx) => this.frontEnds.removeUnused(tx, new Date(at - walletLifeMs)));
  }
}
