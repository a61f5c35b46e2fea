import { AchievementImport } from './achievement-import.js';
import { AchievementImportResolver } from './achievement-import.resolver.js';
import { AchievementWriting } from './achievement-writing.service.js';
import { KnownAchievementStore } from './known-achievement.store.js';

/** Achievements in bulk. */
export const achievementImportProviders = [KnownAchievementStore, AchievementWriting, AchievementImport, AchievementImportResolver];
