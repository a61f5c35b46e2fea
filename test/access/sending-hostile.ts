import { fakeSubgraph, gatewayOver, issuersKnowing, key } from '@cairn/gateway/testing';
import type { HostileDocument } from './hostile-documents.js';

/** What a gateway made of a hostile document. */
export interface HostileOutcome {
  readonly name: string;
  readonly status: number;
  /** CPU of sender and gateway, which share a process. */
  readonly cpuMs: number;
  /** What it should not have answered. */
  readonly fault?: string;
}

/** A gateway over services that would answer, to which hostile documents are sent. */
export interface Target {
  send(document: HostileDocument): Promise<HostileOutcome>;
  /** Operations that reached a service. */
  reached(): number;
  stop(): Promise<unknown>;
}

const harmless = { name: 'a page', body: JSON.stringify({ query: '{ awards(first: 10) { nodes { id earner { id } } } }' }) };

/** Read once and warm: what the first requests cost is nobody's attack. */
export async function openTarget(): Promise<Target> {
  const earners = fakeSubgraph('earners');
  const gateway = await gatewayOver([issuersKnowing(), earners]);
  const target: Target = { send: (document) => send(gateway.url, document), reached: () => earners.asked.length - warming, stop: () => gateway.stop() };
  for (let i = 0; i < warming; i += 1) await target.send(harmless);
  return target;
}

const warming = 20;

async function send(url: string, { name, body, headers }: HostileDocument): Promise<HostileOutcome> {
  const before = process.cpuUsage();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
    body,
  });
  const text = await response.text();
  const { user, system } = process.cpuUsage(before);
  return { name, status: response.status, cpuMs: (user + system) / 1_000, fault: faultIn(text) };
}

/** A refusal has our code in it and no data; a masked fault would be ours. */
function faultIn(text: string): string | undefined {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: { extensions?: { code?: string } }[] };
  const code = errors?.[0]?.extensions?.code;
  return data !== undefined || code === undefined || code === 'INTERNAL' ? text.slice(0, 300) : undefined;
}

/** Whether a document was answered at all, or refused as if it were our own fault. */
export const isWrong = ({ status, fault }: HostileOutcome): boolean => status < 400 || status >= 500 || fault !== undefined;
