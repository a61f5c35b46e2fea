/** What the gateway offers to tests of the whole: itself over fake services, its rule of cost, and its contracts. */
export { ampleClasses, clientRecord, fakeSubgraph, gatewayOver, issuersKnowing, key } from '../gateway.fixture.js';
export { subgraphNames } from '../subgraph-names.js';
export { allowedCostOf, committedPrices, costOf, wholeSchema } from './cost-of.js';
export { contractSchema } from './contract-schema.js';
