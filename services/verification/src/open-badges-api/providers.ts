import type { Provider } from '@nestjs/common';
import { BadgeCallers } from './badge-caller.service.js';
import { BadgeProfiles } from './badge-profiles.service.js';
import { CredentialList } from './credential-list.service.js';

/** Open Badges 3.0 as a host: what wallets read and write on behalf of their people. */
export const openBadgesProviders: readonly Provider[] = [BadgeCallers, CredentialList, BadgeProfiles];
