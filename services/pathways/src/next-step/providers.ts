import { CostsStore } from './costs.store.js';
import { EarnerStepsResolver } from './earner-steps.resolver.js';
import { NextStepsResolver } from './next-steps.resolver.js';
import { NextSteps } from './next-steps.service.js';
import { WhatIfResolver } from './what-if.resolver.js';
import { WhatIfService } from './what-if.service.js';

/** What to do next, and what would follow. */
export const nextStepProviders = [CostsStore, NextSteps, WhatIfService, NextStepsResolver, WhatIfResolver, EarnerStepsResolver];
