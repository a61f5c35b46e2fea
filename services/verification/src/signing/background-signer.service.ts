import { Database } from '@cairn/postgres';
import { LOG, Ticking } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { CredentialStore } from '../credential/credential.store.js';
import { VERIFICATION_SETTINGS, type VerificationSettings } from '../config.js';
import { IssuingThread } from './issuing-thread.js';
import { SigningService } from './signing.service.js';

const batch = 50;
const restMs = 2_000;
/** Of a drain: credentials looked for at once, signed and stored together, and such parts under way at a time. */
const found = 2_000;
const part = 250;
const partsMax = 4;

/**
 * Signs what nobody has asked for yet, in the order in which it was prepared, slowly: it rests three times as long as it
 * works, and never works while somebody waits for a document. Nothing depends on it; a read signs at once.
 */
@Injectable()
export class BackgroundSigner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticking: Ticking;
  private rest = restMs;
  /** Where the next look goes on; what could not be signed yet comes round again. */
  private after: string | null = null;

  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly signing: SigningService,
    private readonly thread: IssuingThread,
    @Inject(VERIFICATION_SETTINGS) private readonly settings: VerificationSettings,
    @Inject(LOG) log: Log,
  ) {
    this.ticking = new Ticking(
      () => this.rest,
      () => this.look(),
      (cause) => log.warn({ err: cause }, 'background signing will try again'),
    );
  }

  onApplicationBootstrap(): void {
    if (this.settings.backgroundSigning) this.ticking.start();
  }

  /** Before the signer's connections are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.ticking.stop();
    await this.thread.close();
  }

  private async look(): Promise<void> {
    const began = performance.now();
    this.rest = restMs;
    const from = this.after;
    // Should it fail, the next look begins anew.
    this.after = null;
    if (this.settings.eagerSigning) await this.drain();
    else if (!this.thread.busy) this.after = await this.step(from);
    if (this.after !== null) this.rest = 3 * (performance.now() - began);
  }

  /** Signs the next few; returns the last one looked at, or null when there is none left. */
  async step(after: string | null = null): Promise<string | null> {
    const waiting = await this.database.work((tx) => this.credentials.pending(tx, after, batch));
    for (const tenant of new Set(waiting.map((one) => one.tenant))) {
      await this.signing.sign(tenant, waiting.filter((one) => one.tenant === tenant), { patient: true });
    }
    return waiting.at(-1)?.id ?? null;
  }

  /**
   * Signs everything that waits, as fast as the threads and the database go: for a load whose documents are wanted at once.
   * What cannot be signed yet is left.
   */
  async drain(): Promise<void> {
    for (let after: string | null = null; !this.ticking.isEnding; ) {
      const waiting: Credential[] = await this.database.work((tx) => this.credentials.pending(tx, after, found));
      const last = waiting.at(-1);
      if (!last) return;
      after = last.id;
      const parts = [...new Set(waiting.map(({ tenant }) => tenant))].flatMap((tenant) => {
        const own = waiting.filter((one) => one.tenant === tenant);
        return Array.from({ length: Math.ceil(own.length / part) }, (_, at) => ({ tenant, own: own.slice(at * part, (at + 1) * part) }));
      });
      const next = async (): Promise<void> => {
        for (let one = parts.shift(); one; one = parts.shift()) await this.signing.sign(one.tenant, one.own, { patient: true });
      };
      await Promise.all(Array.from({ length: partsMax }, next));
    }
  }
}
