import { Injectable } from '@nestjs/common';
import { ListsOfOwners } from '../lists/lists-of-owners.store.js';
import type { Shown } from './award.js';
import { shownColumns, shownFrom } from './award.store.js';

/** What lists of awards hang on. */
export type Owner = 'earner' | 'issuer' | 'achievement';

/** Awards of many earners, issuers or achievements at once, the latest award first. */
@Injectable()
export class AwardsOfStore extends ListsOfOwners<Shown, Owner> {
  constructor() {
    super({ table: 'award', alias: 'a', from: shownFrom, columns: shownColumns, order: 'awarded_on', orderType: 'date', orderShown: 'awardedOn' }, ['earner', 'issuer', 'achievement']);
  }
}
