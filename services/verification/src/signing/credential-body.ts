import type { AchievementVersionText, AwardFact } from '@cairn/events';
import type { AchievementDetails, CredentialDetails } from '@cairn/credentials';
import { evidenceOf, resultDescriptionsOf, resultsOf } from './result-terms.js';
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
  readonly evidence: NonNullable<AwardFact['evidence']>;
  readonly work: AwardFact['work'] | null;
  readonly creditsEarned: number | null;
  readonly list: string;
  readonly index: number;
  readonly achievementVersion: string;
  /** Null when the award was heard of before its issuer; then it is the first. */
  readonly profileVersion: number | null;
  /** See intentDigest; null for what was written before there were digests. */
  readonly intentDigest: string | null;
}

/** The public address of an award's credential, the same for every revision. */
export const credentialUrlOf = (publicUrl: string, award: string): string => `${publicUrl}/c/awd_${award}`;

const achievementUrlOf = (publicUrl: string, version: string): string => `${publicUrl}/a/acv_${version}`;

/** What the document of an award says: a pure function of what was heard of award, issuer and achievement. */
export function detailsOf(publicUrl: string, material: SigningMaterial): CredentialDetails {
  const { text, profile } = material;
  const address = achievementUrlOf(publicUrl, text.achievementVersion);
  return {
    credentialId: credentialUrlOf(publicUrl, material.award),
    issuer: { did: material.did, name: profile.name, url: profile.url, imageUrl: profile.imageUrl ?? undefined },
    achievement: achievementOf(address, text),
    subjectId: `urn:uuid:${material.subject}`,
    validFrom: material.validFrom,
    validUntil: material.validUntil === null ? undefined : startOf(material.validUntil),
    awardedDate: startOf(material.awardedOn),
    results: resultsOf(address, text, material.results),
    evidence: evidenceOf(credentialUrlOf(publicUrl, material.award), text, material.evidence, material.work),
    creditsEarned: material.creditsEarned ?? undefined,
    status: { listUrl: listUrlOf(publicUrl, material.list), index: material.index, purpose: 'revocation' },
  };
}

/** The same object for the same text, so that hundreds of awards of one version are told alike by those who write them. */
function achievementOf(address: string, text: AchievementVersionText): AchievementDetails {
  const known = achievements.get(text);
  if (known?.id === address) return known;
  const [credits] = text.creditsAvailable;
  const achievement: AchievementDetails = {
    id: address,
    name: text.title,
    description: text.description,
    criteriaNarrative: text.criteria,
    achievementType: text.achievementType,
    version: String(text.number),
    imageUrl: text.imageUrl ?? undefined,
    // The basis of the claim is said wherever the title is.
    tags: [...text.tags, `basis:${text.claimBasis}`],
    alignments: text.alignments.map((alignment) => ({
      targetName: alignment.targetName,
      targetUrl: alignment.targetUrl,
      targetFramework: alignment.targetFramework ?? undefined,
      targetCode: alignment.targetCode ?? undefined,
    })),
    inLanguage: text.language,
    // Open Badges has one number without a unit: told only where it cannot be misread.
    creditsAvailable: text.creditsAvailable.length === 1 ? credits?.amount : undefined,
    resultDescriptions: resultDescriptionsOf(address, text),
  };
  achievements.set(text, achievement);
  return achievement;
}

const achievements = new WeakMap<AchievementVersionText, AchievementDetails>();
