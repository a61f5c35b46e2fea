import { accepted, type Decision, grantMissing, may, newTenantSecret, notFound, type Principal, refusal, refused, tenantSecretHash } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, newId, type Scope } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EndorsedSubjectStore } from '../endorsement/endorsed-subject.store.js';
import { offerUri } from './wallet-metadata.js';
import { newTransactionCode, offerLifeMs, transactionCodeHash, type WalletOffer } from './wallet-offer.js';
import { WalletOfferStore } from './wallet-offer.store.js';

/** An offer as it is shown this once: afterwards nobody knows its codes. */
export interface ShownOffer {
  readonly offer: WalletOffer;
  readonly uri: string;
  readonly transactionCode: string;
}

/** Offers credentials to wallets: the person his own, the issuer's staff those it made. */
@Injectable()
export class WalletOffers {
  constructor(
    private readonly database: Database,
    private readonly store: WalletOfferStore,
    private readonly awards: EndorsedSubjectStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async offer(principal: Principal, award: string): Promise<Decision<ShownOffer>> {
    const { tenant, account } = principal;
    const found = await this.database.read({ tenant, account }, (tx) => this.awards.find(tx, 'AWARD', award));
    const isOwn = found !== undefined && account !== null && found.account === account;
    if (!found || !(isOwn || found.tenant === tenant)) return refused(notFound('award', 'awardId'));
    if (!isOwn && !may(principal, 'AWARD', { issuer: found.issuer })) return refused(grantMissing('AWARD'));
    const createdAt = new Date(this.clock.now());
    const [id, code, transactionCode] = [newId(), newTenantSecret(found.tenant), newTransactionCode()];
    const offer: WalletOffer = {
      ...{ id, tenant: found.tenant, award, issuer: found.issuer, state: 'OFFERED', wrong: 0, tokenUntil: null, createdAt, takenAt: null },
      transactionCodeHash: transactionCodeHash(this.platform.keySecret, id, transactionCode),
      expiresAt: new Date(createdAt.getTime() + offerLifeMs),
    };
    return this.database.write({ tenant: offer.tenant }, async (tx) => {
      if (!(await this.store.holds(tx, offer.tenant, award))) return refused(refusal('AWARD_NOT_ACTIVE', 'The award is not in force.', 'awardId'));
      await this.store.insert(tx, offer, tenantSecretHash(code));
      await note(tx, { tenant: offer.tenant, action: 'cairn.wallet-offer.made', subject: award, subjectKind: 'AWARD' });
      return accepted({ offer, uri: offerUri(this.platform.publicUrl, code), transactionCode });
    });
  }

  byIds(viewer: Scope, ids: readonly string[]): Promise<WalletOffer[]> {
    return this.database.read(viewer, (tx) => this.store.byIds(tx, ids));
  }
}
