import type { SourceKind } from '@cairn/credentials';
import { credentialTypes, type FetchUse, imageTypes, jsonTypes } from '@cairn/fetching';

interface SourceRule {
  readonly use: FetchUse;
  /** For so long a look is not repeated, in milliseconds. */
  readonly freshMs: number;
}

const kib = 1_024;
const minute = 60_000;

/** What may come back from an address, and for how long it is believed, by what it is wanted for. */
export const sourceRules: Readonly<Record<SourceKind, SourceRule>> = {
  ISSUER: { use: { accept: jsonTypes, bytesMax: 64 * kib }, freshMs: 10 * minute },
  KEY: { use: { accept: jsonTypes, bytesMax: 64 * kib }, freshMs: 10 * minute },
  // A list may say that it holds for half a minute only.
  STATUS_LIST: { use: { accept: credentialTypes, bytesMax: 2_048 * kib }, freshMs: minute / 2 },
  BADGE_PART: { use: { accept: credentialTypes, bytesMax: 256 * kib }, freshMs: 10 * minute },
  RESOURCE: { use: { accept: [...credentialTypes, ...imageTypes, 'image/jpeg', 'application/pdf', 'text/html', 'application/schema+json'], bytesMax: 2_048 * kib }, freshMs: 60 * minute },
  CREDENTIAL: { use: { accept: [...credentialTypes, ...imageTypes], bytesMax: 1_024 * kib }, freshMs: minute },
};
