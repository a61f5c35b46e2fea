export { GrantCopyStore } from './grant-copy.store.js';
export { grantCopyTable } from './grant-copy.table.js';
export { type GrantCopy, laterOf } from './later-of.js';
export { LaterGrants } from './later-grants.js';
