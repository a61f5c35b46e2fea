import { PersonCopyStore } from '@cairn/people';
import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { CredentialService } from '../credential/credential.service.js';
import { Subjects } from '../people/subjects.store.js';
import { DocumentService } from '../signing/document.service.js';
import type { StoredDocument } from '../signing/document.store.js';
import type { Owner } from './backpack-owners.service.js';

const credentialsMax = 1_000;

/** A credential of this registry with its document. */
export interface OwnDocument extends Pick<StoredDocument, 'document' | 'signedAt'> {
  readonly credential: Credential;
}

/** What this registry signed about a person, as it goes with his backpack: the newest revision of each. */
@Injectable()
export class OwnCredentials {
  constructor(
    private readonly database: Database,
    private readonly people: PersonCopyStore,
    private readonly subjects: Subjects,
    private readonly credentials: CredentialService,
    private readonly signed: DocumentService,
  ) {}

  /** Signs what nobody has read so far; what cannot be signed yet is left out. */
  async documents({ tenant, earner }: Pick<Owner, 'tenant' | 'earner'>): Promise<OwnDocument[]> {
    const ids = await this.database.read({ tenant }, async (tx) =>
      this.latest(tx, tenant, await this.subjects.of(tx, tenant, await this.people.cluster(tx, tenant, earner))),
    );
    const found = await this.credentials.byIds({ tenant }, ids);
    const stored = await this.signed.of(found);
    return found.flatMap((credential, at) => {
      const document = stored[at];
      return document ? [{ credential, document: document.document, signedAt: document.signedAt }] : [];
    });
  }

  private async latest(tx: Tx, tenant: string, subjects: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM credential WHERE tenant_id = $1 AND subject_id = ANY($2::uuid[]) AND latest AND state <> 'SUBJECT_ERASED' ORDER BY id LIMIT $3`,
      [tenant, subjects, credentialsMax],
    );
    return rows.map(({ id }) => id);
  }
}
