import { Database } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import type { CredentialForm } from '../signing/credential-form.js';
import { credentialUrlOf } from '../signing/credential-body.js';
import { DocumentService } from '../signing/document.service.js';
import { DocumentStore } from '../signing/document.store.js';
import { listUrlOf } from '../status-list/status-place.js';
import { VerifyService } from '../verification/verify.service.js';
import type { OpenedAward } from './award-opening.service.js';
import type { PageTerms, ShownCheck } from './credential-page.js';
import { PublicAwardStore } from './public-award.store.js';
import { type ShownAward, shownAward } from './shown-award.js';

/** What is shown of an award, and what of it is for its page alone. */
export interface ShownPage {
  readonly award: ShownAward;
  readonly check: ShownCheck;
  readonly addresses: PageTerms['addresses'];
}

/** An award as it is shown, and whether it is to everybody. */
export interface KnownAward {
  readonly award: ShownAward;
  readonly isPublic: boolean;
}

/** What is told of an award that was opened. */
@Injectable()
export class PublicCredentialService {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentService,
    private readonly store: DocumentStore,
    private readonly standings: PublicAwardStore,
    private readonly profiles: IssuerProfileStore,
    private readonly verify: VerifyService,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The signed text in a form, signed now if need be; undefined where it cannot be, and where that form is not to be had. */
  async document({ credential }: OpenedAward, form: CredentialForm = 'OB3_LD'): Promise<string | undefined> {
    return (await this.documents.of([credential], form))[0]?.document;
  }

  /** Undefined while it cannot be signed: nothing is shown that is not signed. */
  async award(opened: OpenedAward): Promise<ShownAward | undefined> {
    return (await this.document(opened)) === undefined ? undefined : this.shown(opened);
  }

  async page(opened: OpenedAward): Promise<ShownPage | undefined> {
    const document = await this.document(opened);
    const award = document === undefined ? undefined : await this.shown(opened);
    if (document === undefined || !award) return undefined;
    const { credential, share } = opened;
    const [identity] = await this.database.read({ tenant: null }, (tx) => this.profiles.identities(tx, [credential.issuer]));
    const { verdict, steps, asOf: checkedAt, statusAsOf } = await this.verify.document(document);
    const { publicUrl } = this.platform;
    const addresses = {
      document: `${credentialUrlOf(publicUrl, credential.award)}.json${share ? `?share=${share.secret}` : ''}`,
      list: listUrlOf(publicUrl, credential.list),
      didDocument: `${publicUrl}/i/${identity?.slug ?? ''}/did.json`,
    };
    return { award, check: { verdict, steps, checkedAt, statusAsOf }, addresses };
  }

  /** What the caller was allowed to read, in two statements for each tenant; those whose issuer or achievement was not heard of are left out. */
  async all(credentials: readonly Credential[], share: OpenedAward['share'] = null): Promise<KnownAward[]> {
    const found: KnownAward[] = [];
    for (const tenant of new Set(credentials.map((one) => one.tenant))) {
      const own = credentials.filter((one) => one.tenant === tenant);
      const { materials, standings } = await this.database.read({ tenant }, async (tx) => ({
        materials: await this.store.material(tx, tenant, own.map(({ id }) => id)),
        standings: await this.standings.standing(tx, tenant, own.map(({ award }) => award)),
      }));
      for (const material of materials) {
        const standing = standings.find(({ award }) => award === material.award);
        if (!standing) continue;
        const { state, slug, replacedBy } = standing;
        const terms = { state, slug, replacedBy, evidence: share?.evidence ?? [], secret: share?.secret ?? null };
        found.push({ award: shownAward(this.platform.publicUrl, material, terms, today(this.clock)), isPublic: standing.public });
      }
    }
    return found;
  }

  private async shown({ credential, share }: OpenedAward): Promise<ShownAward | undefined> {
    return (await this.all([credential], share))[0]?.award;
  }
}
