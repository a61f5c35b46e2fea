import { listOf, stringsOf, type JsonObject } from '../json/json.js';

const OPEN_BADGE_TYPES = ['OpenBadgeCredential', 'AchievementCredential'];

export function isOpenBadge(document: JsonObject): boolean {
  return stringsOf(document['type']).some((type) => OPEN_BADGE_TYPES.includes(type));
}

/** Verifiable Credentials 1.1, the base of Open Badges 3.0 before its final version. */
export function usesDataModel1(document: JsonObject): boolean {
  return listOf(document['@context'])[0] === 'https://www.w3.org/2018/credentials/v1';
}
