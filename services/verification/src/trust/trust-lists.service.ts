import { accepted, type Decision, grantMissing, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { type TrustFinding, trustAt } from '@cairn/credentials';
import { Database, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { readKnownRegistry } from './known-registry.js';
import { checkTrust, type WantedTrust } from './trust-entry.js';
import { TrustEntryStore, type TrustEntryVersion } from './trust-entry.store.js';

/** A registry of known issuers, as it was published, to be taken over into a list. */
export interface BroughtRegistry {
  readonly list: string;
  readonly registry: unknown;
  readonly source: string | null;
  readonly from: Date;
  /** Whoever stands in the list and not in the registry is vouched for no longer. */
  readonly endMissing: boolean;
}

/** Whom a tenant, or the operator for everybody, believes to be what they say. Told beside verdicts, never part of them. */
@Injectable()
export class TrustLists {
  constructor(
    private readonly database: Database,
    private readonly entries: TrustEntryStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the lists said of issuers on a day, as known on another; in their order. */
  async at(issuers: readonly string[], tenant: string | null, on: { asOf: Date; knownAsOf?: Date }): Promise<TrustFinding[]> {
    const rows = await this.database.read({ tenant }, (tx) => this.entries.about(tx, tenant, issuers));
    return issuers.map((issuer) => trustAt(rows.filter((row) => row.issuer === issuer), on));
  }

  page(tenant: string, list: string | null, after: string | null, limit: number): Promise<TrustEntryVersion[]> {
    return this.database.read({ tenant }, (tx) => this.entries.page(tx, tenant, list, after, limit));
  }

  async record(principal: Principal, wanted: WantedTrust): Promise<Decision<TrustEntryVersion>> {
    const { tenant, operator } = principal;
    if (tenant === null || !mayTrust(principal)) return refused(grantMissing('ADMINISTER'));
    const checked = checkTrust(wanted);
    if (!checked.ok) return checked;
    const entry: TrustEntryVersion = { ...checked.value, tenant, entry: newId(), version: 1, ofRegistry: operator, recordedAt: this.now() };
    await this.database.write({ tenant }, async (tx) => {
      await this.entries.add(tx, tenant, [entry]);
      await note(tx, noted(entry, 'recorded'));
    });
    return accepted(entry);
  }

  async end(principal: Principal, id: string, until: Date): Promise<Decision<TrustEntryVersion>> {
    const { tenant } = principal;
    if (tenant === null || !mayTrust(principal)) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, async (tx) => {
      const standing = await this.entries.newest(tx, tenant, id);
      if (!standing) return refused(notFound('entry of a trust list', 'id'));
      if (until <= standing.from) return refused(refusal('INVALID_VALUE', 'The end comes after the beginning.', 'until'));
      const ended = this.next(standing, { until });
      await this.entries.add(tx, tenant, [ended]);
      await note(tx, noted(ended, 'ended'));
      return accepted(ended);
    });
  }

  /** Takes a registry over: adds whom the list does not vouch for yet, and, if asked, ends whom the registry names no longer. */
  async bring(principal: Principal, brought: BroughtRegistry): Promise<Decision<{ added: number; ended: number }>> {
    const { tenant, operator } = principal;
    if (tenant === null || !mayTrust(principal)) return refused(grantMissing('ADMINISTER'));
    const known = readKnownRegistry(brought.registry);
    if (!known) return refused(refusal('INVALID_VALUE', 'This is no registry of known issuers, or one of more than 1,000.', 'registry'));
    const { list, source, from } = brought;
    const checks = known.map(({ issuer, name }) => checkTrust({ list, issuer, name: name.slice(0, 200), source, from, until: null }));
    const fault = checks.find((one) => !one.ok);
    if (fault && !fault.ok) return fault;
    const wanted = checks.flatMap((one) => (one.ok ? [one.value] : []));
    return this.database.write({ tenant }, async (tx) => {
      const listName = list.trim();
      const named = new Set(wanted.map(({ issuer }) => issuer));
      const standing = await this.entries.standing(tx, tenant, listName);
      const vouched = new Set(standing.map(({ issuer }) => issuer));
      const recordedAt = this.now();
      const added = wanted
        .filter(({ issuer }) => !vouched.has(issuer))
        .map((one): TrustEntryVersion => ({ ...one, tenant, entry: newId(), version: 1, ofRegistry: operator, recordedAt }));
      const ended = brought.endMissing ? standing.filter((one) => !named.has(one.issuer) && one.from < from).map((one) => this.next(one, { until: from })) : [];
      const versions = [...added, ...ended];
      if (versions.length > 0) await this.entries.add(tx, tenant, versions);
      await note(tx, ...added.map((one) => noted(one, 'recorded')), ...ended.map((one) => noted(one, 'ended')));
      return accepted({ added: added.length, ended: ended.length });
    });
  }

  private next(standing: TrustEntryVersion, change: Partial<TrustEntryVersion>): TrustEntryVersion {
    return { ...standing, ...change, version: standing.version + 1, recordedAt: this.now() };
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const mayTrust = (principal: Principal): boolean => principal.operator || maySomewhere(principal, 'ADMINISTER');

const noted = ({ tenant, entry }: TrustEntryVersion, what: 'recorded' | 'ended') => ({ tenant, action: `cairn.trust-entry.${what}`, subject: entry, subjectKind: 'TRUST_ENTRY' });
