import { type ClarityFact, type ClarityText, factsOf, restsOnAssessment, statedFacts, titleWithBasis } from '@cairn/clarity';
import type { AchievementVersionText, AwardFact } from '@cairn/events';
import { publicId } from '@cairn/subgraph';
import { credentialUrlOf, type SigningMaterial } from '../signing/credential-body.js';
import { certificateNumber } from './kit/certificate-number.js';

/** Where an award stands, as anybody who may see it is told. */
export type ShownState = 'ACTIVE' | 'EXPIRED' | 'SUSPENDED' | 'REVOKED' | 'REPLACED';

/** A piece of evidence that the earner shows. */
export interface ShownEvidence {
  readonly kind: 'FILE' | 'LINK';
  /** Title of the requirement that it serves; null when it has none. */
  readonly requirement: string | null;
  readonly address: string;
}

/** What is shown of an award, in whatever form: page, print, picture, snippets. It names nobody. */
export interface ShownAward {
  /** Bare id. */
  readonly id: string;
  readonly number: string;
  readonly url: string;
  /** Without its basis; never shown alone. */
  readonly name: string;
  /** With its basis. */
  readonly title: string;
  readonly basis: string;
  readonly assessed: boolean;
  readonly language: string;
  readonly description: string;
  readonly criteria: string;
  readonly issuer: { readonly name: string; readonly url: string; readonly page: string };
  /** Address of the definition. */
  readonly definition: string;
  /** Civil dates; the second is the first day on which it is no longer valid, null: for ever. */
  readonly awardedOn: string;
  readonly validUntil: string | null;
  readonly state: ShownState;
  /** Address of the corrected award that took its place, when that is public; null otherwise. */
  readonly replacedBy: string | null;
  readonly results: AwardFact['results'];
  readonly credits: readonly string[];
  readonly work: AwardFact['work'] | null;
  /** The 18 facts of clarity. */
  readonly facts: readonly ClarityFact[];
  readonly evidence: readonly ShownEvidence[];
}

/** What of the signed facts is shown. */
export type ShownMaterial = Pick<SigningMaterial, 'award' | 'profile' | 'text' | 'awardedOn' | 'validUntil' | 'results' | 'evidence' | 'work' | 'creditsEarned'>;

/** What besides the signed facts decides how an award is shown. */
export interface Standing {
  readonly state: string;
  /** Bare id of the award that took its place and is public. */
  readonly replacedBy: string | null;
  /** The slug of the issuer. */
  readonly slug: string;
  /** What the earner shows with the link by which it was opened. */
  readonly evidence: readonly string[];
  /** The secret of that link. */
  readonly secret: string | null;
}

/** @param today civil date in UTC */
export function shownAward(publicUrl: string, material: ShownMaterial, { state, replacedBy, slug, evidence, secret }: Standing, today: string): ShownAward {
  const { text, profile, award } = material;
  const assessed = restsOnAssessment(text.claimBasis);
  return {
    id: award,
    number: certificateNumber(award),
    url: credentialUrlOf(publicUrl, award),
    name: text.title,
    title: titleWithBasis(text.title, text.claimBasis),
    basis: text.claimBasis,
    assessed,
    language: text.language,
    description: text.description,
    criteria: text.criteria,
    issuer: { name: profile.name, url: profile.url, page: `${publicUrl}/i/${slug}` },
    definition: `${publicUrl}/a/acv_${text.achievementVersion}`,
    awardedOn: material.awardedOn,
    validUntil: material.validUntil,
    state: shownState(state, material.validUntil, today),
    replacedBy: replacedBy === null ? null : credentialUrlOf(publicUrl, replacedBy),
    results: assessed ? material.results : [],
    credits: creditsOf(text, material.creditsEarned),
    work: material.work,
    facts: factsOf(clarityTextOf(text), { name: profile.name }),
    evidence: secret === null ? [] : evidence.flatMap((id) => shownEvidence(publicUrl, material, secret, id)),
  };
}

function shownState(state: string, validUntil: string | null, today: string): ShownState {
  if (state === 'SUSPENDED' || state === 'REVOKED' || state === 'REPLACED') return state;
  return validUntil !== null && today >= validUntil ? 'EXPIRED' : 'ACTIVE';
}

function creditsOf({ creditsAvailable }: AchievementVersionText, earned: number | null): string[] {
  const [only] = creditsAvailable;
  if (earned !== null) return [`${earned}${creditsAvailable.length === 1 && only ? ` ${only.unit}` : ' credits'}`];
  return creditsAvailable.map(({ amount, unit, category }) => `${amount} ${unit}${category ? ` (${category})` : ''}`);
}

const clarityTextOf = (text: AchievementVersionText): ClarityText => ({
  ...text,
  requirement: text.requirement ?? null,
  validity: text.validity ?? null,
  validUntil: text.validUntil ?? null,
  stated: statedFacts(text.stated),
});

function shownEvidence(publicUrl: string, { evidence, text }: ShownMaterial, secret: string, id: string): ShownEvidence[] {
  const piece = evidence.find((one) => one.evidence === id);
  if (piece?.kind !== 'FILE' && piece?.kind !== 'LINK') return [];
  const address = `${publicUrl}/shared/${secret}/evidence/${publicId('Evidence', id)}`;
  return [{ kind: piece.kind, requirement: titleOf(text.requirement, piece.requirement), address }];
}

function titleOf(tree: AchievementVersionText['requirement'], key: string): string | null {
  if (!tree) return null;
  if (tree.key === key) return tree.title;
  return tree.of.map((part) => titleOf(part, key)).find((title) => title !== null) ?? null;
}
