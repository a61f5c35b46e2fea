import { type EmbeddableEndorsements, ENDORSEMENTS_EMBEDDED_MAX, type JsonObject } from '@cairn/credentials';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Endorsement } from './endorsement.js';
import { EndorsementView } from './endorsement-view.service.js';
import { EndorsementStore } from './endorsement.store.js';

/** The signed endorsements that a document made now may carry, the latest of each kind; what was signed before stays as it was. */
@Injectable()
export class EmbeddedEndorsements {
  constructor(
    private readonly database: Database,
    private readonly store: EndorsementStore,
    private readonly view: EndorsementView,
  ) {}

  /** Only what anybody may read is passed on: those of a private award are not. */
  async of(about: { readonly award: string; readonly achievementVersion: string; readonly issuer: string }): Promise<EmbeddableEndorsements> {
    const [award, achievement, issuer] = await this.database.read({ tenant: null }, async (tx) => {
      const first = ENDORSEMENTS_EMBEDDED_MAX;
      return [
        await this.store.about(tx, { kind: 'AWARD', id: about.award }, 'ACCEPTED', null, first),
        await this.store.ofVersion(tx, about.achievementVersion, first),
        await this.store.about(tx, { kind: 'ISSUER', id: about.issuer }, 'ACCEPTED', null, first),
      ];
    });
    return { award: await this.signed(award), achievement: await this.signed(achievement), issuer: await this.signed(issuer) };
  }

  async ofIssuer(issuer: string): Promise<JsonObject[]> {
    return this.signed(await this.database.read({ tenant: null }, (tx) => this.store.about(tx, { kind: 'ISSUER', id: issuer }, 'ACCEPTED', null, ENDORSEMENTS_EMBEDDED_MAX)));
  }

  private async signed(endorsements: readonly Endorsement[] = []): Promise<JsonObject[]> {
    const documents = await this.view.documentsOf(endorsements);
    return documents.flatMap((found) => (found?.document ? [JSON.parse(found.document) as JsonObject] : []));
  }
}
