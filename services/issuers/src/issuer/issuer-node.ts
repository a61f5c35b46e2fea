import { publicId } from '@cairn/subgraph';
import { domainOf, type Issuer } from './issuer.js';

/** An issuer as the schema has it; `unitKey` is the bare id that its organisation unit is found by. */
export const issuerNode = ({ orgUnit, ...issuer }: Issuer) => ({
  ...issuer,
  __typename: 'Issuer' as const,
  id: publicId('Issuer', issuer.id),
  domain: { domain: domainOf(issuer.url), state: issuer.domainState, checkedAt: issuer.domainCheckedAt },
  unitKey: orgUnit,
});
