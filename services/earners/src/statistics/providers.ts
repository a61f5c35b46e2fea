import { StatisticsGroupStore } from './statistics-group.store.js';
import { StatisticsGroupsResolver } from './statistics-groups.resolver.js';
import { StatisticsGroups } from './statistics-groups.service.js';

/** What people say of themselves for statistics. */
export const statisticsProviders = [StatisticsGroupStore, StatisticsGroups, StatisticsGroupsResolver];
