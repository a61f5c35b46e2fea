import { GraphContext, publicId, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { MutationAddMemberArgs } from '../schema.types.js';
import type { Member } from './member.js';
import { MemberService } from './member.service.js';

/** A member as the schema has it. */
export const memberNode = (member: Member) => ({ ...member, id: publicId('Member', member.id) });

@Resolver('Member')
export class MemberResolver {
  constructor(private readonly members: MemberService) {}

  /** Members are no events yet, hence no position: they are read from where they are written. */
  @Mutation()
  async addMember(@Args() { input }: MutationAddMemberArgs, @Context() context: GraphContext) {
    const added = await this.members.add(context.caller, input);
    return added.ok
      ? { member: memberNode(added.value), userErrors: [], position: null }
      : { member: null, userErrors: userErrors(added.refusals), position: null };
  }
}
