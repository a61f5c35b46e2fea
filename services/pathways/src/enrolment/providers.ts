import { EnrolmentAccess } from './enrolment-access.js';
import { EnrolmentChangeStore } from './enrolment-change.store.js';
import { EnrolmentChangesService } from './enrolment-changes.service.js';
import { EnrolmentFacts } from './enrolment-facts.service.js';
import { EnrolmentLoads } from './enrolment.loads.js';
import { EnrolmentPages } from './enrolment.pages.js';
import { EnrolmentResolver } from './enrolment.resolver.js';
import { EnrolmentService } from './enrolment.service.js';
import { EnrolmentStore } from './enrolment.store.js';
import { Entitled } from './entitled.js';
import { FactAnswers } from './fact-answers.js';
import { GoverningVersions } from './governing-versions.js';
import { TeachOuts } from './teach-outs.js';

/** Enrolments, from their first day to their last. */
export const enrolmentProviders = [
  EnrolmentStore,
  EnrolmentChangeStore,
  EnrolmentPages,
  EnrolmentLoads,
  EnrolmentAccess,
  GoverningVersions,
  TeachOuts,
  Entitled,
  EnrolmentFacts,
  FactAnswers,
  EnrolmentService,
  EnrolmentChangesService,
  EnrolmentResolver,
];
