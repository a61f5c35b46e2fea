import { createHash } from 'node:crypto';
import { canonicalForm, dataModelFaults, isJsonObject, type Json, type JsonObject, type Signer } from '@cairn/credentials';
import { appendEvents } from '@cairn/messaging';
import { Database, newId, TenantBatch } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { signedOnRequestEvent } from '../events/publishes.js';
import type { FurtherDocument } from '../further-document/further-document.js';
import { FurtherDocumentStore } from '../further-document/further-document.store.js';
import type { IssuerIdentity } from '../issuer-profile/issuer-profile.js';
import { type ActiveKey, KeyRing } from '../signing-key/key-ring.service.js';
import { SigningKeyStore } from '../signing-key/signing-key.store.js';
import { IndexLeases } from '../status-list/index-lease.service.js';
import { listUrlOf, type StatusPlace } from '../status-list/status-place.js';
import { vcApiLoader } from './known-contexts.js';
import { relatedResourceFault } from './related-resources.js';
import { secure, type SuiteName } from './suites.js';
import { TestIssuer } from './test-issuer.service.js';
import { VcApiRefusal } from './vc-api-refusal.js';

const credentials2 = 'https://www.w3.org/ns/credentials/v2';
/** The data model of 1.1, whose context knows neither these proofs nor these lists: the former is added, the latter left out. */
const credentials1 = 'https://www.w3.org/2018/credentials/v1';
const dataIntegrity = 'https://w3id.org/security/data-integrity/v2';
const statusLists = 'https://www.w3.org/ns/credentials/status/v1';

/** What waits for its signature. */
interface Asked {
  readonly suite: SuiteName;
  readonly credential: JsonObject;
}

type Issued = { readonly ok: true; readonly credential: JsonObject } | { readonly ok: false; readonly refusal: unknown };

/** Signs what it is asked to, as the test issuer, after the same checks as everything that is signed here. */
@Injectable()
export class VcApiIssuing {
  /** What arrives while the database works is signed and kept together. */
  private readonly batch = new TenantBatch<Asked, Issued>((_tenant, asked) => this.issueAll(asked), { flushes: 1, entries: 64, waitMs: 1_500 });
  /** The key that signs, until what it signed is not kept. */
  private signing: Promise<ActiveKey> | undefined;

  constructor(
    private readonly database: Database,
    private readonly issuer: TestIssuer,
    private readonly ring: KeyRing,
    private readonly keys: SigningKeyStore,
    private readonly leases: IndexLeases,
    private readonly documents: FurtherDocumentStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The credential with a place in a status list and secured; it is kept, with its event, before anybody gets it.
   * Throws VcApiRefusal for what must not be signed.
   */
  async issue(suite: SuiteName, credential: JsonObject): Promise<JsonObject> {
    const identity = await this.issuer.identity();
    const named = withContexts(withIssuer(credential, identity));
    lint(named);
    // The suite that signs canonical forms finds out by itself.
    if (suite !== 'eddsa-rdfc-2022') await lintForm(named);
    const issued = await this.batch.add(identity.tenant, { suite, credential: named });
    if (!issued.ok) throw issued.refusal;
    return issued.credential;
  }

  private async issueAll(asked: readonly Asked[]): Promise<Issued[]> {
    const { tenant, issuer } = await this.issuer.identity();
    this.signing ??= this.activeKey(tenant, issuer).catch((error: unknown) => {
      this.signing = undefined;
      throw error;
    });
    const [places, active] = await Promise.all([this.leases.take(tenant, issuer, asked.length), this.signing]);
    const at = new Date(this.clock.now());
    const made = await Promise.all(asked.map((one, position) => this.secured(one, places[position] as StatusPlace, active.signer, at)));
    const documents = made.flatMap((one) => (one.ok ? [{ ...one.document, tenant, issuer, key: active.key.id }] : []));
    if (documents.length > 0) await this.keep(tenant, issuer, documents, at);
    return made.map((one): Issued => (one.ok ? { ok: true, credential: one.credential } : one));
  }

  private async activeKey(tenant: string, issuer: string): Promise<ActiveKey> {
    const active = (await this.ring.active(tenant, [issuer])).get(issuer);
    if (!active) throw new Error('the test issuer has no key');
    return active;
  }

  private async secured({ suite, credential }: Asked, place: StatusPlace, signer: Signer, at: Date) {
    try {
      const secured = await secure(suite, this.withStatus(credential, place), signer, at);
      const text = JSON.stringify(secured.credential);
      const digest = createHash('sha256').update(text).digest('hex');
      const document = { id: newId(), kind: 'VC_API' as const, award: null, subject: null, place, document: text, digest, proofValue: secured.proofValue, signedAt: at, format: suite };
      return { ok: true as const, credential: secured.credential, document };
    } catch (refusal) {
      return { ok: false as const, refusal };
    }
  }

  private async keep(tenant: string, issuer: string, documents: readonly (FurtherDocument & { readonly format: SuiteName })[], at: Date): Promise<void> {
    await this.database.write({ tenant }, async (tx) => {
      await this.keys.lockForSigning(tx, [issuer]);
      const kept = await this.documents.insertAll(tx, tenant, documents);
      if (kept.size < documents.length) {
        this.signing = undefined;
        throw new Error('the key of the test issuer was retired');
      }
      await appendEvents(
        tx,
        documents.map(({ id, digest, format }) => signedOnRequestEvent(tenant, { credential: id, issuer, digest, format }, at)),
      );
    });
  }

  private withStatus(credential: JsonObject, { list, index }: StatusPlace): JsonObject {
    const { '@context': contexts } = credential;
    if (Array.isArray(contexts) && contexts[0] === credentials1 && !contexts.includes(statusLists)) return credential;
    const listUrl = listUrlOf(this.platform.publicUrl, list);
    const entry = {
      id: `${listUrl}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(index),
      statusListCredential: listUrl,
    };
    const { credentialStatus: others } = credential;
    return { ...credential, credentialStatus: others === undefined ? entry : [...(Array.isArray(others) ? others : [others]), entry] };
  }
}

/** The issuer is the test issuer, whether or not the asker has written so; what he writes beside its id stays. */
function withIssuer(credential: JsonObject, { did }: IssuerIdentity): JsonObject {
  const { issuer } = credential;
  if (issuer === undefined) return { ...credential, issuer: did };
  if (isJsonObject(issuer) && issuer['id'] === undefined) return { ...credential, issuer: { ...issuer, id: did } };
  const named: Json | undefined = isJsonObject(issuer) ? issuer['id'] : issuer;
  if (named !== did) throw new VcApiRefusal('INVALID_VALUE', `Only ${did} issues here.`);
  return credential;
}

function withContexts(credential: JsonObject): JsonObject {
  const { '@context': contexts } = credential;
  if (!Array.isArray(contexts) || contexts[0] !== credentials1) return credential;
  return contexts.includes(dataIntegrity) ? credential : { ...credential, '@context': [...contexts, dataIntegrity] };
}

function lint(credential: JsonObject): void {
  const { '@context': contexts } = credential;
  if (!Array.isArray(contexts) || (contexts[0] !== credentials2 && contexts[0] !== credentials1))
    throw new VcApiRefusal('INVALID_VALUE', `The first context is not ${credentials2}.`);
  const [modelFault] = dataModelFaults(credential);
  const fault = modelFault ?? relatedResourceFault(credential);
  if (fault) throw new VcApiRefusal('INVALID_VALUE', `Verifiable Credentials: ${fault}.`);
}

async function lintForm({ proof: _earlier, ...unsecured }: JsonObject): Promise<void> {
  const form = await canonicalForm(unsecured, vcApiLoader);
  if (!form.ok) throw new VcApiRefusal('INVALID_VALUE', `The credential has no canonical form (${form.fault.code}): ${form.fault.detail}`);
}
