import { WalletCopies } from './wallet-copy.service.js';
import { WalletCredentials } from './wallet-credential.service.js';
import { WalletOfferResolver } from './wallet-offer.resolver.js';
import { WalletOfferStore } from './wallet-offer.store.js';
import { WalletOffers } from './wallet-offers.service.js';
import { WalletTokens } from './wallet-token.service.js';

/** Credentials into wallets, by OID4VCI 1.0. */
export const walletProviders = [WalletOfferStore, WalletOffers, WalletTokens, WalletCopies, WalletCredentials, WalletOfferResolver];
