import { badInput, GraphContext } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { Credential } from '../credential/credential.js';
import { CredentialNodes } from '../credential/credential-node.service.js';
import type { QueryVerifyCredentialArgs, QueryVerifyCredentialsArgs, VerifyCredentialInput } from '../schema.types.js';
import { accreditationsAt } from '../trust/accreditation.js';
import { AccreditationNodes } from '../trust/accreditation-nodes.js';
import { Accreditations } from '../trust/accreditations.service.js';
import type { CallerClass } from '../pull/caller-class.js';
import { VerificationCounter } from '../pull/verification-counter.service.js';
import type { Checked, Question } from './checked.js';
import { checkedAnswer } from './checked-answer.js';
import { VerifyService } from './verify.service.js';

const inputsMax = 100;
/** Judged beside one another: enough to wait for several issuers at once, few enough to leave the database to others. */
const atOnce = 4;
const accreditationsMax = 100;
/** Base64 of 1 MiB. */
const fileCharactersMax = 1_400_000;

@Resolver('VerificationResult')
export class VerifyResolver {
  constructor(
    private readonly verify: VerifyService,
    private readonly credentials: CredentialNodes,
    private readonly accredited: Accreditations,
    private readonly accreditations: AccreditationNodes,
    private readonly counter: VerificationCounter,
  ) {}

  @Query()
  verifyCredential(@Args() { input }: QueryVerifyCredentialArgs, @Context() context: GraphContext) {
    return this.checked(input, context);
  }

  @Query()
  async verifyCredentials(@Args() { inputs }: QueryVerifyCredentialsArgs, @Context() context: GraphContext) {
    if (inputs.length > inputsMax) throw badInput(`At most ${inputsMax} credentials are checked at once.`);
    const answers: Awaited<ReturnType<VerifyResolver['checked']>>[] = new Array(inputs.length);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let at = next++; at < inputs.length; at = next++) answers[at] = await this.checked(inputs[at] as VerifyCredentialInput, context);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, inputs.length) }, work));
    return answers;
  }

  private async checked(input: VerifyCredentialInput, context: GraphContext) {
    const checked = await this.check(input, context);
    if (checked.credential) this.counter.seen(checked.credential, callerOf(context, checked.credential));
    const answer = checkedAnswer(checked);
    return {
      ...answer,
      // Null for a caller who may not read it, as everywhere else.
      credential: checked.credential && (await this.credentials.byId(context, checked.credential.id)),
      accreditations: await this.accreditationsOf(answer.claim, checked, context),
    };
  }

  private check(input: VerifyCredentialInput, context: GraphContext): Promise<Checked> {
    const { document = null, compact = null, file = null, url = null } = input;
    const { tenant, account } = context.principal;
    if ([document, compact, file, url].filter((given) => given !== null).length !== 1) throw badInput('Give exactly one of `document`, `compact`, `file` and `url`.');
    const question: Question = {
      tenant,
      ...(input.asOf ? { asOf: new Date(input.asOf) } : {}),
      ...(input.knownAsOf ? { knownAsOf: new Date(input.knownAsOf) } : {}),
      ...(input.recipient?.length ? { recipient: input.recipient } : {}),
    };
    if (url !== null) return this.verify.address(url, { tenant, account }, question);
    if (file !== null) return this.verify.document(bytesOf(file), question);
    return this.verify.document(compact ?? document, question);
  }

  /** What held on the day of the award: an accreditation that came later says nothing of it. */
  private async accreditationsOf(claim: ReturnType<typeof checkedAnswer>['claim'], { asOf, knownAsOf }: Checked, context: GraphContext) {
    if (!claim?.issuer) return [];
    const day = (claim.awardedAt ?? claim.validFrom ?? asOf).toISOString().slice(0, 10);
    const held = accreditationsAt(await this.accredited.about([claim.issuer]), day, knownAsOf ?? undefined);
    return Promise.all(held.slice(0, accreditationsMax).map((one) => this.accreditations.node(context, one)));
  }
}

/** The tenant whose credential it is asks as its issuer. */
const callerOf = ({ principal: { tenant, kind } }: GraphContext, credential: Credential): CallerClass =>
  tenant === credential.tenant ? 'own issuer' : kind === 'PERSON' ? 'person' : 'relying system';

function bytesOf(file: string): Uint8Array {
  if (file.length > fileCharactersMax || !/^[A-Za-z0-9+/]*={0,2}$/.test(file)) throw badInput('`file` is base64 of at most 1 MiB.');
  return Buffer.from(file, 'base64');
}
