import fc from 'fast-check';
import { smallCase } from '../../assignment/testing/small-definitions.js';
import type { AwardFact, ExceptionFact } from '../../facts/facts.js';
import type { Node, Pathway } from '../../language/pathway.js';

/** What happens to one award, told as services tell it: the fact as it is from then on, at a version counted from 1. */
export interface AwardMessage {
  readonly kind: 'award';
  readonly award: string;
  readonly earner: string;
  readonly version: number;
  readonly fact: AwardFact;
}

export type Message =
  | AwardMessage
  | { readonly kind: 'merge'; readonly from: string; readonly into: string }
  | { readonly kind: 'attest'; readonly earner: string; readonly on: string; readonly until: string | null }
  | { readonly kind: 'except'; readonly earner: string; readonly exception: ExceptionFact }
  | { readonly kind: 'optIn'; readonly earner: string; readonly to: number; readonly on: string }
  | { readonly kind: 'withdraw'; readonly earner: string; readonly on: string }
  | { readonly kind: 'publish'; readonly version: Pathway };

/** A day that comes, or a message that arrives: some more than once, some before their predecessors, many late. */
export type Step = { readonly day: string } | { readonly message: Message };

export interface History {
  readonly first: Pathway;
  readonly steps: readonly Step[];
}

const earners = ['e1', 'e2'] as const;
const days = ['2025-01-01', '2025-02-15', '2025-06-01', '2025-08-01', '2025-12-31', '2026-06-01', '2027-01-01'] as const;
const day = fc.constantFrom(...days);
const orNever = fc.option(day, { nil: null, freq: 3 });

const dating = fc.record({
  validity: fc.constantFrom(undefined, undefined, 'activeAtCompletion' as const, 'everEarned' as const),
  recency: fc.option(fc.record({ within: fc.constantFrom('P3M', 'P1Y'), of: fc.constantFrom('asOf' as const, 'completion' as const) }), { nil: undefined, freq: 4 }),
});

/** Days and dependencies over a definition of the whole language; ids of nodes stay. */
const dated = fc
  .record({
    small: smallCase,
    datings: fc.array(dating, { minLength: 4, maxLength: 4 }),
    onRevocation: fc.constantFrom('suspend' as const, 'stands' as const, 'cascadeRevoke' as const),
    priorAwards: fc.constantFrom('count' as const, 'count' as const, 'ignore' as const),
    attested: fc.constantFrom(undefined, undefined, {}, { validFor: 'P6M' }),
    maintained: fc.option(fc.record({ cycle: fc.constantFrom('P6M', 'P1Y'), grace: fc.constantFrom(undefined, 'P1M'), reinstateWithin: fc.constantFrom(undefined, 'P3M') }), { nil: undefined, freq: 5 }),
  })
  .map(({ small: { pathway, awards, exceptions }, datings, onRevocation, priorAwards, attested, maintained }) => {
    let at = 0;
    const date = (node: Node): Node => ('of' in node ? ({ ...node, of: (node.of as Node[]).map(date) } as Node) : { ...node, ...datings[at++ % datings.length] });
    const requirements = [
      ...(pathway.requirements as Node[]).map(date),
      ...(attested ? [{ id: 'att', kind: 'attested', by: 'mentor', ...attested }] : []),
      ...(maintained ? [{ id: 'keep', kind: 'maintain', anchor: { on: 'enrolment' }, ...maintained, node: { id: 'kept', kind: 'count', atLeast: 1, from: {} } }] : []),
    ];
    const whole = { ...pathway, id: 'P', requirements, policy: { ...pathway.policy, priorAwards }, completion: { achievement: 'Z', onRevocation } };
    return { pathway: JSON.parse(JSON.stringify(whole)) as Pathway, awards, exceptions };
  });

type Change = { readonly of: number; readonly change: 'revoke' | 'void' | 'suspend' | 'reinstate' | 'expire' | 'replace'; readonly on: string };

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({ of: fc.nat({ max: 2 }), change: fc.constantFrom('revoke' as const, 'void' as const, 'suspend' as const, 'reinstate' as const, 'expire' as const, 'replace' as const), on: day }),
  { maxLength: 4 },
);

const others: fc.Arbitrary<readonly Message[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('merge' as const), from: fc.constant('e2'), into: fc.constant('e1') }),
    fc.record({ kind: fc.constant('attest' as const), earner: fc.constantFrom(...earners), on: day, until: orNever }),
    fc.record({ kind: fc.constant('optIn' as const), earner: fc.constantFrom(...earners), to: fc.constant(2), on: day }),
    fc.record({ kind: fc.constant('withdraw' as const), earner: fc.constantFrom(...earners), on: day }),
  ),
  { maxLength: 3 },
);

/** A pathway, two earners, some awards that are changed again, a second version or none, and days in between. */
export const history: fc.Arbitrary<History> = fc
  .record({
    first: dated,
    second: fc.option(fc.record({ next: dated, versioning: fc.record({ enrolFrom: day, appliesToEnrolledIn: fc.option(fc.record({ versions: fc.constant([1]), from: day, mode: fc.constantFrom('alternative' as const, 'replace' as const) }), { nil: undefined }) }) }), { nil: undefined }),
    teachOutUntil: fc.option(day, { nil: undefined, freq: 5 }),
    holders: fc.array(fc.constantFrom(...earners), { minLength: 3, maxLength: 3 }),
    changes,
    others,
    days: fc.subarray([...days], { minLength: 1 }),
    order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    again: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
  })
  .map(({ first, second, teachOutUntil, holders, changes: changed, others: more, days: coming, order, again }) => {
    const told = first.awards.flatMap((fact, at) => messagesOf(fact, holders[at] ?? 'e1', changed.filter(({ of }) => of === at)));
    const exceptions = first.exceptions.map((exception): Message => ({ kind: 'except', earner: 'e1', exception }));
    const published: Message[] = second ? [{ kind: 'publish', version: { ...second.next.pathway, version: 2, versioning: JSON.parse(JSON.stringify(second.versioning)) as object } }] : [];
    const messages = [...told, ...exceptions, ...more, ...published];
    const twice = again.flatMap((at) => messages[at] ?? []);
    const shuffled = [...messages, ...twice].map((message, at) => ({ message, place: order[at % order.length]! })).sort((a, b) => a.place - b.place);
    const gaps = coming.map((_, at) => Math.floor(((at + 1) * shuffled.length) / (coming.length + 1)));
    const steps = shuffled.flatMap(({ message }, at): Step[] => [...coming.filter((_, n) => gaps[n] === at).map((one) => ({ day: one })), { message }]);
    return { first: { ...first.pathway, version: 1, ...(teachOutUntil === undefined ? {} : { versioning: { teachOutUntil } }) }, steps: [...steps, ...coming.slice(-1).map((one) => ({ day: one }))] };
  });

/** The award, then what becomes of it, each at the next version. */
function messagesOf(fact: AwardFact, earner: string, changed: readonly Change[]): AwardMessage[] {
  const told: AwardMessage[] = [{ kind: 'award', award: fact.id, earner, version: 1, fact }];
  for (const { change, on } of changed) {
    const last = told.at(-1)!;
    if (last.fact.revokedOn !== null) break;
    told.push({ ...last, version: last.version + 1, fact: changedFact(last.fact, change, on) });
    if (change === 'replace') told.push({ kind: 'award', award: `${fact.id}-next`, earner, version: 1, fact: { ...fact, id: `${fact.id}-next`, issuedOn: on, expiresOn: null, suspensions: [] } });
    if (change === 'replace') break;
  }
  return told;
}

function changedFact(fact: AwardFact, change: Change['change'], on: string): AwardFact {
  if (change === 'void') return { ...fact, revokedOn: fact.issuedOn };
  if (change === 'revoke' || change === 'replace') return { ...fact, revokedOn: on };
  if (change === 'expire') return { ...fact, expiresOn: on };
  if (change === 'suspend') return { ...fact, suspensions: [...fact.suspensions, { from: on, until: null }] };
  return { ...fact, suspensions: fact.suspensions.map((one) => ((one.until ?? null) === null && one.from <= on ? { ...one, until: on } : one)) };
}
