import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@cairn/postgres';
import { CredentialService } from '../credential/credential.service.js';
import { credentialUrlOf } from '../signing/credential-body.js';
import { DocumentService } from '../signing/document.service.js';
import { DocumentStore } from '../signing/document.store.js';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import { listUrlOf } from '../status-list/status-place.js';
import { awardInName } from '../verification/document-address.js';
import { VerifyService } from '../verification/verify.service.js';
import type { ShownCredential } from './credential-page.js';

/** What anyone may see of an award: only of public ones, and nothing at all of the others. */
@Injectable()
export class PublicCredentialService {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialService,
    private readonly documents: DocumentService,
    private readonly store: DocumentStore,
    private readonly profiles: IssuerProfileStore,
    private readonly verify: VerifyService,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** The signed text, signed now if need be; `erased` when there was one, about somebody who was erased since. */
  async document(name: string): Promise<string | 'erased' | undefined> {
    const found = await this.find(name);
    return found === 'erased' ? found : found?.document;
  }

  async shown(name: string): Promise<ShownCredential | 'erased' | undefined> {
    const found = await this.find(name);
    if (!found || found === 'erased') return found;
    const { tenant, id, award, list } = found.credential;
    const [material] = await this.database.read({ tenant }, (tx) => this.store.material(tx, tenant, [id]));
    const [identity] = await this.database.read({ tenant: null }, (tx) => this.profiles.identities(tx, [found.credential.issuer]));
    if (!material || !identity) return undefined;
    const { verdict, steps, asOf, statusAsOf } = await this.verify.document(found.document);
    const { publicUrl } = this.platform;
    return {
      title: material.text.title,
      claimBasis: material.text.claimBasis,
      description: material.text.description,
      criteria: material.text.criteria,
      issuer: { name: material.profile.name, url: material.profile.url, page: `${publicUrl}/i/${identity.slug}` },
      awardedOn: material.awardedOn,
      validUntil: material.validUntil,
      verdict,
      steps,
      checkedAt: asOf,
      statusAsOf,
      documentUrl: `${credentialUrlOf(publicUrl, award)}.json`,
      listUrl: listUrlOf(publicUrl, list),
    };
  }

  private async find(name: string) {
    const award = awardInName(name);
    const [credential] = award ? await this.credentials.byAwards({ tenant: null }, [award]) : [];
    if (credential?.state === 'SUBJECT_ERASED') return 'erased' as const;
    const [stored] = credential ? await this.documents.of([credential]) : [];
    return credential && stored && { credential, document: stored.document };
  }
}
