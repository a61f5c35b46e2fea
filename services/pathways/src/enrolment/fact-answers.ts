import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { type GraphContext, userErrors } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { AboutWritten } from './enrolment-facts.service.js';
import { EnrolmentLoads } from './enrolment.loads.js';

/** What mutations answer that state a fact about an enrolment: the fact, and the enrolment as it is evaluated with it. */
@Injectable()
export class FactAnswers {
  constructor(
    private readonly loads: EnrolmentLoads,
    private readonly tokens: OpaqueTokens,
  ) {}

  async of<Subject>(context: GraphContext, written: AboutWritten<Subject>) {
    if (!written.ok) return { subject: null, enrolment: null, userErrors: userErrors(written.refusals), position: null };
    const { id, subject, marks } = written.value;
    return { subject, enrolment: await this.loads.enrolment(context, id), userErrors: [], position: encodePosition(this.tokens, marks) };
  }
}
