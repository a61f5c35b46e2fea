import type { Decision } from '@cairn/access';
import { badInput, GraphContext, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationChangeNoticeSettingsArgs, MutationChangeNoticeTemplateArgs, QueryNoticePreviewArgs, QueryNoticeTemplateArgs } from '../../schema.types.js';
import { type NoticeText, placeholders } from './template.js';
import { Templates, type TextInUse } from './templates.service.js';

/** Each tenant's words for what its people are told. */
@Resolver()
export class TemplateResolver {
  constructor(private readonly templates: Templates) {}

  @Query()
  async noticeTemplate(@Args() { kind, language }: QueryNoticeTemplateArgs, @Context() { principal }: GraphContext) {
    return templateNode(await this.templates.inUse(principal, kind, language));
  }

  @Query()
  async noticePreview(@Args() { input: { kind, language, subject, text } }: QueryNoticePreviewArgs, @Context() { principal }: GraphContext) {
    const shown: Decision<NoticeText> = await this.templates.preview(principal, kind, language, both(subject, text));
    return shown.ok ? { ...shown.value, userErrors: [] } : { subject: null, text: null, userErrors: userErrors(shown.refusals) };
  }

  @Query()
  noticeSettings(@Context() { principal }: GraphContext) {
    return this.templates.settings(principal);
  }

  @Mutation()
  async changeNoticeTemplate(@Args() { input: { kind, language, subject, text } }: MutationChangeNoticeTemplateArgs, @Context() { caller }: GraphContext) {
    const changed = await this.templates.change(caller, kind, language, both(subject, text));
    return changed.ok ? { template: templateNode(changed.value), userErrors: [] } : { template: null, userErrors: userErrors(changed.refusals) };
  }

  @Mutation()
  async changeNoticeSettings(@Args() { input: { silent, caseLink, awardLink } }: MutationChangeNoticeSettingsArgs, @Context() { caller }: GraphContext) {
    const settled = await this.templates.settle(caller, { silent, caseLink: caseLink ?? null, awardLink: awardLink ?? null });
    return settled.ok ? { settings: settled.value, userErrors: [] } : { settings: null, userErrors: userErrors(settled.refusals) };
  }
}

const templateNode = (text: TextInUse) => ({ ...text, placeholders: placeholders[text.kind] });

function both(subject: string | null | undefined, text: string | null | undefined): NoticeText | null {
  if (typeof subject === 'string' && typeof text === 'string') return { subject, text };
  if (typeof subject === 'string' || typeof text === 'string') throw badInput('Give `subject` and `text` together, or neither.');
  return null;
}
