import { mailerProvider } from '@cairn/mail';
import type { Provider, Type } from '@nestjs/common';
import { ISSUERS_SETTINGS, readIssuersSettings } from '../config.js';
import { AccountStore } from './account/account.store.js';
import { Accounts } from './account/accounts.service.js';
import { EmailProofStore } from './account/email-proof.store.js';
import { AttemptStore } from './attempt/attempt.store.js';
import { Attempts } from './attempt/attempts.service.js';
import { FrontEndStore } from './authorization/front-end.store.js';
import { FrontEnds } from './authorization/front-ends.service.js';
import { OidcController } from './authorization/oidc.controller.js';
import { Providers } from './authorization/providers.service.js';
import { AuthorizationRecordStore } from './authorization/record.store.js';
import { AuthorizationRecords } from './authorization/records.service.js';
import { SignInResolver } from './gateway/sign-in.resolver.js';
import { AccountController } from './pages/account.controller.js';
import { FormGuard } from './pages/form-guard.service.js';
import { InteractionController } from './pages/interaction.controller.js';
import { Sealing } from './sealing.js';
import { SignInSweep } from './sweep.service.js';
import { TokenKeyStore } from './token-key/token-key.store.js';
import { TokenKeys } from './token-key/token-keys.service.js';

/** Everything of signing in, for the module of the service. */
export const signInProviders: readonly Provider[] = [
  Sealing,
  mailerProvider,
  { provide: ISSUERS_SETTINGS, useFactory: () => readIssuersSettings() },
  AccountStore,
  EmailProofStore,
  Accounts,
  AttemptStore,
  Attempts,
  TokenKeyStore,
  TokenKeys,
  FrontEndStore,
  FrontEnds,
  AuthorizationRecordStore,
  AuthorizationRecords,
  Providers,
  FormGuard,
  SignInSweep,
  SignInResolver,
];

/** Pages first: what they leave is the protocol's. */
export const signInControllers: readonly Type[] = [InteractionController, AccountController, OidcController];
