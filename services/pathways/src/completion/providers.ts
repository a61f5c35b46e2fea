import { DestinationStore } from '../destination/destination.store.js';
import { CompletionKeeper } from './completion-keeper.service.js';
import { CompletionResolver } from './completion.resolver.js';
import { CompletionStore } from './completion.store.js';

/** Completions, milestones and exits. */
export const completions = [CompletionStore, CompletionResolver, CompletionKeeper, DestinationStore];
