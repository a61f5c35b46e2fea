import { CompletionTimesResolver } from './completion-times.resolver.js';
import { DeadEndResolver } from './dead-end.resolver.js';
import { FunnelResolver } from './funnel.resolver.js';
import { FunnelService } from './funnel.service.js';
import { GroupGapsResolver } from './group-gaps.resolver.js';
import { StackingResolver } from './stacking.resolver.js';
import { TimeToNextResolver } from './time-to-next.resolver.js';
import { TransitionResolver } from './transition.resolver.js';

/** Figures as the graph asks for them. */
export const stackingProviders = [FunnelService, FunnelResolver, StackingResolver, TransitionResolver, TimeToNextResolver, CompletionTimesResolver, GroupGapsResolver, DeadEndResolver];
