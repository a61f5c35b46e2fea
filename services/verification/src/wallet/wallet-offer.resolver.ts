import { CLOCK } from '@cairn/service';
import { GraphContext, publicId, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver, ResolveReference } from '@nestjs/graphql';
import QRCode from 'qrcode';
import type { MutationOfferToWalletArgs, QueryWalletOfferArgs } from '../schema.types.js';
import { shownState, type WalletOffer } from './wallet-offer.js';
import { WalletOffers } from './wallet-offers.service.js';

/** Offers to wallets: ids in, payloads out. */
@Resolver('WalletOffer')
export class WalletOfferResolver {
  constructor(
    private readonly offers: WalletOffers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query()
  walletOffer(@Args() { id }: QueryWalletOfferArgs, @Context() context: GraphContext) {
    return this.find(id, context);
  }

  @Mutation()
  async offerToWallet(@Args() { input }: MutationOfferToWalletArgs, @Context() context: GraphContext) {
    const made = await this.offers.offer(context.caller, requireUuid('Award', input.awardId));
    if (!made.ok) return { offer: null, uri: null, qrCode: null, transactionCode: null, userErrors: userErrors(made.refusals) };
    const { offer, uri, transactionCode } = made.value;
    const qrCode = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'L' });
    return { offer: this.node(offer), uri, qrCode, transactionCode, userErrors: [] };
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.find(id, context);
  }

  private async find(id: string, context: GraphContext) {
    const uuid = uuidOf('WalletOffer', id);
    const { tenant, account } = context.principal;
    const [offer] = uuid ? await this.offers.byIds({ tenant, account }, [uuid]) : [];
    return offer ? this.node(offer) : null;
  }

  private node(offer: WalletOffer) {
    const { id, award, expiresAt, createdAt, takenAt } = offer;
    return {
      __typename: 'WalletOffer' as const,
      id: publicId('WalletOffer', id),
      award: { __typename: 'Award' as const, id: publicId('Award', award) },
      state: shownState(offer, new Date(this.clock.now())),
      ...{ expiresAt, createdAt, takenAt },
    };
  }
}
