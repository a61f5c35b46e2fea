import type { ScopedRight } from '@cairn/access';
import { parseId, publicId, uuidOf } from '@cairn/subgraph';
import { Args, Query, Resolver } from '@nestjs/graphql';
import type { QueryPrincipalByClientArgs, QueryPrincipalByKeyArgs, QueryPrincipalBySubjectArgs } from '../schema.types.js';
import type { Identified } from './principal.js';
import { PrincipalService } from './principal.service.js';

const nounOf = { ISSUER: 'Issuer', ACHIEVEMENT: 'Achievement', PATHWAY: 'Pathway' } as const;
const scopedNode = ({ right, kind, id }: ScopedRight) => ({ right, kind, id: publicId(nounOf[kind], id) });

/** Inaccessible in the graph: only the gateway's own signed request reaches it, to make the caller's principal. */
@Resolver()
export class PrincipalResolver {
  constructor(private readonly principals: PrincipalService) {}

  @Query()
  async principalByKey(@Args() { keyHash }: QueryPrincipalByKeyArgs) {
    return record(await this.principals.byKey(keyHash));
  }

  @Query()
  async principalByClient(@Args() { client }: QueryPrincipalByClientArgs) {
    const uuid = uuidOf('ApiClient', client);
    return uuid ? record(await this.principals.byClient(uuid)) : null;
  }

  @Query()
  async principalBySubject(@Args() { subject, tenant }: QueryPrincipalBySubjectArgs) {
    const account = parseId(subject);
    const asked = tenant === null || tenant === undefined ? null : uuidOf('Tenant', tenant);
    if (account?.noun !== 'Account' || asked === undefined) return null;
    return record(await this.principals.byAccount(account.uuid, asked));
  }
}

const person = { operator: false, origins: [], operationsOnly: false, limitClass: 'CLIENT' as const };

function record(found: Identified | null) {
  if (!found) return null;
  if (found.kind === 'PERSON') {
    const account = publicId('Account', found.account);
    return { ...person, kind: found.kind, actorId: account, accountId: account, tenantId: null, rights: [], scoped: [], grantsVersion: 0, proven: found.proven };
  }
  const { holding, effective } = found;
  const isMember = found.kind === 'MEMBER';
  return {
    ...(isMember ? person : found.terms),
    kind: found.kind,
    actorId: publicId(isMember ? 'Member' : 'ApiClient', holding.holder),
    accountId: isMember ? publicId('Account', found.account) : null,
    tenantId: publicId('Tenant', holding.tenant),
    rights: effective.rights,
    scoped: effective.scoped.map(scopedNode),
    grantsVersion: holding.version,
    proven: isMember ? found.proven : [],
  };
}
