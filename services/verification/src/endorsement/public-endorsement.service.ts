import { Database } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { SigningIssuerStore } from '../further-document/signing-issuer.store.js';
import { credentialUrlOf } from '../signing/credential-body.js';
import { listUrlOf } from '../status-list/status-place.js';
import { endorsementUrlOf } from './endorsement-address.js';
import type { Endorsement } from './endorsement.js';
import type { ShownEndorsement } from './endorsement-page.js';
import { EndorsementView } from './endorsement-view.service.js';

/** Endorsements as anybody reads them: those that were accepted, also after they were withdrawn. */
@Injectable()
export class PublicEndorsements {
  constructor(
    private readonly database: Database,
    private readonly view: EndorsementView,
    private readonly issuers: SigningIssuerStore,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** Undefined for whatever is not public, which looks like what is not there. */
  async find(id: string): Promise<{ document: string; shown: ShownEndorsement } | undefined> {
    const [endorsement] = await this.view.byIds({ tenant: null }, [id]);
    const [document] = endorsement ? await this.view.documentsOf([endorsement]) : [];
    if (!endorsement || !document?.document) return undefined;
    const { endorser, issuer } = await this.database.read({ tenant: null }, async (tx) => ({
      endorser: await this.issuers.byId(tx, endorsement.endorser),
      issuer: await this.issuers.byId(tx, endorsement.subjectIssuer),
    }));
    if (!endorser || !issuer) return undefined;
    const { publicUrl } = this.platform;
    const documentUrl = `${endorsementUrlOf(publicUrl, id)}.json`;
    const shown: ShownEndorsement = {
      endorser: { name: endorser.name, page: this.pageOf(endorser.did) },
      kind: endorsement.kind,
      subject: this.addressOf(endorsement, issuer.did),
      comment: endorsement.comment ?? '',
      ofOwnTenant: endorsement.tenant === endorsement.subjectTenant,
      signedAt: document.signedAt,
      withdrawnAt: document.revokedAt,
      documentUrl,
      listUrl: listUrlOf(publicUrl, document.place.list),
    };
    return { document: document.document, shown };
  }

  private addressOf({ kind, subject }: Endorsement, did: string): string {
    const { publicUrl } = this.platform;
    return { ISSUER: this.pageOf(did), ACHIEVEMENT_VERSION: `${publicUrl}/a/acv_${subject}`, AWARD: credentialUrlOf(publicUrl, subject) }[kind];
  }

  /** A DID made here ends in the slug of its page. */
  private pageOf(did: string): string {
    return `${this.platform.publicUrl}/i/${did.slice(did.lastIndexOf(':') + 1)}`;
  }
}
