/** What the gateway offers to tests of the whole: itself over fake services, and its rule of cost. */
export { ampleClasses, clientRecord, fakeSubgraph, gatewayOver, issuersKnowing, key } from '../gateway.fixture.js';
export { subgraphNames } from '../subgraph-names.js';
export { allowedCostOf, committedPrices, costOf, wholeSchema } from './cost-of.js';
