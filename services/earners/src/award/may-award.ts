import type { ActedOn } from '@cairn/access';
import type { VersionCopy } from '../achievement-version/version-copy.js';

/**
 * Whether a right reaches a version. The issuer of a draft is not known here, and a version that is not there has none:
 * both are refused for what they are.
 */
export const reaches = (may: (on: ActedOn) => boolean, version: VersionCopy | undefined): boolean =>
  !version || version.state === 'DRAFT' || may({ issuer: version.issuer, achievement: version.achievement });
