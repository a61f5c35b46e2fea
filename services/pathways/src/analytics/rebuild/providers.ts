import { RebuildResolver } from './rebuild.resolver.js';
import { RebuildStore } from './rebuild.store.js';
import { Rebuilding } from './rebuilding.service.js';

/** Figures that are added up anew because somebody asked for it. */
export const rebuildProviders = [RebuildStore, Rebuilding, RebuildResolver];
