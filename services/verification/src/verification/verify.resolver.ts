import { badInput, GraphContext } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { CredentialNodes } from '../credential/credential-node.service.js';
import type { QueryVerifyCredentialArgs } from '../schema.types.js';
import { VerifyService } from './verify.service.js';

@Resolver('VerificationResult')
export class VerifyResolver {
  constructor(
    private readonly verify: VerifyService,
    private readonly nodes: CredentialNodes,
  ) {}

  @Query()
  async verifyCredential(@Args() { input }: QueryVerifyCredentialArgs, @Context() context: GraphContext) {
    const { document = null, url = null } = input;
    const { tenant, account } = context.principal;
    if ((document === null) === (url === null)) throw badInput('Give either `document` or `url`.');
    const asOf = input.asOf ? new Date(input.asOf) : undefined;
    const checked =
      url === null ? await this.verify.document(document, asOf) : await this.verify.address(url, { tenant, account }, asOf);
    return {
      verdict: checked.verdict,
      asOf: checked.asOf,
      statusAsOf: checked.statusAsOf,
      steps: checked.steps.map(({ step, outcome, code, message }) => ({ step, outcome, message, code: outcome === 'VALID' ? null : code })),
      ours: checked.credential !== null,
      // Null for a caller who may not read it, as everywhere else.
      credential: checked.credential && (await this.nodes.byId(context, checked.credential.id)),
    };
  }
}
