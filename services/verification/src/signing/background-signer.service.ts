import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@cairn/postgres';
import { LOG } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CredentialStore } from '../credential/credential.store.js';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import { IssuingThread } from './issuing-thread.js';
import { SigningService } from './signing.service.js';

const batch = 5;
const restMs = 2_000;

/**
 * Signs what nobody has asked for yet, in the order in which it was prepared, slowly: it rests three times as long as it
 * works, and never works while somebody waits for a document. Nothing depends on it; a read signs at once.
 */
@Injectable()
export class BackgroundSigner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly signing: SigningService,
    private readonly thread: IssuingThread,
    @Inject(VERIFICATION_SETTINGS) private readonly settings: VerificationSettings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.backgroundSigning) this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.thread.close();
  }

  private async run(): Promise<void> {
    let after: string | null = null;
    while (!this.stopping.signal.aborted) {
      const began = performance.now();
      let last: string | null = null;
      try {
        if (!this.thread.busy) last = await this.step(after);
      } catch (error) {
        if (!this.stopping.signal.aborted) this.log.warn({ err: error }, 'background signing will try again');
      }
      after = last;
      // What could not be signed yet comes round again after the rest.
      await this.wait(last === null ? restMs : 3 * (performance.now() - began));
    }
  }

  /** Signs the next few; returns the last one looked at, or null when there is none left. */
  async step(after: string | null = null): Promise<string | null> {
    const waiting = await this.database.work((tx) => this.credentials.pending(tx, after, batch));
    for (const tenant of new Set(waiting.map((one) => one.tenant))) {
      await this.signing.sign(tenant, waiting.filter((one) => one.tenant === tenant), { patient: true });
    }
    return waiting.at(-1)?.id ?? null;
  }

  private async wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }
}
