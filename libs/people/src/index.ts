export { holdPeople, movePeople } from './people-lock.js';
export { type KnownPerson, PersonCopyStore } from './person-copy.store.js';
export { personCopyTable } from './person-copy.table.js';
