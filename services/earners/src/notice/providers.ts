import { mailerProvider } from '@cairn/mail';
import type { Provider } from '@nestjs/common';
import { CaseNotices } from './case-notices.js';
import { NoticeSending } from './notice-sending.service.js';
import { EarnerNoticesResolver, NoticeResolver } from './notice.resolver.js';
import { NoticeStore } from './notice.store.js';
import { Notices } from './notices.service.js';
import { OverdueClock } from './overdue-clock.service.js';
import { Recipients } from './recipients.js';
import { TemplateResolver } from './template/template.resolver.js';
import { TemplateStore } from './template/template.store.js';
import { Templates } from './template/templates.service.js';
import { ToldStore } from './told.store.js';

/** Everything about telling people, for the module of the service. */
export const noticeProviders: readonly Provider[] = [
  mailerProvider,
  NoticeStore,
  ToldStore,
  Notices,
  CaseNotices,
  Recipients,
  TemplateStore,
  Templates,
  NoticeSending,
  OverdueClock,
  NoticeResolver,
  EarnerNoticesResolver,
  TemplateResolver,
];
