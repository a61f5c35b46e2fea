import { AwardImport } from './award-import.js';
import { AwardUpsert } from './award-upsert.service.js';
import { CreditEntryImport } from './credit-entry-import.js';
import { EarnerImport } from './earner-import.js';
import { ImportsResolver } from './imports.resolver.js';
import { KnownAwardStore } from './known-award.store.js';
import { LinesOnTop } from './lines-on-top.service.js';
import { RosterFileImport } from './roster/roster-file-import.js';
import { StatisticsGroupImport } from './statistics-group-import.js';

/** Background imports. */
export const importProviders = [EarnerImport, KnownAwardStore, AwardUpsert, LinesOnTop, AwardImport, CreditEntryImport, RosterFileImport, StatisticsGroupImport, ImportsResolver];
