import { AttemptStore } from './attempt.store.js';
import { CaseMovesStore } from './case-moves.store.js';
import { CaseSeals } from './case-seals.js';
import { DraftService } from './draft.service.js';
import { DraftStore } from './draft.store.js';
import { FiledCases } from './filed-cases.js';
import { FilingService } from './filing.service.js';
import { OpenCases } from './open-case.js';
import { StartService } from './start.service.js';
import { SubmissionAccess } from './submission-access.js';
import { SubmissionListStore } from './submission-list.store.js';
import { SubmissionMutationsResolver } from './submission-mutations.resolver.js';
import { SubmissionNodes } from './submission-nodes.js';
import { AchievementSubmissionsResolver, EarnerSubmissionsResolver } from './submission-owners.resolver.js';
import { SubmissionTexts } from './submission-texts.service.js';
import { SubmissionViewService } from './submission-view.service.js';
import { SubmissionResolver } from './submission.resolver.js';
import { SubmissionStore } from './submission.store.js';
import { SubmissionsOfStore } from './submissions-of.store.js';
import { VersionFollowing } from './version-following.js';
import { WrittenInCases } from './written-in-cases.js';

const reading = [SubmissionListStore, SubmissionsOfStore, FiledCases, SubmissionTexts, SubmissionViewService, SubmissionNodes];
const writing = [SubmissionAccess, OpenCases, StartService, DraftService, FilingService, VersionFollowing, WrittenInCases];
const answering = [SubmissionResolver, SubmissionMutationsResolver, EarnerSubmissionsResolver, AchievementSubmissionsResolver];

/** Submissions: what is written, filed and read of them. */
export const submissionProviders = [SubmissionStore, AttemptStore, DraftStore, CaseMovesStore, CaseSeals, ...reading, ...writing, ...answering];
