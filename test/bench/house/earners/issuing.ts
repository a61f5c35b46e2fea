import { randomUUID } from 'node:crypto';
import type { Shot } from '../../load.js';
import type { EarnersLab } from './lab.js';

const mutation = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id state } userErrors { code } } }`;
const create = `mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } userErrors { code } } }`;

/** Single awards, each a mutation of its own with its own idempotency key. */
export function issuing(lab: EarnersLab, earners: readonly string[]): Shot {
  const run = randomUUID().slice(0, 8);
  let n = 0;
  return {
    path: '/graphql',
    mustHold: '"userErrors":[]',
    headersOf: (body) => lab.headers('POST', '/graphql', body),
    body: () => {
      n += 1;
      const input = {
        idempotencyKey: `${run}-${n}`,
        partnerReference: `${run}-${n}`,
        earnerId: earners[n % earners.length],
        achievementVersionId: `acv_${lab.version.version}`,
        awardedOn: '2026-03-01',
      };
      return JSON.stringify({ query: mutation, variables: { input } });
    },
  };
}

/** Makes earners; answers with their ids. */
export async function people(lab: EarnersLab, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const input = { name: `Guest ${n}`, identifiers: [{ type: 'MEMBER_ID', value: `guest-${n}` }] };
    ids.push((await lab.ask<{ createEarner: { earner: { id: string } } }>(create, { input })).createEarner.earner.id);
  }
  return ids;
}
