import { readFileSync } from 'node:fs';
import type { ContractName, Principal } from '@cairn/access';
import { buildSchema, type GraphQLSchema, printSchema } from 'graphql';
import { Refused } from './refused.js';

/** The contracts of one graph, each within the next. */
export const contractNames = ['public', 'partner', 'internal'] as const satisfies readonly ContractName[];

/** What a group of callers is shown of the graph. No access rule: who may read what is decided in the subgraphs. */
export interface Contract {
  readonly name: ContractName;
  readonly schema: GraphQLSchema;
  /** The same as text, for download. */
  readonly sdl: string;
  /** Whether the schema may be asked for in an operation. */
  readonly introspection: boolean;
}

export type Contracts = Readonly<Record<ContractName, Contract>>;

export interface ContractSettings {
  /** Whether operators, too, have to do without introspection. */
  readonly closed: boolean;
}

interface Committed {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

/** Of each contract once for a process, however many gateways are in it. */
const known = new Map<ContractName, Committed>();

function committed(name: ContractName): Committed {
  let contract = known.get(name);
  if (!contract) {
    const sdl = readFileSync(new URL(`../contracts/${name}.graphql`, import.meta.url), 'utf8');
    contract = { sdl, schema: buildSchema(sdl, { assumeValid: true, noLocation: true }) };
    known.set(name, contract);
  }
  return contract;
}

/** The committed contracts. Operations are checked against them and planned over the whole graph, so one planner serves all. */
export function openContracts({ closed }: ContractSettings): Contracts {
  const open = (name: ContractName): Contract => ({ ...committed(name), name, introspection: name !== 'internal' || !closed });
  return { public: open('public'), partner: open('partner'), internal: open('internal') };
}

/** For a supergraph of somebody's own, which has no contracts: everybody is shown all of it. */
export function openGraph(schema: GraphQLSchema): Contracts {
  const whole = { schema, sdl: printSchema(schema), introspection: true };
  return { public: { ...whole, name: 'public' }, partner: { ...whole, name: 'partner' }, internal: { ...whole, name: 'internal' } };
}

/** The widest contract of a caller. */
export function contractOf({ kind, operator }: Principal): ContractName {
  if (operator) return 'internal';
  return kind === 'CLIENT' || kind === 'MEMBER' ? 'partner' : 'public';
}

/**
 * The contract of a request: the caller's own, or a narrower one that the address names. Throws Refused for a wider one;
 * that there is an internal one is told to operators only.
 */
export function contractFor(principal: Principal, pinned: ContractName | undefined): ContractName {
  const own = contractOf(principal);
  if (pinned === undefined || contractNames.indexOf(pinned) <= contractNames.indexOf(own)) return pinned ?? own;
  if (pinned === 'internal') throw new Refused(404, 'NOT_FOUND', 'There is nothing at this address.');
  throw new Refused(403, 'FORBIDDEN', 'This contract is for the programs and staff of a tenant. Without a key of one, ask at `/graphql`.');
}

const address = /^\/(?:(public|partner|internal)\/)?graphql(?:\?|$)/;

/** Whether an address takes operations, and which contract it pins; undefined for any other address. */
export function graphAddress(url: string | undefined): { readonly pinned?: ContractName } | undefined {
  if (url === '/graphql') return ofTheCaller;
  const match = url === undefined ? null : address.exec(url);
  return match ? { pinned: match[1] as ContractName | undefined } : undefined;
}

const ofTheCaller = {};
