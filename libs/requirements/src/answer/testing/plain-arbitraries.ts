import fc from 'fast-check';
import type { Node, Pathway } from '../../language/pathway.js';
import { aPathway } from './pathway-builder.js';
import type { Held, PlainFacts } from './plain-facts.js';

/** Few achievements and few days, so that facts meet: the same award at several nodes, events on the same day. */
const achievement = fc.constantFrom('A', 'B', 'C', 'D');
export const day = fc.integer({ min: 1, max: 24 }).map((n) => `2025-03-${String(n).padStart(2, '0')}`);

const leaf = fc.record({
  kind: fc.constant('award' as const),
  achievement,
  validity: fc.constantFrom('activeNow' as const, 'activeAtCompletion' as const, 'everEarned' as const),
  optional: fc.constantFrom(false, false, false, true),
});
type Bare = Record<string, unknown> & { of?: Bare[] };
const { node } = fc.letrec<{ node: Bare }>((tie) => {
  const of = fc.array(tie('node'), { minLength: 0, maxLength: 4 });
  return {
    node: fc.oneof(
      { maxDepth: 3 },
      { weight: 4, arbitrary: leaf as fc.Arbitrary<Bare> },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('all', 'any'), of }) as fc.Arbitrary<Bare> },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('nOf'),
          n: fc.integer({ min: -1, max: 4 }),
          of,
        }) as fc.Arbitrary<Bare>,
      },
    ),
  };
});

export const definitions: fc.Arbitrary<Pathway> = fc
  .record({
    nodes: fc.array(node, { minLength: 1, maxLength: 4 }),
    onRevocation: fc.constantFrom('suspend' as const, 'stands' as const, 'cascadeRevoke' as const),
    priorAwards: fc.constantFrom('count' as const, 'ignore' as const),
  })
  .map(({ nodes, onRevocation, priorAwards }) => {
    let ids = 0;
    const named = (bare: Bare): Node =>
      ({
        ...bare,
        id: `n${++ids}`,
        ...(bare.of ? { of: bare.of.map(named) } : {}),
      }) as unknown as Node;
    return aPathway(nodes.map(named), {
      completion: { achievement: 'Z', onRevocation },
      policy: { priorAwards },
    });
  });

const never = { weight: 2, arbitrary: fc.constant(null) };
const orNever = fc.oneof(never, { weight: 1, arbitrary: day });
const early = fc.integer({ min: 1, max: 9 }).map((n) => `2025-03-0${n}`);
const late = fc.integer({ min: 15, max: 24 }).map((n) => `2025-03-${n}`);

const holding: fc.Arbitrary<Omit<Held, 'award'>> = fc.record({
  achievement,
  issuedOn: fc.oneof(early, day),
  expiresOn: orNever,
  revokedOn: orNever,
  suspensions: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.record({ from: day, until: orNever }), { maxLength: 2 }) },
  ),
  voided: fc.constantFrom(false, false, false, false, false, false, true),
});

export const facts: fc.Arbitrary<PlainFacts> = fc.record({
  enrolment: fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    {
      weight: 2,
      arbitrary: fc.record({
        enrolledOn: fc.oneof(early, day),
        withdrawnOn: fc.oneof(never, { weight: 1, arbitrary: late }),
      }),
    },
  ),
  awards: fc
    .array(holding, { maxLength: 14, size: 'max' })
    .map((list) => list.map((one, at) => ({ award: `w${at}`, ...one }))),
  asOf: fc.oneof(late, day),
});
