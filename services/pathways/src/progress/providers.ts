import { loadSolver } from '@cairn/requirements';
import { LedgerService } from '../ledger/ledger.service.js';
import { LedgerStore } from '../ledger/ledger.store.js';
import { SkillClosureStore } from '../skill-closure/skill-closure.store.js';
import { TrustStore } from '../trust/trust.store.js';
import { KnownAchievements } from '../copies/known-achievements.service.js';
import { AffectedStore } from './affected.store.js';
import { CompiledVersions } from './compiled-version.store.js';
import { FactsStore } from './facts.store.js';
import { ImplicitEnrolments } from './implicit-enrolments.service.js';
import { ImplicitStore } from './implicit.store.js';
import { ProgressKeeper } from './progress-keeper.service.js';
import { ProgressReader } from './progress-reader.service.js';
import { ProgressStore } from './progress.store.js';
import { Questions } from './questions.service.js';
import { ReachStore } from './reach.store.js';
import { RecomputeLoop } from './recompute-loop.service.js';
import { RecomputeStore } from './recompute.store.js';
import { SOLVER } from './solver.js';
import { Settling } from './solving/settling.service.js';
import { SolvingThread } from './solving/solving-thread.js';
import { TimerLoop } from './timer-loop.service.js';
import { VersionFollower } from './version-follower.service.js';

/** What keeps answers true. */
export const progress = [
  // Loaded once, before the service begins.
  { provide: SOLVER, useFactory: () => loadSolver() },
  FactsStore,
  CompiledVersions,
  KnownAchievements,
  Questions,
  ProgressStore,
  ProgressKeeper,
  Settling,
  // By hand: what it takes is for tests.
  { provide: SolvingThread, useFactory: () => new SolvingThread() },
  ProgressReader,
  TimerLoop,
  AffectedStore,
  ReachStore,
  RecomputeStore,
  RecomputeLoop,
  VersionFollower,
  ImplicitStore,
  ImplicitEnrolments,
  TrustStore,
  SkillClosureStore,
  LedgerStore,
  LedgerService,
];
