import { OpaqueTokens, readTenantSecret } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { FurtherDocuments } from '../further-document/further-documents.service.js';
import { type HolderProof, readHolderProof } from '@cairn/credentials';
import { answered, type Answered, faulty } from './oauth-fault.js';
import { WalletCopies } from './wallet-copy.service.js';
import { walletFormats, type WalletFormat } from './wallet-formats.js';
import { walletIssuer } from './wallet-metadata.js';
import { openNonce } from './wallet-nonce.js';
import type { WalletOffer } from './wallet-offer.js';
import { WalletOfferStore } from './wallet-offer.store.js';

/** OID4VCI 1.0, 8.3. */
export interface CredentialAnswer {
  readonly credentials: readonly { readonly credential: unknown }[];
}

/** What a wallet has shown of itself, and until when the nonce it used is remembered. */
interface Shown extends Pick<HolderProof, 'holder' | 'key'> {
  readonly nonce: { readonly hash: Buffer; readonly until: Date };
}

const tokenWrong = () => faulty('invalid_token', 'The access token is unknown, was used, or has lapsed.');

/** Gives a wallet the credential it was offered, bound to a key that it shows to hold; once. */
@Injectable()
export class WalletCredentials {
  constructor(
    private readonly database: Database,
    private readonly store: WalletOfferStore,
    private readonly copies: WalletCopies,
    private readonly documents: FurtherDocuments,
    private readonly tokens: OpaqueTokens,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param bearer the access token; @param body of the request, as read */
  async credential(bearer: string, body: unknown): Promise<Answered<CredentialAnswer>> {
    const token = readTenantSecret(bearer);
    const offer = token && (await this.database.read({ tenant: token.tenant }, (tx) => this.store.byToken(tx, token.tenant, token.hash)));
    if (!offer || !this.isOpen(offer)) return tokenWrong();
    const asked = readRequest(body);
    if (!asked.ok) return asked;
    const shown = await this.shown(asked.value.jwt);
    if (!shown.ok) return shown;
    return this.give(offer, asked.value.format, shown.value);
  }

  private isOpen({ state, tokenUntil }: WalletOffer): boolean {
    return state === 'REDEEMED' && tokenUntil !== null && this.clock.now() < tokenUntil.getTime();
  }

  private async shown(jwt: string): Promise<Answered<Shown>> {
    const now = this.clock.now();
    const read = await readHolderProof(jwt, walletIssuer(this.platform.publicUrl), new Date(now));
    if (!read.ok) return faulty('invalid_proof', read.fault);
    const nonce = read.proof.nonce === null ? undefined : openNonce(this.tokens, read.proof.nonce, now);
    if (!nonce) return faulty('invalid_nonce', 'The proof has no nonce of this registry, or one that has lapsed. Ask for another.');
    return answered({ holder: read.proof.holder, key: read.proof.key, nonce });
  }

  private async give({ tenant, id, award }: WalletOffer, { form }: WalletFormat, { nonce, ...shown }: Shown): Promise<Answered<CredentialAnswer>> {
    const denied = faulty('credential_request_denied', 'The award is not in force any more.');
    const wanted = await this.copies.of(tenant, award, shown, form);
    if (!wanted) return denied;
    const made = await this.documents.make<Answered<CredentialAnswer>>(wanted, async (tx, store) => {
      const now = new Date(this.clock.now());
      const offer = await this.store.lock(tx, tenant, id);
      if (!offer || !this.isOpen(offer)) return tokenWrong();
      if (!(await this.store.holds(tx, tenant, award))) return denied;
      if (!(await this.store.useNonce(tx, tenant, nonce.hash, nonce.until, now))) return faulty('invalid_nonce', 'The nonce was used before. Ask for another.');
      const document = await store();
      await this.store.taken(tx, offer, document.id, now);
      await note(tx, { tenant, action: 'cairn.wallet-offer.taken', subject: award, subjectKind: 'AWARD' });
      const text = document.document ?? '';
      return answered({ credentials: [{ credential: form === 'LD' ? (JSON.parse(text) as unknown) : text }] });
    });
    return made ?? denied;
  }
}

/** The format and the one proof that a request names. */
function readRequest(body: unknown): Answered<{ format: WalletFormat; jwt: string }> {
  const { credential_configuration_id: configuration, credential_identifier: identifier, proofs } = isRecord(body) ? body : {};
  if (identifier !== undefined) return faulty('unknown_credential_identifier', 'Name the credential by its `credential_configuration_id`.');
  if (typeof configuration !== 'string') return faulty('invalid_credential_request', 'Name the credential by its `credential_configuration_id`.');
  const format = Object.hasOwn(walletFormats, configuration) ? walletFormats[configuration] : undefined;
  if (!format) return faulty('unknown_credential_configuration', 'There is no such configuration.');
  const jwts = isRecord(proofs) && Array.isArray(proofs['jwt']) ? (proofs['jwt'] as unknown[]) : [];
  const [jwt] = jwts;
  if (typeof jwt !== 'string' || jwts.length !== 1) return faulty('invalid_proof', 'Send one proof of type `jwt`.');
  return answered({ format, jwt });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
