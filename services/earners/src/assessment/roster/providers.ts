import { PeopleFollowing } from './people-following.js';
import { RosterDeltaStore } from './roster-delta.store.js';
import { RosterImportResolver } from './roster-import.resolver.js';
import { RosterImportService } from './roster-import.service.js';
import { RosterLinesService } from './roster-lines.service.js';
import { RosterResolver } from './roster.resolver.js';
import { RosterService } from './roster.service.js';
import { RosterStore } from './roster.store.js';

/** Rosters of tenants. */
export const rosterProviders = [RosterStore, RosterService, RosterResolver, RosterDeltaStore, RosterLinesService, RosterImportService, RosterImportResolver, PeopleFollowing];
