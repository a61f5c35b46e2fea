import { createHmac } from 'node:crypto';
import { Fetcher, nextAttempt } from '@cairn/fetching';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type Change, ImportService } from '../backpack/import.service.js';
import { receive } from '../backpack/received.js';
import type { SourceFault, SourceReading } from './credential-source.js';
import { HostCalls } from './host-calls.js';
import { ListReading } from './list-reading.js';
import { SourceAccess } from './source-access.js';
import { SourceClientStore } from './source-client.store.js';
import { type OpenedSource, SourceOpening } from './source-opening.service.js';
import { type HeldTokens, sealSecrets } from './source-secrets.js';
import { type ListMark, SourceWorkingStore } from './source-working.store.js';
import { vouchedNames } from './vouched-names.js';

const hour = 3_600_000;
/** From one reading to the next. */
const restMs = 6 * hour;
/** The whole list is read so often: `since` tells of no credential that was issued earlier and listed later. */
const wholeMs = 24 * hour;
/** `since` lies so long before the latest issue that is known: clocks differ, and lists are not in the order of their making. */
const overlapMs = 24 * hour;
/** Longer than one page and what is in it can take. */
export const leaseMs = 180_000;

/** What the person has to see to; every other fault may go away by itself. */
const lasting: ReadonlySet<SourceFault> = new Set<SourceFault>(['SHUT_OUT', 'CLIENT_REFUSED']);

/** Reads lists of hosts, to their end, and has what is in them taken into backpacks, where it is verified like everything else. */
@Injectable()
export class SourceReader {
  private readonly calls = new HostCalls(this.fetcher);

  constructor(
    private readonly database: Database,
    private readonly fetcher: Fetcher,
    private readonly opening: SourceOpening,
    private readonly working: SourceWorkingStore,
    private readonly clients: SourceClientStore,
    private readonly imports: ImportService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param isEnding whether to leave off; the source is read again by whoever comes next */
  async read(opened: OpenedSource, isEnding: () => boolean): Promise<void> {
    const { source } = opened;
    const access = await this.accessOf(opened);
    if (!access) return this.opening.fail(opened, 'CLIENT_REFUSED');
    const at = new Date(this.clock.now());
    const whole = source.wholeAt === null || at.getTime() - source.wholeAt.getTime() >= wholeMs;
    const since = whole || source.newestAt === null ? null : new Date(source.newestAt.getTime() - overlapMs);
    const list = new ListReading();
    const taken = new Taken();
    const told = (): SourceReading => ({ at, whole: since === null, listed: list.listed + list.tooLarge, ...taken.counts(list.tooLarge) });
    for (let etag: string | null = null; ; ) {
      const known = list.next.offset === 0 && sameTime(since, source.etagSince) ? source.etag : null;
      const got = await access.page({ ...list.next, since, etag: known });
      if (got.got === 'FAULT') return this.faulted(opened, got.fault, list.listed > 0 ? told() : null);
      if (got.got === 'UNCHANGED') return this.ended(opened, { ...told(), listed: 0 }, { ...source, wholeAt: since === null ? at : source.wholeAt });
      const { news, end } = got.got === 'PAGE' ? list.take(got.page) : { news: [], ...list.takeTooLarge() };
      await this.takeAll(opened, news, taken);
      // What was refused is looked at again next time, changed or not.
      if (got.got === 'PAGE' && list.wasOnePage && taken.all) etag = got.etag;
      if (end === 'COMPLETE') return this.ended(opened, told(), { ...this.markOf(opened, since, taken, at), etag, etagSince: etag === null ? null : since });
      if (end !== null) return this.faulted(opened, end, told());
      if (isEnding()) return this.database.work((tx) => this.working.release(tx, source));
      if (!(await this.database.work((tx) => this.working.prolong(tx, source, new Date(this.clock.now() + leaseMs))))) return;
    }
  }

  private async accessOf({ source, secrets, key }: OpenedSource): Promise<SourceAccess | undefined> {
    const { host, tokens, client: id } = secrets;
    const client = id === undefined ? undefined : await this.database.work((tx) => this.clients.byId(tx, source.tenant, id));
    if (!host || !tokens || !client) return undefined;
    const keep = (renewed: HeldTokens) => this.database.work((tx) => this.working.renewed(tx, source, sealSecrets(key, source, { ...secrets, tokens: renewed })));
    return new SourceAccess(this.calls, source.url, host.refreshUrl, client, tokens, keep, () => this.clock.now());
  }

  /** What was taken from this source before is left alone: the person may have removed it. What is refused is tried again. */
  private async takeAll({ source, secrets, key }: OpenedSource, texts: readonly string[], taken: Taken): Promise<void> {
    const digests = texts.map((text) => createHmac('sha256', key).update(text).digest());
    const before = new Set((await this.database.work((tx) => this.working.taken(tx, source, digests))).map((digest) => digest.toString('base64')));
    const kept: Buffer[] = [];
    for (const [at, text] of texts.entries()) {
      const digest = digests[at];
      const received = receive(Buffer.from(text), `${source.url}/credentials`, 'document');
      if (received.ok) taken.sees(received.value.facts.validFrom);
      if (digest && before.has(digest.toString('base64'))) continue;
      const { tenant, earner } = source;
      const owner = { tenant, earner, as: 'PERSON' } as const;
      // Nobody waits, so nothing is judged here: what comes in is verified like all that is due.
      const proven = received.ok ? [...secrets.names, ...vouchedNames(received.value.facts, source.url)] : [];
      const decision = received.ok ? await this.imports.take({ proven }, owner, received.value, { recipient: null, allow: ['VALID', 'INVALID', 'UNKNOWN'], judgingMs: 0 }) : received;
      taken.count(decision.ok ? decision.value.change : (decision.refusals[0]?.code ?? 'DOCUMENT_INVALID'));
      if (decision.ok && digest) kept.push(digest);
    }
    if (kept.length > 0) await this.database.work((tx) => this.working.take(tx, source, kept));
  }

  /** A credential from the future must not hide those that come before it. */
  private markOf({ source }: OpenedSource, since: Date | null, { newest }: Taken, at: Date): Pick<ListMark, 'wholeAt' | 'newestAt'> {
    const times = [since === null ? null : source.newestAt, newest].filter((time) => time !== null).map((time) => Math.min(time.getTime(), at.getTime()));
    return { wholeAt: since === null ? at : source.wholeAt, newestAt: times.length === 0 ? null : new Date(Math.max(...times)) };
  }

  private ended({ source }: OpenedSource, reading: SourceReading, mark: ListMark): Promise<void> {
    const next = new Date(this.clock.now() + restMs * (0.9 + 0.2 * Math.random()));
    return this.database.work((tx) => this.working.read(tx, source, reading, mark, next));
  }

  private faulted(opened: OpenedSource, fault: SourceFault, reading: SourceReading | null): Promise<void> {
    const { source } = opened;
    const now = new Date(this.clock.now());
    const began = source.roundBegan ?? now;
    const next = nextAttempt({ began, attempts: source.attempts + 1 }, now, Math.random());
    return next === null || lasting.has(fault) ? this.opening.fail(opened, fault) : this.database.work((tx) => this.working.faulted(tx, source, fault, reading, began, next));
  }
}

const changes: ReadonlySet<string> = new Set<Change>(['ADDED', 'REPLACED', 'UNCHANGED', 'KEPT']);

/** What became of the credentials of one reading. */
class Taken {
  private readonly codes = new Map<string, number>();
  private latest: Date | null = null;

  count(code: string): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }

  sees(validFrom: Date | null): void {
    if (validFrom && (this.latest === null || validFrom > this.latest)) this.latest = validFrom;
  }

  /** Whether nothing was refused. */
  get all(): boolean {
    return [...this.codes.keys()].every((code) => changes.has(code));
  }

  get newest(): Date | null {
    return this.latest;
  }

  counts(tooLarge: number): Pick<SourceReading, 'added' | 'replaced' | 'notTaken'> {
    const refused = new Map([...this.codes].filter(([code]) => !changes.has(code)));
    if (tooLarge > 0) refused.set('DOCUMENT_TOO_LARGE', (refused.get('DOCUMENT_TOO_LARGE') ?? 0) + tooLarge);
    return { added: this.codes.get('ADDED') ?? 0, replaced: this.codes.get('REPLACED') ?? 0, notTaken: Object.fromEntries(refused) };
  }
}

const sameTime = (one: Date | null, other: Date | null): boolean => one?.getTime() === other?.getTime();
