import { buildAchievementCredential, embedEndorsements, issuanceRefusal, type JsonObject } from '@cairn/credentials';
import { Database } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { CredentialStore } from '../credential/credential.store.js';
import { EmbeddedEndorsements } from '../endorsement/embedded-endorsements.service.js';
import type { FurtherForm } from '../further-document/document-signer.js';
import type { ToSign } from '../further-document/further-documents.service.js';
import { SigningIssuerStore } from '../further-document/signing-issuer.store.js';
import { detailsOf } from '../signing/credential-body.js';
import { DocumentStore } from '../signing/document.store.js';
import type { HolderProof } from '@cairn/credentials';

/**
 * Prepares the copy of an award's credential that a wallet gets: the same id, the holder's DID as its subject, a place of its
 * own in the status list, and what others have said of the award, its achievement and its issuer by now.
 */
@Injectable()
export class WalletCopies {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly documents: DocumentStore,
    private readonly issuers: SigningIssuerStore,
    private readonly endorsements: EmbeddedEndorsements,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** Undefined while issuer or achievement were not heard of, and for an erased person. */
  async of(tenant: string, award: string, { holder, key }: Pick<HolderProof, 'holder' | 'key'>, form: FurtherForm): Promise<ToSign | undefined> {
    const found = await this.database.read({ tenant }, async (tx) => {
      const [credential] = await this.credentials.byAwards(tx, [award]);
      const [material] = credential ? await this.documents.material(tx, tenant, [credential.id]) : [];
      return material && { material, issuer: await this.issuers.byId(tx, material.issuer) };
    });
    if (!found?.issuer) return undefined;
    const { material, issuer } = found;
    const embedded = await this.endorsements.of({ award, achievementVersion: material.text.achievementVersion, issuer: material.issuer });
    const build = ({ status }: { status: { listUrl: string; index: number; purpose: 'revocation' | 'suspension' } }): JsonObject => {
      const unsigned = embedEndorsements(buildAchievementCredential({ ...detailsOf(this.platform.publicUrl, material), subjectId: holder, status }), embedded);
      const refusal = issuanceRefusal(unsigned, { verificationMethod: issuer.did });
      if (refusal) throw new Error(`a copy for a wallet cannot be signed: ${refusal.code} ${refusal.faults[0]?.path ?? ''}`);
      return unsigned;
    };
    return { kind: 'WALLET_COPY', issuer, award, writing: { form, holderKey: key }, build };
  }
}
