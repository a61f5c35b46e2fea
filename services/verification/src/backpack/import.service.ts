import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { Subjects } from '../people/subjects.store.js';
import { foreignCredentialCheckedEvent } from '../events/publishes-backpack.js';
import { BackpackKeys } from './backpack-keys.service.js';
import { BackpackOwners, type HeldRecord, type Owner } from './backpack-owners.service.js';
import { dueAfter } from './check-times.js';
import { ForeignChecks } from './foreign-checks.service.js';
import { type ForeignCredential, replaces, type Verdict } from './foreign-credential.js';
import { ForeignCredentialStore } from './foreign-credential.store.js';
import { ForeignJudge, type Judgement } from './foreign-judge.service.js';
import { identityHash } from './identity.js';
import type { Received } from './received.js';
import { isAbout } from './recipient.js';
import { sealOriginal } from './sealed-parts.js';

/** A request is answered within two seconds, whoever has to be asked; what takes longer is checked afterwards. */
const judgingMs = 1_200;
const documentsMax = 500;
const bytesMax = 32 * 1024 * 1024;

export type Change = 'ADDED' | 'REPLACED' | 'UNCHANGED' | 'KEPT';

export interface Imported {
  readonly credential: ForeignCredential;
  readonly change: Change;
  readonly marks: readonly Mark[];
}

/** What is asked beside the document. */
export interface Wish {
  /** What the tenant says the earner is called in the credential; of a person what he has proven counts alone. */
  readonly recipient: string | null;
  /** Verdicts with which it is taken in. */
  readonly allow: readonly Verdict[];
  /** How long whoever asked waits for the check, in ms. */
  readonly judgingMs?: number;
}

/** Takes credentials from elsewhere into backpacks. */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly owners: BackpackOwners,
    private readonly keys: BackpackKeys,
    private readonly store: ForeignCredentialStore,
    private readonly checks: ForeignChecks,
    private readonly judge: ForeignJudge,
    private readonly subjects: Subjects,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Refuses what is about somebody else, before anybody is asked about it. */
  async take(principal: Pick<Principal, 'proven'>, owner: Owner, received: Received, wish: Wish): Promise<Decision<Imported>> {
    const named = await this.namesOf(principal, owner, wish.recipient);
    if (!named.ok) return named;
    if (!isAbout(received.facts, named.value)) {
      return refused(refusal('SUBJECT_MISMATCH', 'The credential names nobody whom the person has proven to be.', owner.as === 'TENANT' ? 'recipient' : 'document'));
    }
    const judgement = await this.judge.judgeWithin(received.bytes, owner.tenant, wish.judgingMs ?? judgingMs);
    if (judgement && !wish.allow.includes(judgement.verdict)) {
      return refused(refusal('CREDENTIAL_NOT_VALID', `The credential is ${judgement.verdict}, with which it was not to be taken in.`, 'allow'));
    }
    return this.database.write({ tenant: owner.tenant }, async (tx) => {
      const held = await this.owners.hold(tx, owner);
      if (!held.ok) return held;
      return this.keep(tx, owner, held.value, received, judgement);
    });
  }

  /** A person is what he has proven, and whom this registry's own credentials mean by him. */
  private async namesOf({ proven }: Pick<Principal, 'proven'>, owner: Owner, recipient: string | null): Promise<Decision<readonly string[]>> {
    if (owner.as === 'TENANT') return asserted(recipient);
    const { tenant } = owner;
    const subjects = await this.database.read({ tenant }, async (tx) => this.subjects.of(tx, tenant, await this.owners.cluster(tx, owner)));
    return accepted([...proven, ...subjects.map((subject) => `urn:uuid:${subject}`)]);
  }

  private async keep(tx: Tx, owner: Owner, { earner, account }: HeldRecord, received: Received, judgement: Judgement | undefined): Promise<Decision<Imported>> {
    const { tenant } = owner;
    const key = await this.keys.ensure(tx, tenant, earner);
    const hash = identityHash(key, received.facts, received.digest);
    const kept = await this.store.lockSame(tx, tenant, earner, hash);
    if (kept?.digest === received.digest) return this.again(tx, key, kept, judgement);
    const incoming = this.rowOf(key, { ...owner, earner }, hash, received, judgement, kept);
    if (kept && !replaces(incoming, kept)) return accepted({ credential: kept, change: 'KEPT', marks: [] });
    const dueAt = dueAfter(incoming, incoming.updatedAt);
    if (kept) await this.store.replace(tx, incoming, dueAt);
    else {
      const room = await this.roomFor(tx, tenant, earner, received);
      if (!room.ok) return room;
      await this.store.insert(tx, incoming, account, dueAt);
    }
    if (judgement) await this.checks.add(tx, key, incoming, judgement);
    return accepted({ credential: incoming, change: kept ? 'REPLACED' : 'ADDED', marks: await this.tell(tx, incoming) });
  }

  /** The same bytes once more: what they were found to be today is noted. */
  private async again(tx: Tx, key: Buffer, kept: ForeignCredential, judgement: Judgement | undefined): Promise<Decision<Imported>> {
    if (!judgement) return accepted({ credential: kept, change: 'UNCHANGED', marks: [] });
    const { credential, marks } = await this.checks.record(tx, key, kept, judgement);
    if (marks.length === 0) await note(tx, { tenant: kept.tenant, action: 'cairn.foreign-credential.rechecked', subject: kept.id, subjectKind: 'FOREIGN_CREDENTIAL', earners: [kept.earner] });
    return accepted({ credential, change: 'UNCHANGED', marks });
  }

  private async tell(tx: Tx, row: ForeignCredential): Promise<Mark[]> {
    const event = foreignCredentialCheckedEvent(row, row.updatedAt);
    if (event) return appendEvents(tx, [event]);
    await note(tx, { tenant: row.tenant, action: 'cairn.foreign-credential.received', subject: row.id, subjectKind: 'FOREIGN_CREDENTIAL', earners: [row.earner] });
    return [];
  }

  private async roomFor(tx: Tx, tenant: string, earner: string, { bytes }: Received): Promise<Decision<null>> {
    const sizes = await this.store.sizes(tx, tenant, earner, documentsMax);
    const total = sizes.reduce((sum, size) => sum + size, bytes.length);
    return sizes.length < documentsMax && total <= bytesMax
      ? accepted(null)
      : refused(refusal('INVALID_VALUE', `A backpack holds at most ${documentsMax} documents of 32 MiB together. Remove some first.`, 'document'));
  }

  private rowOf(key: Buffer, owner: Owner, hash: Buffer, received: Received, judgement: Judgement | undefined, kept: ForeignCredential | undefined): ForeignCredential {
    const id = kept?.id ?? newId();
    const now = new Date(this.clock.now());
    const { facts, read } = received;
    return {
      id,
      tenant: owner.tenant,
      earner: owner.earner,
      identityHash: hash,
      sealed: sealOriginal(key, { tenant: owner.tenant, id }, received),
      mediaType: received.mediaType,
      byteCount: received.bytes.length,
      digest: received.digest,
      format: read.format,
      container: read.container,
      issuer: facts.issuer,
      achievement: facts.achievement,
      validFrom: facts.validFrom,
      validUntil: facts.validUntil,
      addedBy: kept?.addedBy ?? owner.as,
      verdict: judgement?.verdict ?? null,
      trust: judgement?.trust ?? null,
      checkedAt: judgement?.at ?? null,
      version: (kept?.version ?? 0) + 1,
      createdAt: kept?.createdAt ?? now,
      updatedAt: now,
    };
  }
}

/** What the tenant says the earner is called. */
function asserted(recipient: string | null): Decision<readonly string[]> {
  const name = recipient?.trim() ?? '';
  if (name === '') return refused(refusal('FIELD_MISSING', 'Say by which identifier the credential names the earner.', 'recipient'));
  return name.length <= 320 ? accepted([name]) : refused(refusal('INVALID_VALUE', 'An identifier has at most 320 characters.', 'recipient'));
}
