import { type Platform, PLATFORM } from '@cairn/service';
import { GraphContext, inOrder, publicId } from '@cairn/subgraph';
import { Inject, Injectable } from '@nestjs/common';
import { credentialUrlOf } from '../signing/credential-body.js';
import type { CredentialForm } from '../signing/credential-form.js';
import { DocumentService } from '../signing/document.service.js';
import { listUrlOf } from '../status-list/status-place.js';
import type { Credential } from './credential.js';
import { CredentialService } from './credential.service.js';

/** Credentials as the schema has them, batched by request. */
@Injectable()
export class CredentialNodes {
  constructor(
    private readonly credentials: CredentialService,
    private readonly documents: DocumentService,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  async byId(context: GraphContext, id: string) {
    const { tenant, account } = context.principal;
    const loader = context.loader<string, Credential>('credentials', async (ids) =>
      inOrder(ids, await this.credentials.byIds({ tenant, account }, ids), (found) => found.id),
    );
    return this.node(await loader.load(id));
  }

  async byAward(context: GraphContext, award: string) {
    const { tenant, account } = context.principal;
    const loader = context.loader<string, Credential>('credentialsOfAwards', async (awards) =>
      inOrder(awards, await this.credentials.byAwards({ tenant, account }, awards), (found) => found.award),
    );
    return this.node(await loader.load(award));
  }

  /** Its document as JSON, signed now if need be; null while issuer or achievement have not been heard of. */
  async document(context: GraphContext, credential: Credential, form: CredentialForm): Promise<unknown> {
    const text = await this.text(context, credential, form);
    return text === null ? null : (JSON.parse(text) as unknown);
  }

  /** The exact text of its document in a form; batched by form. */
  async text(context: GraphContext, credential: Credential, form: CredentialForm): Promise<string | null> {
    const loader = context.loader<Credential, string>(`documents ${form}`, async (asked) =>
      (await this.documents.of(asked, form)).map((stored) => stored?.document),
    );
    return (await loader.load(credential)) ?? null;
  }

  private node(credential: Credential | undefined) {
    if (!credential) return null;
    const { id, award, state, version, signedAt, updatedAt, list, index, revoked } = credential;
    const { publicUrl } = this.platform;
    return {
      __typename: 'Credential' as const,
      /** The row itself, for fields that ask for more. */
      row: credential,
      id: publicId('Credential', id),
      award: { __typename: 'Award' as const, id: publicId('Award', award) },
      url: credentialUrlOf(publicUrl, award),
      state,
      version,
      signedAt,
      updatedAt,
      status: { listUrl: listUrlOf(publicUrl, list), index, revoked },
    };
  }
}
