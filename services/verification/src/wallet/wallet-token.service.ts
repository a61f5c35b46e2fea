import { newTenantSecret, readTenantSecret, tenantSecretHash } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { answered, type Answered, faulty } from './oauth-fault.js';
import { preAuthorisedGrant } from './wallet-metadata.js';
import { guessesMax, isRight, tokenLifeMs, type WalletOffer } from './wallet-offer.js';
import { WalletOfferStore } from './wallet-offer.store.js';

export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
}

const codeWrong = () => faulty('invalid_grant', 'The codes are wrong, or were used, or have lapsed.');

/** Takes the two codes of an offer for an access token, once (OID4VCI 1.0, 6). */
@Injectable()
export class WalletTokens {
  constructor(
    private readonly database: Database,
    private readonly store: WalletOfferStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param fields of the form that was sent */
  async token(fields: Readonly<Record<string, string>>): Promise<Answered<TokenAnswer>> {
    if (fields['grant_type'] !== preAuthorisedGrant) return faulty('unsupported_grant_type', `The grant is ${preAuthorisedGrant}.`);
    const { tx_code: transactionCode, 'pre-authorized_code': given = '' } = fields;
    const code = readTenantSecret(given);
    if (!code) return codeWrong();
    if (transactionCode === undefined) return faulty('invalid_request', 'Send the transaction code as `tx_code`.');
    return this.database.write({ tenant: code.tenant }, async (tx) => {
      const offer = await this.store.lockByCode(tx, code.tenant, code.hash);
      const now = new Date(this.clock.now());
      if (offer?.state !== 'OFFERED' || now >= offer.expiresAt) return codeWrong();
      return isRight(offer, this.platform.keySecret, transactionCode) ? this.give(tx, offer, now) : this.refuse(tx, offer);
    });
  }

  private async give(tx: Tx, offer: WalletOffer, now: Date): Promise<Answered<TokenAnswer>> {
    const token = newTenantSecret(offer.tenant);
    await this.store.redeemed(tx, offer, tenantSecretHash(token), new Date(now.getTime() + tokenLifeMs));
    await note(tx, { tenant: offer.tenant, action: 'cairn.wallet-offer.redeemed', subject: offer.award, subjectKind: 'AWARD' });
    return answered({ access_token: token, token_type: 'Bearer', expires_in: tokenLifeMs / 1_000 });
  }

  /** Six digits are guessed soon, so a few wrong ones end the offer. */
  private async refuse(tx: Tx, offer: WalletOffer): Promise<Answered<TokenAnswer>> {
    const locked = offer.wrong + 1 >= guessesMax;
    await this.store.guessed(tx, offer, locked ? 'LOCKED' : 'OFFERED');
    await note(tx, { tenant: offer.tenant, action: locked ? 'cairn.wallet-offer.locked' : 'cairn.wallet-offer.guessed', subject: offer.award, subjectKind: 'AWARD' });
    return codeWrong();
  }
}
