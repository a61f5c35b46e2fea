import { GraphContext } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Disclosures } from '../disclosure/disclosures.js';
import { type EarnerNode, EarnerNodes } from '../earner/earner-nodes.js';
import { PersonalRecord } from './personal-record.service.js';

/** `Earner.personalData`. */
@Resolver('Earner')
export class PersonalRecordResolver {
  constructor(
    private readonly records: PersonalRecord,
    private readonly nodes: EarnerNodes,
    private readonly disclosures: Disclosures,
  ) {}

  @ResolveField()
  async personalData(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    if (!row) return null;
    const record = await this.records.of(context.principal, row);
    this.disclosures.show(context, 'read.earner-data', row);
    return record;
  }
}
