import type { AddressInfo } from 'node:net';
import { Statements } from '@cairn/access';
import { createGatewayApp, type LocalSubgraph } from '@cairn/gateway';
import { openLog, systemClock } from '@cairn/telemetry';
import { aTokenAuthority, goodToken } from './token-authority.js';
import { tokenClasses, tokensOfEachClass } from './token-classes.js';

/** How many forged tokens were tried at a gateway, and which classes had one that got in. */
export interface Forgery {
  readonly tried: number;
  readonly accepted: readonly string[];
  /** Whether the gateway takes a token that is good: else none of the refusals says anything. */
  readonly takesGood: boolean;
}

const publicUrl = 'https://registry.example';
const subgraphs = ['achievements', 'earners', 'pathways', 'verification'];
const person = { kind: 'PERSON', tenantId: null, rights: [], scoped: [], grantsVersion: 0, operator: false, origins: [], operationsOnly: false, limitClass: 'PROVIDER' };
const account = 'acc_01930000-0000-7000-8000-00000000000a';

/** Sends every class of forged token to a gateway whose issuers knows everybody: only the token itself can be at fault. */
export async function forgeTokens(): Promise<Forgery> {
  const authority = aTokenAuthority(publicUrl);
  const record = { ...person, actorId: account, accountId: account };
  const data = { accessTokenKeys: authority.keys, signInHolds: true, frontEndOrigins: [], principalBySubject: record, principalByClient: record, principalByKey: null };
  const issuers: LocalSubgraph = { name: 'issuers', execute: () => Promise.resolve({ data }) };
  const others = subgraphs.map((name): LocalSubgraph => ({ name, execute: () => Promise.resolve({ data: {} }) }));
  const unlimited = { points: 1e9, pointsPerSecond: 1e9, requestsPerSecond: 1e9 };
  const limitClasses = { ANONYMOUS: unlimited, CLIENT: unlimited, PARTNER: unlimited, PROVIDER: unlimited };
  const gateway = await createGatewayApp(
    { subgraphs: [issuers, ...others], limitClasses },
    { statements: new Statements(Buffer.alloc(32, 1)), log: openLog('forging', 'silent'), clock: systemClock, publicUrl },
  );
  const server = await gateway.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const isTaken = async (token: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
    await response.body?.cancel();
    return response.status !== 401;
  };
  try {
    const takesGood = await isTaken(goodToken(authority));
    const accepted = new Set<string>();
    let tried = 0;
    for (const { name, make } of tokenClasses(authority)) {
      for (let n = 0; n < tokensOfEachClass; n += 1) {
        tried += 1;
        if (await isTaken(make(n))) accepted.add(name);
      }
    }
    return { tried, accepted: [...accepted], takesGood };
  } finally {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await gateway.close();
  }
}
