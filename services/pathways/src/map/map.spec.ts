import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { type DefinitionToDraw, drawnPathway, idsToName, type Named, type NodeStanding, type NodeToDraw } from './drawn-pathway.js';
import { layoutOf } from './map-layout.js';
import { boxesMax, planOf } from './map-plan.js';
import { mapSvg } from './map-svg.js';
import { mapText } from './map-text.js';

const award = (id: string, title?: string): NodeToDraw => ({ id, kind: 'award', achievement: `a-${id}`, ...(title !== undefined && { title }) });
const some: DefinitionToDraw = {
  requirements: [
    { ...award('knots'), milestone: { achievement: 'm' } },
    { id: 'sails', kind: 'nOf', n: 1, title: { en: 'Sails', de: 'Segel' }, of: [award('jib', 'Jib'), award('main', 'Mainsail')] },
    { id: 'hours', kind: 'sum', measure: 'hours', atLeast: 12, title: 'Practice' },
    { ...award('swim', 'Swimming'), optional: true },
  ],
  order: [{ before: 'knots', after: 'sails', mode: 'strictlyAfter' }],
  completion: { achievement: 'z' },
};
const named = new Map<string, Named>([
  ['a-knots', { title: 'Ties knots', path: '/a/acv_1' }],
  ['z', { title: 'Able seaman', path: null }],
]);
const standing = (state: string, have = 0, need = 1, blocking: string | null = null): NodeStanding => ({ state, have, need, blocking });
const progress = {
  state: 'IN_PROGRESS',
  satisfied: 1,
  total: 3,
  nodes: new Map([
    ['knots', standing('SATISFIED', 1)],
    ['sails', standing('BLOCKED', 1, 1, 'ORDER')],
    ['jib', standing('UNMET', 0, 1, 'EXPIRED')],
    ['main', standing('SURPLUS', 1)],
    ['hours', standing('PARTIAL', 7.5, 12, 'MISSING')],
    ['swim', standing('WAIVED')],
  ]),
};
const draw = (definition = some, more: Partial<Parameters<typeof drawnPathway>[0]> = {}) => drawnPathway({ title: 'Sailing', definition, named, progress: null, languages: ['en'], ...more });
const svgOf = (pathway: ReturnType<typeof draw>) => {
  const plan = planOf(pathway);
  return mapSvg(pathway, plan, layoutOf(plan.plan), 'k1');
};

/** Throws unless the text is well-formed XML. */
function elementsOf(svg: string): { name: string; attributes: Record<string, string> }[] {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(svg, 'image/svg+xml');
  return [...document.getElementsByTagName('*')].map(({ tagName, attributes }) => ({
    name: tagName,
    attributes: Object.fromEntries([...attributes].map(({ name, value }) => [name, value])),
  }));
}

describe('a map of a pathway', () => {
  it('says in words all that it draws', () => {
    expect(mapText(draw(some, { progress }))).toBe(`# Sailing

All 3 requirements, leading to **Able seaman**. In progress: 1 of 3 requirements are satisfied.

- **Ties knots** (Earn this achievement; a milestone): Done
- **Sails** (1 of these 2): Held up: something has to come first
  - **Jib** (Earn this achievement): Open: expired
  - **Mainsail** (Earn this achievement): Done, not needed
- **Practice** (At least 12 hours): Begun, 7.5 of 12
- **Swimming** (Earn this achievement; optional): Waived

## Order

- Sails has to be earned after Ties knots.
`);
  });

  it('shows each state by a frame, a sign and a word of its own', () => {
    const svg = svgOf(draw(some, { progress }));
    const states = ['SATISFIED', 'SURPLUS', 'PARTIAL', 'UNMET', 'BLOCKED', 'WAIVED'];
    const groups = states.map((state) => new RegExp(`class="state-${state}".*?<g transform[^>]*>(.*?)</g>`).exec(svg)?.[1]);
    expect(new Set(groups).size).toBe(states.length);
    expect(groups).not.toContain(undefined);
    for (const word of ['>Done<', '>Done, not needed<', '>Begun, 7.5 of 12<', '>Open: expired<', '>Waived<']) expect(svg).toContain(word);
  });

  it('is named and described for those who do not see it', () => {
    const elements = elementsOf(svgOf(draw()));
    expect(elements[0]).toMatchObject({ name: 'svg', attributes: { role: 'img', 'aria-labelledby': 'cairn-map-title-k1 cairn-map-about-k1' } });
    expect(elements.slice(1, 3)).toMatchObject([{ name: 'title', attributes: { id: 'cairn-map-title-k1' } }, { name: 'desc', attributes: { id: 'cairn-map-about-k1' } }]);
  });

  it('prefers titles in the language of the reader', () => {
    expect(mapText(draw(some, { languages: ['de-AT', 'en'] }))).toContain('**Segel**');
    expect(mapText(draw(some, { languages: ['fr'] }))).toContain('**Sails**');
  });

  it.each([
    ['markup', '</text></svg><script>alert(1)</script>'],
    ['an attribute', '" onload="alert(1)'],
    ['an entity', '&lt;script&gt; &#x3c;'],
    ['signs that XML forbids', 'a\u0000b\u0008c\ufffe\ud800d'],
    ['a turn of direction', '\u202egnitset\u2066'],
    ['a style', ']]><style>*{}</style>'],
  ])('takes %s in a title for nothing but text', (_, title) => {
    const pathway = draw({ requirements: [award('x', title)] }, { title });
    const elements = elementsOf(svgOf(pathway));
    const names = elements.map(({ name }) => name);
    expect(elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => name.startsWith('on'))).toEqual([]);
    expect(names.filter((name) => name === 'style')).toHaveLength(1);
    expect(names).not.toContain('script');
    expect(svgOf(pathway)).not.toMatch(/[\u202e\u2066\u0000\u0008]/);
    expect(mapText(draw({ requirements: [award('x', '[x](javascript:y) **b** <i>')] }))).toContain('\\[x\\](javascript:y) \\*\\*b\\*\\* \\<i\\>');
  });

  it.each([
    ['a long title', 'Understands the whole of what happens between the harbour and the open sea when the wind turns against the tide'],
    ['a word without a break', 'x'.repeat(300)],
    ['broad signs', '漢'.repeat(120)],
    ['pictures of people', '👩‍🔬'.repeat(60)],
  ])('breaks %s into lines that fit into the box', (_, title) => {
    const { boxes } = planOf(draw({ requirements: [award('x', title)] }));
    const lines = boxes.get('x')?.title ?? [];
    expect(lines.length).toBeLessThanOrEqual(3);
    expect(lines.at(-1)).toMatch(/…$/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(title.startsWith('👩') ? 130 : 45);
    elementsOf(svgOf(draw({ requirements: [award('x', title)] })));
  });

  it('reads from right to left where the title does', () => {
    const pathway = draw({ requirements: [award('x', 'מפרשים')] }, { title: 'שיט' });
    const plan = planOf(pathway);
    const { boxes } = layoutOf(plan.plan);
    expect(plan.plan.direction).toBe('RL');
    expect(boxes[0]?.x).toBeLessThan(boxes[1]?.x ?? 0);
    expect(svgOf(pathway)).toMatch(/<text x="224"[^>]* direction="rtl">מפרשים/);
  });

  it('places boxes apart from each other, all within the picture, the goal last', () => {
    const { plan, boxes } = planOf(draw());
    const { width, height, boxes: places } = layoutOf(plan);
    const frames = places.map(({ id, x, y }) => ({ left: x - 118, right: x + 118, top: y - (boxes.get(id)?.height ?? 0) / 2, bottom: y + (boxes.get(id)?.height ?? 0) / 2 }));
    for (const [at, one] of frames.entries()) {
      expect(one.left >= 0 && one.top >= 0 && one.right <= width && one.bottom <= height).toBe(true);
      for (const other of frames.slice(at + 1)) expect(one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top).toBe(true);
    }
    expect(Math.max(...frames.map(({ right }) => right))).toBe(frames[0]?.right);
  });

  it('draws as much of a very large definition as there is room for, and tells the rest', () => {
    const large = { requirements: Array.from({ length: 40 }, (_, at) => ({ id: `g${at}`, kind: 'all', of: Array.from({ length: 100 }, (__, n) => award(`w${at}-${n}`, `Part ${n}`)) })) };
    const pathway = draw(large);
    const { boxes, folded } = planOf(pathway);
    expect([boxes.size, folded, boxes.get('g0')?.folded]).toEqual([41, 4_000, 100]);
    expect(mapText(pathway).match(/\*\*Part/g)).toHaveLength(4_000);
    const wide = planOf(draw({ requirements: Array.from({ length: 1_000 }, (_, at) => award(`w${at}`)) }));
    expect([wide.boxes.size, wide.folded]).toEqual([boxesMax + 1, 1_000 - boxesMax]);
  });

  it('survives an order that runs in a circle', () => {
    const order = [{ before: 'jib', after: 'knots', mode: 'advice' }, { before: 'knots', after: 'jib', mode: 'advice' }, { before: 'knots', after: 'knots', mode: 'advice' }];
    expect(() => svgOf(draw({ ...some, order }))).not.toThrow();
  });

  it('names achievements and pathways wherever they stand', () => {
    const definition = { requirements: [{ id: 'm', kind: 'maintain', cycle: 'P3Y', node: { id: 'o', kind: 'any', of: [award('x'), { id: 'p', kind: 'pathwayCompleted', pathway: 'q' }] } }], completion: { achievement: 'z' } };
    expect(idsToName(definition)).toEqual({ achievements: ['z', 'a-x'], pathways: ['q'] });
  });
});
