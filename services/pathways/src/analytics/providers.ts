import { AnswerStore } from './answer/answer.store.js';
import { Figures } from './answer/figures.service.js';
import { CycleStore } from './cycle/cycle.store.js';
import { HistoryStore } from './fact/history.store.js';
import { ReviewTurnaroundResolver } from './review/review-turnaround.resolver.js';
import { AttemptStore } from './review/attempt.store.js';
import { AddingUp } from './rollup/adding-up.service.js';
import { DayCompaction } from './rollup/day-compaction.store.js';
import { DueStore } from './rollup/due.store.js';
import { RollupLoop } from './rollup/rollup-loop.service.js';
import { RollupStateStore } from './rollup/rollup-state.store.js';
import { RollupStore } from './rollup/rollup.store.js';
import { ConsentCopyStore } from './said/consent-copy.store.js';
import { EarnerFactsForFigures } from './said/earner-facts.service.js';
import { StatedGroupStore } from './said/stated-group.store.js';
import { VerificationCountStore } from './verification-pull/verification-count.store.js';

/** Facts, and the sums of them by which figures are answered. */
export const analyticsProviders = [HistoryStore, DueStore, RollupStateStore, RollupStore, DayCompaction, AddingUp, RollupLoop, AnswerStore, Figures, CycleStore, AttemptStore, ReviewTurnaroundResolver, ConsentCopyStore, StatedGroupStore, EarnerFactsForFigures, VerificationCountStore];
