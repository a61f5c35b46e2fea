import { CaseHold } from './case-hold.js';
import { CaseReadings } from './case-readings.js';
import { CaseSight } from './case-sight.js';
import { InvolvedStore } from './involved.store.js';
import { JudgedFiling } from './judged-filing.js';
import { MisconductChange } from './misconduct-change.js';
import { MisconductClock } from './misconduct-clock.service.js';
import { MisconductMutationsResolver } from './misconduct-mutations.resolver.js';
import { MisconductNoticeService } from './misconduct-notice.service.js';
import { MisconductOutcome } from './misconduct-outcome.js';
import { MisconductOwnerResolver } from './misconduct-owner.resolver.js';
import { MisconductReportService } from './misconduct-report.service.js';
import { MisconductViewService } from './misconduct-view.service.js';
import { MisconductVoteService } from './misconduct-vote.service.js';
import { MisconductResolver } from './misconduct.resolver.js';
import { MisconductStore } from './misconduct.store.js';
import { ReportedCases } from './reported-cases.js';

/** Cases of misconduct. */
export const misconductProviders = [
  MisconductStore,
  InvolvedStore,
  CaseSight,
  CaseReadings,
  CaseHold,
  JudgedFiling,
  ReportedCases,
  MisconductChange,
  MisconductOutcome,
  MisconductReportService,
  MisconductNoticeService,
  MisconductVoteService,
  MisconductClock,
  MisconductViewService,
  MisconductResolver,
  MisconductMutationsResolver,
  MisconductOwnerResolver,
];
