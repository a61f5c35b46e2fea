import type { EventContract } from '@cairn/events';
import type { Noun } from '@cairn/subgraph';

/** A kind of event as webhooks tell of it, in the words of the field. */
export interface EventType {
  /** `award.issued`. */
  readonly name: string;
  /** One sentence, for people. */
  readonly says: string;
  /** What it is about. */
  readonly noun: Noun;
}

/** How an event of the registry becomes one or more that are told. */
export interface Telling extends EventType {
  readonly contract: EventContract;
  /** Member of the data that holds the id of the object. */
  readonly object: string;
  /** Member of the data that lists objects, each with `object` in it or an id itself; each of them is told by itself, at its first version. */
  readonly each?: string;
  /** Members of the data that name further tenants who may see it. */
  readonly also?: readonly string[];
}

/** Ties the members' names to the contract's data. */
export function tell<Data extends object>(
  contract: EventContract<Data>,
  name: string,
  noun: Noun,
  object: keyof Data & string,
  says: string,
  also: readonly (keyof Data & string)[] = [],
): Telling {
  return { contract: contract as EventContract, name, says, noun, object, ...(also.length > 0 ? { also } : {}) };
}

export function tellEach<Data extends object>(contract: EventContract<Data>, name: string, noun: Noun, each: keyof Data & string, object: string, says: string): Telling {
  return { contract: contract as EventContract, name, says, noun, each, object };
}
