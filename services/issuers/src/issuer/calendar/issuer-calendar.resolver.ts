import type { IssuerCalendar } from '@cairn/events';
import { GraphContext, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { MutationChangeIssuerCalendarArgs } from '../../schema.types.js';
import { IssuerResolver } from '../issuer.resolver.js';
import { IssuerService } from '../issuer.service.js';
import { weekdays } from './issuer-calendar.js';

/** When issuers work. */
@Resolver('Issuer')
export class IssuerCalendarResolver {
  constructor(
    private readonly issuers: IssuerService,
    private readonly nodes: IssuerResolver,
  ) {}

  @ResolveField()
  calendar(@Parent() { calendar }: { calendar: IssuerCalendar | null }) {
    return calendar && { ...calendar, workingDays: calendar.workingDays.map((day) => weekdays[day - 1]) };
  }

  @Mutation()
  async changeIssuerCalendar(@Args() { input: { issuerId, ...stated } }: MutationChangeIssuerCalendarArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.issuers.changeCalendar(context.caller, requireUuid('Issuer', issuerId), stated));
  }
}
