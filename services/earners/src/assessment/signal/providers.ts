import { EvidenceSignalStore } from './evidence-signal.store.js';
import { EvidenceSignals } from './evidence-signals.js';
import { SignalViewService } from './signal-view.service.js';
import { SignalResolver } from './signal.resolver.js';

/** Signals on evidence and on reviewers. */
export const signalProviders = [EvidenceSignalStore, EvidenceSignals, SignalViewService, SignalResolver];
