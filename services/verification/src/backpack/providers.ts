import type { Provider } from '@nestjs/common';
import { BackpackFiles } from './backpack-files.service.js';
import { BackpackKeyStore } from './backpack-key.store.js';
import { BackpackKeys } from './backpack-keys.service.js';
import { BackpackOwners } from './backpack-owners.service.js';
import { BackpackProfileStore } from './backpack-profile.store.js';
import { BackpackResolver } from './backpack.resolver.js';
import { BackpackView } from './backpack-view.service.js';
import { ForeignCheckStore } from './foreign-check.store.js';
import { ForeignChecks } from './foreign-checks.service.js';
import { BackpackPayloads } from './foreign-credential-nodes.js';
import { ForeignCredentialResolver } from './foreign-credential.resolver.js';
import { ForeignCredentialStore } from './foreign-credential.store.js';
import { ForeignJudge } from './foreign-judge.service.js';
import { Givens } from './givens.service.js';
import { ImportService } from './import.service.js';
import { OwnCredentials } from './own-credentials.service.js';
import { PersonsBackpack } from './persons-backpack.service.js';
import { RecheckClock } from './recheck-clock.service.js';
import { RecheckService } from './recheck.service.js';

/** What earners bring from elsewhere, kept and checked. */
export const backpackProviders: readonly Provider[] = [
  BackpackKeyStore,
  BackpackKeys,
  BackpackProfileStore,
  ForeignCredentialStore,
  ForeignCheckStore,
  ForeignChecks,
  ForeignJudge,
  BackpackOwners,
  Givens,
  ImportService,
  RecheckService,
  RecheckClock,
  OwnCredentials,
  BackpackView,
  BackpackFiles,
  PersonsBackpack,
  BackpackPayloads,
  BackpackResolver,
  ForeignCredentialResolver,
];
