import { AwardAnswerService } from './award-answer.service.js';
import { AwardChange } from './award-change.js';
import { AwardClock } from './award-clock.service.js';
import { AwardDueStore } from './award-due.store.js';
import { AwardHistory } from './award-history.service.js';
import { AwardHistoryStore } from './award-history.store.js';
import { AwardIssueService } from './award-issue.service.js';
import { AwardIssuing } from './award-issuing.js';
import { AwardKeysStore } from './award-keys.store.js';
import { AwardLifecycleService } from './award-lifecycle.service.js';
import { AwardListStore } from './award-list.store.js';
import { AwardLoading } from './award-loading.js';
import { AwardMaking } from './award-making.js';
import { AwardMutationsResolver } from './award-mutations.resolver.js';
import { AwardNotes } from './award-notes.js';
import { AchievementAwardsResolver, IssuerAwardsResolver } from './award-owners.resolver.js';
import { AwardRecordResolver } from './award-record.resolver.js';
import { AwardRenewService } from './award-renew.service.js';
import { AwardReplaceService } from './award-replace.service.js';
import { AwardTermStore } from './award-term.store.js';
import { AwardViewService } from './award-view.service.js';
import { AwardVisibilityService } from './award-visibility.service.js';
import { AwardVisibilityStore } from './award-visibility.store.js';
import { AwardWriteStore } from './award-write.store.js';
import { AwardWriter } from './award-writer.js';
import { AwardResolver } from './award.resolver.js';
import { AwardStore } from './award.store.js';
import { AwardsOfStore } from './awards-of.store.js';
import { PriorAwardStore } from './prior-award.store.js';
import { PriorAwards } from './prior-awards.service.js';
import { ReplacedAwardStore } from './replaced-award.store.js';

/** Awards from being made to their end. */
export const awardProviders = [
  AwardStore,
  AwardListStore,
  AwardsOfStore,
  AwardWriteStore,
  AwardWriter,
  AwardKeysStore,
  ReplacedAwardStore,
  PriorAwardStore,
  PriorAwards,
  AwardIssuing,
  AwardIssueService,
  AwardMaking,
  AwardNotes,
  AwardChange,
  AwardAnswerService,
  AwardTermStore,
  AwardRenewService,
  AwardDueStore,
  AwardClock,
  AwardHistoryStore,
  AwardHistory,
  AwardRecordResolver,
  AwardLifecycleService,
  AwardReplaceService,
  AwardViewService,
  AwardVisibilityStore,
  AwardVisibilityService,
  AwardLoading,
  AwardResolver,
  AwardMutationsResolver,
  IssuerAwardsResolver,
  AchievementAwardsResolver,
];
