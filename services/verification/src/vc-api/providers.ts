import { TestIssuer } from './test-issuer.service.js';
import { VcApiController } from './vc-api.controller.js';
import { VcApiIssuing } from './vc-api-issuing.service.js';
import { VcApiStore } from './vc-api.store.js';
import { VcApiVerifying } from './vc-api-verifying.service.js';

export const vcApiProviders = [VcApiStore, TestIssuer, VcApiIssuing, VcApiVerifying];
export const vcApiControllers = [VcApiController];
