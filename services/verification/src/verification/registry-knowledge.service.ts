import { type AuthorityEvidence, definitionDigest, type DefinitionEvidence, definitionIn, idOf, isJsonObject as isObject, type JsonObject, type VerificationEvidence } from '@cairn/credentials';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import { TrustEntryStore } from '../trust/trust-entry.store.js';
import { versionInAddress } from './document-address.js';
import { type DefinitionHere, DefinitionStore } from './definition.store.js';
import { MandateCopyStore } from './mandate-copy.store.js';

/** Words too few to have been copied from anybody. */
const wordsMin = 40;

/** What this registry knows about any document, whoever signed it: whose definition it names, who may award it, and who trusts the issuer. */
@Injectable()
export class RegistryKnowledge {
  constructor(
    private readonly database: Database,
    private readonly definitions: DefinitionStore,
    private readonly mandates: MandateCopyStore,
    private readonly profiles: IssuerProfileStore,
    private readonly trust: TrustEntryStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param issuer DID or address of the issuer that the document names
   * @param tenant whose trust lists count beside the operator's; null: the operator's alone
   */
  async gather(document: JsonObject, issuer: string | undefined, tenant: string | null): Promise<Pick<VerificationEvidence, 'definition' | 'authority' | 'trust'>> {
    return this.database.read({ tenant }, async (tx) => {
      const here = await this.definitionOf(tx, definitionIn(document)?.id);
      return {
        trust: issuer === undefined ? [] : await this.trust.about(tx, tenant, [issuer]),
        definition: await this.definitionEvidence(tx, document, here),
        authority: await this.authority(tx, document, here),
      };
    });
  }

  private async definitionOf(tx: Tx, id: string | undefined): Promise<DefinitionHere | undefined> {
    const version = versionInAddress(this.platform.publicUrl, id);
    return version === undefined ? undefined : this.definitions.byVersion(tx, version);
  }

  private async definitionEvidence(tx: Tx, document: JsonObject, here: DefinitionHere | undefined): Promise<DefinitionEvidence> {
    const definition = definitionIn(document);
    if (here) {
      const digest = definitionDigest({ name: here.title, description: here.description, criteria: here.criteria });
      return { published: { outcome: 'KNOWN', issuer: here.did, digest, observedAt: here.recordedAt }, alike: [] };
    }
    if (versionInAddress(this.platform.publicUrl, definition?.id)) return { published: { outcome: 'NOT_OBTAINABLE', detail: 'this registry has not heard of it' }, alike: [] };
    if (!definition || definition.description.length < wordsMin) return { alike: [] };
    const alike = await this.definitions.withWords(tx, definition.name, definition.description);
    return {
      alike: alike.map(({ version, did, publishedAt, recordedAt }) => ({
        id: `${this.platform.publicUrl}/a/acv_${version}`,
        issuer: did,
        publishedAt: publishedAt ?? recordedAt,
        recordedAt,
      })),
    };
  }

  /** Mandates between the issuers of this registry that the document names; of issuers elsewhere nothing is known. */
  private async authority(tx: Tx, document: JsonObject, here: DefinitionHere | undefined): Promise<AuthorityEvidence> {
    const { credentialSubject: subject } = document;
    const achievement = isObject(subject) ? subject['achievement'] : undefined;
    const named = [idOf(document['issuer']), isObject(subject) ? idOf(subject['source']) : undefined, isObject(achievement) ? idOf(achievement['creator']) : undefined, here?.did];
    const dids = [...new Set(named.filter((did) => did !== undefined))];
    const observedAt = new Date(this.clock.now());
    if (dids.length < 2) return { mandators: dids, mandates: [], observedAt };
    const known = await this.profiles.identitiesByDids(tx, dids);
    const didOf = new Map(known.map(({ issuer, did }) => [issuer, did]));
    const mandates = await this.mandates.between(tx, [...didOf.keys()]);
    const definition = definitionIn(document);
    return {
      mandators: [...didOf.values()],
      mandates: mandates.map(({ achievements, ...mandate }) => ({
        ...mandate,
        mandator: didOf.get(mandate.mandator) ?? '',
        agent: didOf.get(mandate.agent) ?? '',
        achievements: achievements && (here && achievements.includes(here.achievement) && definition?.id !== undefined ? [definition.id] : []),
      })),
      observedAt,
    };
  }
}
