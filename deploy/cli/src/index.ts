export { openProvider, createKey, type Provider } from './provider/tenant.js';
export { ensureIssuer, type IssuerProfile } from './provider/issuer.js';
export { ensureAchievements, type AchievementText, type PublishedAchievement, type RequirementText, type VersionText } from './provider/achievements.js';
export { ensurePathways, type PathwayNode, type PathwayText } from './provider/pathways.js';
export { idsByLine, importRows, refusalsOf, type Row } from './provider/rows.js';
export { inParts, sideBySide } from './provider/side-by-side.js';
export { dayAfter } from './provider/civil-day.js';
