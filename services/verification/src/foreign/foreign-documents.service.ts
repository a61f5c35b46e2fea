import type { DocumentSource, FoundDocument, SourceKind } from '@cairn/credentials';
import { Fetcher, type NotFetched } from '@cairn/fetching';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type ForeignSnapshot, ForeignSnapshotStore } from './foreign-snapshot.store.js';
import { isAboutSomebody } from './about-somebody.js';
import { sourceRules } from './source-rules.js';

/** Looks under way at once; whoever asks for more is told to come back. */
const looksMax = 64;
/** An address that did not answer is not asked again at once. */
const silenceMs = 30_000;
const silencesKept = 10_000;
/** What an issuer published a day ago stands in while its host is down; its age is told. */
const standInMs = 24 * 3_600_000;

/**
 * What others publish, through the one guarded fetcher: every look that finds something is kept with its time, and is the answer
 * to questions about that time; but nothing is kept that is about a person. Nothing here is believed; steps judge it.
 */
@Injectable()
export class ForeignDocuments {
  private readonly looks = new Map<string, Promise<FoundDocument>>();
  private readonly silent = new Map<string, FoundDocument>();

  constructor(
    private readonly database: Database,
    private readonly snapshots: ForeignSnapshotStore,
    private readonly fetcher: Fetcher,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * A source for one question.
   *
   * @param patienceMs how long whoever asks will wait in all; a look that takes longer goes on, and the next question finds its result
   * @param knownAsOf only what had been seen by then, and nobody is asked
   */
  source(patienceMs: number, knownAsOf?: Date): DocumentSource {
    if (knownAsOf) return { read: (url) => this.remembered(url, knownAsOf) };
    const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref());
    return { read: (url, kind) => this.read(url, kind, patience) };
  }

  private async remembered(url: string, knownAsOf: Date): Promise<FoundDocument> {
    const seen = await this.newest(url, knownAsOf);
    return seen ? found(seen) : { outcome: 'NOT_OBTAINABLE', url, detail: 'it had not been looked at by then', observedAt: knownAsOf };
  }

  private async read(url: string, kind: SourceKind, patience: Promise<void>): Promise<FoundDocument> {
    const now = this.clock.now();
    const silence = this.silent.get(url);
    if (silence && now - silence.observedAt.getTime() < silenceMs) return silence;
    const seen = await this.newest(url);
    if (seen && now - seen.observedAt.getTime() < sourceRules[kind].freshMs) return found(seen);
    const standIn = seen && now - seen.observedAt.getTime() < standInMs ? found(seen) : undefined;
    const later: FoundDocument = { outcome: 'NOT_OBTAINABLE', url, detail: 'it has not answered yet, ask again in a moment', observedAt: new Date(now) };
    const looked = await Promise.race([this.look(url, kind), patience.then(() => standIn ?? later)]);
    return looked.outcome === 'READ' || looked.status !== undefined ? looked : (standIn ?? looked);
  }

  /** One look at a time for an address, however many ask. */
  private look(url: string, kind: SourceKind): Promise<FoundDocument> {
    const running = this.looks.get(url);
    if (running) return running;
    if (this.looks.size >= looksMax) return Promise.resolve(this.unfound(url, { outcome: 'NOT_ANSWERING', detail: 'too many addresses are being asked at the moment' }));
    const look = this.fetched(url, kind).finally(() => this.looks.delete(url));
    this.looks.set(url, look);
    return look;
  }

  private async fetched(url: string, kind: SourceKind): Promise<FoundDocument> {
    const outcome = await this.fetcher.get(url, sourceRules[kind].use);
    if (outcome.outcome !== 'FETCHED') {
      const silence = this.unfound(url, outcome);
      if (this.silent.size >= silencesKept) this.silent.clear();
      this.silent.set(url, silence);
      return silence;
    }
    const snapshot: ForeignSnapshot = { url, body: outcome.body, observedAt: new Date(this.clock.now()) };
    if (isAboutSomebody(kind, outcome.body)) return found(snapshot);
    await this.database.write({ tenant: null }, (tx) => this.snapshots.add(tx, snapshot));
    return found(snapshot);
  }

  private newest(url: string, knownAsOf?: Date): Promise<ForeignSnapshot | undefined> {
    return this.database.read({ tenant: null }, (tx) => this.snapshots.newest(tx, url, knownAsOf));
  }

  private unfound(url: string, { detail, status }: NotFetched): FoundDocument {
    return { outcome: 'NOT_OBTAINABLE', url, detail, ...(status === undefined ? {} : { status }), observedAt: new Date(this.clock.now()) };
  }
}

const found = ({ url, body, observedAt }: ForeignSnapshot): FoundDocument => ({ outcome: 'READ', url, body, observedAt });
