import { GraphContext, inOrder, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { IssuerIdentity } from '../issuer-profile/issuer-profile.js';
import { SigningKeyService } from '../signing-key/signing-key.service.js';
import type { Accreditation } from './accreditation.js';

/** Accreditations as the schema has them. */
@Injectable()
export class AccreditationNodes {
  constructor(private readonly keys: SigningKeyService) {}

  async node(context: GraphContext, accreditation: Accreditation) {
    const { tenant, id, subjectIssuer, ...told } = accreditation;
    return {
      __typename: 'Accreditation' as const,
      ...told,
      id: publicId('Accreditation', id),
      issuer: subjectIssuer && { __typename: 'Issuer' as const, id: publicId('Issuer', subjectIssuer) },
      selfRecorded: subjectIssuer !== null && (await this.tenantOf(context, subjectIssuer)) === tenant,
    };
  }

  private async tenantOf(context: GraphContext, issuer: string): Promise<string | undefined> {
    const identities = context.loader<string, IssuerIdentity>('identities', async (ids) => inOrder(ids, await this.keys.identities(ids), (found) => found.issuer));
    return (await identities.load(issuer))?.tenant;
  }
}
