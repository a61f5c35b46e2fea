import type { AchievementVersionText, AwardFact } from '@cairn/events';
import type { CredentialDetails } from '@cairn/credentials';
import { startOf } from '../credential/credential.js';
import { listUrlOf } from '../status-list/status-place.js';

/** Everything a document says, as read from the database. */
export interface SigningMaterial {
  readonly id: string;
  readonly tenant: string;
  readonly award: string;
  readonly issuer: string;
  readonly did: string;
  readonly profile: { readonly name: string; readonly url: string; readonly imageUrl: string | null };
  readonly text: AchievementVersionText;
  readonly subject: string;
  readonly awardedOn: string;
  readonly validFrom: Date;
  readonly validUntil: string | null;
  readonly results: AwardFact['results'];
  readonly list: string;
  readonly index: number;
}

/** The public address of an award's credential, the same for every revision. */
export const credentialUrlOf = (publicUrl: string, award: string): string => `${publicUrl}/c/awd_${award}`;

const achievementUrlOf = (publicUrl: string, version: string): string => `${publicUrl}/a/acv_${version}`;

/** What the document of an award says: a pure function of what was heard of award, issuer and achievement. */
export function detailsOf(publicUrl: string, material: SigningMaterial): CredentialDetails {
  const { text, profile } = material;
  const [credits] = text.creditsAvailable;
  return {
    credentialId: credentialUrlOf(publicUrl, material.award),
    issuer: { did: material.did, name: profile.name, url: profile.url, imageUrl: profile.imageUrl ?? undefined },
    achievement: {
      id: achievementUrlOf(publicUrl, text.achievementVersion),
      name: text.title,
      description: text.description,
      criteriaNarrative: text.criteria,
      achievementType: text.achievementType,
      version: String(text.number),
      imageUrl: text.imageUrl ?? undefined,
      tags: text.tags,
      alignments: text.alignments.map((alignment) => ({
        targetName: alignment.targetName,
        targetUrl: alignment.targetUrl,
        targetFramework: alignment.targetFramework ?? undefined,
        targetCode: alignment.targetCode ?? undefined,
      })),
      inLanguage: text.language,
      // Open Badges has one number without a unit: told only where it cannot be misread.
      creditsAvailable: text.creditsAvailable.length === 1 ? credits?.amount : undefined,
    },
    subjectId: `urn:uuid:${material.subject}`,
    validFrom: material.validFrom,
    validUntil: material.validUntil === null ? undefined : startOf(material.validUntil),
    awardedDate: startOf(material.awardedOn),
    results: material.results.map(({ value }) => ({ value })),
    status: { listUrl: listUrlOf(publicUrl, material.list), index: material.index, purpose: 'revocation' },
  };
}
