import type { Tx } from '@cairn/postgres';
import { type Noun, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { EndorsementStore } from '../endorsement/endorsement.store.js';
import type { FurtherKind, KnownDocument } from './further-document.js';
import { FurtherDocumentStore } from './further-document.store.js';

/** What further documents say of a person, for whoever is told everything about him. */
@Injectable()
export class FurtherData {
  constructor(
    private readonly documents: FurtherDocumentStore,
    private readonly endorsements: EndorsementStore,
  ) {}

  async about(tx: Tx, tenant: string, awards: readonly string[], subjects: readonly string[]): Promise<Record<string, unknown>> {
    const documents = await this.documents.about(tx, tenant, awards, subjects);
    const of = (kind: FurtherKind) => documents.filter((one) => one.kind === kind);
    return {
      learnerRecords: of('RECORD').map((one) => ({ id: publicId('RecordCredential', one.id), ...told(one) })),
      walletCopies: of('WALLET_COPY').map((one) => ({ award: idOf('Award', one.award), ...told(one) })),
      endorsements: (await this.endorsements.ofAwards(tx, tenant, awards)).map(({ id, subject, endorser, state, message, comment, createdAt }) => ({
        id: publicId('Endorsement', id),
        award: publicId('Award', subject),
        endorser: publicId('Issuer', endorser),
        ...{ state, message, comment, createdAt },
      })),
    };
  }
}

const idOf = (noun: Noun, id: string | null): string | null => (id === null ? null : publicId(noun, id));

/** The exact text: JSON or a compact form. */
const told = ({ document, signedAt, revokedAt }: KnownDocument) => ({ document, signedAt, revokedAt });
