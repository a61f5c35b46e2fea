import type { Node, Pathway } from '@cairn/requirements';
import fc from 'fast-check';

type Bare = Record<string, unknown>;

const achievement = fc.constantFrom('a1', 'a2', 'a3', 'a4', 'a5');
const title = fc.constantFrom({}, {}, { title: 'A name' }, { title: { en: 'Data', 'de-AT': 'Daten' } });
const some = <T>(value: T): fc.Arbitrary<Bare> => fc.constantFrom({}, {}, value as Bare);

const leaf: fc.Arbitrary<Bare> = fc.oneof(
  fc.tuple(achievement, title, some({ minLevel: 5 })).map(([one, named, level]) => ({ kind: 'award', achievement: one, ...named, ...level })),
  fc.record({ kind: fc.constant('pathwayCompleted'), pathway: fc.constantFrom('p1', 'p2') }),
  title.map((named) => ({ kind: 'attested', by: 'issuer', ...named })),
);

const from = fc.tuple(fc.uniqueArray(achievement, { minLength: 1, maxLength: 4 }), some({ levelAtLeast: 6 })).map(([achievementIn, level]) => ({ achievementIn, ...level }));
const pool: fc.Arbitrary<Bare> = fc.oneof(
  fc.tuple(from, fc.integer({ min: 1, max: 4 }), fc.constantFrom({}, { distinctBy: 'issuer' }, { distinctBy: 'achievement' }, { distinctBy: 'skill' }), title).map(
    ([selector, atLeast, by, named]) => ({ kind: 'count', atLeast, from: selector, ...by, ...named }),
  ),
  fc
    .tuple(from, fc.integer({ min: 1, max: 4000 }), fc.constantFrom('ects', 'ceu', 'hours'), some({ caps: [{ where: {}, atMost: 40, mode: 'clip' }] }), title)
    .map(([selector, hundredths, measure, capped, named]) => ({ kind: 'sum', measure, atLeast: hundredths / 100, from: selector, ...capped, ...named })),
);

const milestone = some({ milestone: { achievement: 'm1', autoIssue: false } });
const { node } = fc.letrec<{ node: Bare }>((tie) => {
  const of = fc.array(tie('node'), { minLength: 1, maxLength: 4 });
  return {
    node: fc.oneof(
      { maxDepth: 4 },
      { weight: 4, arbitrary: leaf },
      { weight: 1, arbitrary: pool },
      { weight: 2, arbitrary: fc.tuple(fc.constantFrom('all', 'any'), of, title, milestone).map(([kind, children, named, badge]) => ({ kind, of: children, ...named, ...badge })) },
      { weight: 2, arbitrary: fc.tuple(fc.nat(5), of, title, milestone).map(([n, children, named, badge]) => ({ kind: 'nOf', n, of: children, ...named, ...badge })) },
    ),
  };
});

/** Pathways of which CTDL can say everything. */
export const sayablePathways: fc.Arbitrary<Pathway> = fc
  .record({ nodes: fc.array(node, { minLength: 1, maxLength: 5 }), title: title, completed: fc.boolean(), advised: fc.boolean(), strict: fc.boolean(), exit: fc.boolean() })
  .map(({ nodes, title: named, completed, advised, strict, exit }) => {
    let count = 0;
    const numbered = (bare: Bare): Bare => ({ id: `n${++count}`, ...bare, ...(Array.isArray(bare.of) ? { of: bare.of.map((child: Bare) => numbered(child)) } : {}) });
    const requirements = nodes.map(numbered) as unknown as Node[];
    const [first, second, third] = requirements.map(({ id }) => id);
    const order = [
      ...(strict && second && third ? [{ before: second, after: third, mode: 'strictlyAfter' as const }] : []),
      ...(advised && first && second ? [{ before: first, after: second, mode: 'advice' as const }] : []),
    ];
    return {
      language: 'cairn-pathway/1',
      ...named,
      requirements,
      ...(order.length > 0 ? { order } : {}),
      policy: { sharing: 'shared' },
      ...(completed ? { completion: { achievement: 'z', autoIssue: false } } : {}),
      ...(exit && first ? { offRamps: [{ id: 'x1', node: { ref: first }, achievement: 'y', when: 'request' as const }] } : {}),
    };
  });
