export { badInput, Fault, forbidden, invalidCursor, unauthenticated, type FaultCode } from './fault.js';
export { optionalUuid, parseId, prefixes, publicId, requireUuid, uuidOf, type Noun } from './ids.js';
export { GraphContext, inOrder } from './graph-context.js';
export { openPage, pageSize, toConnection, type Connection, type ListIdentity } from './connection.js';
export { userErrors } from './refusal.js';
export { asStated, type PositionGate, type RightsInForce, SubgraphExecutor, type SubgraphRequest } from './executor.js';
export { storableTextRule, unstorableVariable } from './storable-text.js';
export { subgraphModule, subgraphSdl } from './subgraph.module.js';
export { changePage, type FeedPage } from './change-page.js';
