import { onlyPathway } from '../testing/imported.js';

const at = (id: string) => `https://bridges.example/c/${id}`;
const course = (id: string, more: Record<string, unknown> = {}) => ({ '@id': at(id), '@type': 'ceterms:CourseComponent', 'ceterms:name': { en: id.toUpperCase() }, 'ceterms:proxyFor': `https://bridges.example/courses/${id}`, ...more });
const courses = ['a', 'b', 'c'].map((id) => course(id));
const award = (id: string, node = id) => ({ id: node, kind: 'award', achievement: id, title: { en: id.toUpperCase() } });

/** A pathway whose destination has these conditions, and what else the graph holds. */
const pathway = (conditions: unknown, ...more: unknown[]) => ({
  '@context': 'https://credreg.net/ctdl/schema/context/json',
  '@graph': [
    { '@id': at('pathway'), '@type': 'ceterms:Pathway', 'ceterms:name': { 'en-US': 'Bridge keeper' }, 'ceterms:hasDestinationComponent': at('diploma') },
    { '@id': at('diploma'), '@type': 'ceterms:CredentialComponent', 'ceterms:proxyFor': 'https://bridges.example/diploma', 'ceterms:hasCondition': conditions },
    ...courses,
    ...more,
  ],
});
const condition = (more: Record<string, unknown>) => ({ '@type': 'ceterms:ComponentCondition', ...more });
const targets = { 'ceterms:targetComponent': ['a', 'b', 'c'].map(at) };
const imported = (document: unknown) => onlyPathway(document, 'CTDL');
const constraint = (left: string, comparator: string, right: unknown, leftAction?: string) => ({
  '@type': 'ceterms:Constraint',
  'ceterms:leftSource': [left],
  'ceterms:comparator': `compare:${comparator}`,
  'ceterms:rightSource': [right],
  ...(leftAction ? { 'ceterms:leftAction': `array:${leftAction}` } : {}),
});

test('a required number is over components and nested conditions together, and the destination completes the pathway', () => {
  const { pathway: read, references } = imported(
    pathway([condition({ '@id': at('two'), 'ceterms:requiredNumber': 2, 'ceterms:targetComponent': [at('a')], 'ceterms:hasCondition': [condition({ '@id': at('either'), 'ceterms:logicalOperator': 'logic:Or', 'ceterms:targetComponent': [at('b'), at('c')] })] })]),
  );
  expect(read).toEqual({
    language: 'cairn-pathway/1',
    title: { 'en-US': 'Bridge keeper' },
    requirements: [{ id: 'two', kind: 'nOf', n: 2, of: [award('a'), { id: 'either', kind: 'any', of: [award('b'), award('c')] }] }],
    policy: { sharing: 'shared' },
    completion: { achievement: 'diploma', autoIssue: false },
  });
  expect(references[0]).toEqual({ key: 'a', kind: 'ACHIEVEMENT', iri: 'https://bridges.example/courses/a', name: 'A', type: 'CourseComponent' });
});

test.each([
  ['And', 'all', 'MAPPED'],
  ['Or', 'any', 'MAPPED'],
  ['OnlyOne', 'any', 'APPROXIMATED'],
])('%s becomes %s, %s', (operator, kind, outcome) => {
  const read = imported(pathway(condition({ 'ceterms:logicalOperator': `logic:${operator}`, ...targets })));
  expect(read.pathway.requirements[0]).toMatchObject({ kind });
  expect(read.report.find(({ note }) => note.startsWith(operator))).toMatchObject({ outcome, construct: '/@graph/1/ceterms:hasCondition' });
});

test('of a number and an operator the number wins, and the report says so', () => {
  const read = imported(pathway(condition({ 'ceterms:requiredNumber': 1, 'ceterms:logicalOperator': 'logic:And', ...targets })));
  expect(read.pathway.requirements[0]).toMatchObject({ kind: 'nOf', n: 1 });
  expect(read.report.filter(({ outcome }) => outcome === 'APPROXIMATED').map(({ note }) => note)).toEqual(['requiredNumber and a logical operator are both given: the number wins, 1 of the 3 components and conditions together']);
});

test('sums, caps, counts and levels become rules of the language', () => {
  const read = imported(
    pathway([
      condition({ '@id': at('credits'), ...targets, 'ceterms:hasConstraint': [constraint('ceterms:creditValue', 'GT', 12, 'Sum'), constraint('ceterms:creditUnitType', 'EQ', 'creditUnit:ContactHour'), constraint('ceterms:creditValue', 'LTEQ', 40, 'Sum')] }),
      condition({ '@id': at('different'), ...targets, 'ceterms:hasConstraint': [constraint('ceterms:ownedBy', 'GTEQ', 2, 'CountDistinct')] }),
      condition({ '@id': at('high'), 'ceterms:requiredNumber': 2, ...targets, 'ceterms:hasConstraint': [constraint('ceterms:creditLevelType', 'GTEQ', 6, 'Min')] }),
    ]),
  );
  const from = { achievementIn: ['a', 'b', 'c'] };
  expect(read.pathway.requirements).toEqual([
    { id: 'credits', kind: 'sum', measure: 'hours', atLeast: 12.01, from, caps: [{ where: {}, atMost: 40, mode: 'clip' }] },
    { id: 'different', kind: 'count', atLeast: 2, from, distinctBy: 'issuer' },
    { id: 'high', kind: 'nOf', n: 2, of: ['a', 'b', 'c'].map((id) => ({ ...award(id, `${id}.3`), minLevel: 6 })) },
  ]);
});

test.each([
  ['a mean', constraint('ex:mark', 'GTEQ', 50, 'Mean')],
  ['an exact sum', constraint('ceterms:creditValue', 'EQ', 90, 'Sum')],
  ['something unequal', constraint('ex:grade', 'NEQ', 'ex:F')],
  ['a level that is no number', constraint('ceterms:creditLevelType', 'GTEQ', 'ex:Upper', 'Min')],
  ['several sources', { ...constraint('ex:mark', 'GTEQ', 5), 'ceterms:leftSource': ['ex:mark', 'ex:grade'] }],
])('%s is refused, and somebody has to attest it', (_what, refused) => {
  const read = imported(pathway(condition({ 'ceterms:requiredNumber': 3, ...targets, 'ceterms:hasConstraint': [refused] })));
  expect(read.pathway.requirements[0]).toMatchObject({ kind: 'all', of: [{ kind: 'nOf', n: 3 }, { kind: 'attested' }] });
  expect(read.report).toContainEqual({ construct: '/@graph/1/ceterms:hasCondition/ceterms:hasConstraint/0', outcome: 'REFUSED', note: expect.stringContaining('attest') as string });
});

test('a component is an award, another pathway or an attestation, by what it stands for', () => {
  const read = imported(
    pathway(
      condition({ 'ceterms:logicalOperator': 'logic:And', 'ceterms:targetComponent': [at('a'), at('first'), at('year')] }),
      { '@id': at('first'), '@type': 'ceterms:CredentialComponent', 'ceterms:proxyFor': 'https://bridges.example/p/first' },
      { '@id': 'https://bridges.example/p/first', '@type': 'ceterms:Pathway' },
      { '@id': at('year'), '@type': 'ceterms:WorkExperienceComponent', 'ceterms:name': 'A year on the bridge' },
    ),
  );
  expect(read.pathway.requirements).toMatchObject([{ of: [award('a'), { id: 'first', kind: 'pathwayCompleted', pathway: 'first' }, { id: 'year', kind: 'attested', title: 'A year on the bridge' }] }]);
  expect(read.references.map(({ kind, key }) => `${kind} ${key}`)).toContain('PATHWAY first');
});

test('a credential is earned by its conditions, a course with conditions beside them', () => {
  const own = { 'ceterms:hasCondition': condition({ 'ceterms:requiredNumber': 1, 'ceterms:targetComponent': [at('a')] }) };
  const read = imported(
    pathway(
      condition({ 'ceterms:logicalOperator': 'logic:And', 'ceterms:targetComponent': [at('badge'), at('d')] }),
      { '@id': at('badge'), '@type': 'ceterms:CredentialComponent', 'ceterms:sourceData': 'https://bridges.example/badge', ...own },
      course('d', own),
    ),
  );
  expect(read.pathway.requirements).toMatchObject([
    { of: [{ id: 'badge', kind: 'nOf', milestone: { achievement: 'badge', autoIssue: false } }, { id: 'd', kind: 'all', of: [{ kind: 'award', achievement: 'd' }, { kind: 'nOf', n: 1 }] }] },
  ]);
});

test('precedes is advice; a prerequisite is an edge, asked for where nothing else does', () => {
  const read = imported(
    pathway(
      condition({ 'ceterms:logicalOperator': 'logic:And', 'ceterms:targetComponent': [at('a'), at('b'), at('d')] }),
      { '@id': at('a'), 'ceterms:precedes': [at('b')] },
      course('d', { 'ceterms:prerequisite': [at('a'), at('e')] }),
      course('e'),
    ),
  );
  expect(read.pathway.order).toEqual([
    { before: 'a', after: 'd', mode: 'strictlyAfter' },
    { before: 'e', after: 'd', mode: 'strictlyAfter' },
    { before: 'a', after: 'b', mode: 'advice' },
  ]);
  expect(read.pathway.requirements).toMatchObject([{ of: [{ id: 'a' }, { id: 'b' }, { kind: 'all', of: [{ id: 'e' }, { id: 'd' }] }] }]);
});

test('a prerequisite that may be left out where it stands is refused', () => {
  const read = imported(pathway(condition({ 'ceterms:logicalOperator': 'logic:And', 'ceterms:targetComponent': [at('d')], 'ceterms:hasCondition': [condition({ 'ceterms:logicalOperator': 'logic:Or', 'ceterms:targetComponent': [at('a'), at('b')] })] }), course('d', { 'ceterms:prerequisite': at('a') })));
  expect(read.pathway.order).toBeUndefined();
  expect(read.report.filter(({ outcome }) => outcome === 'REFUSED')).toHaveLength(1);
});

test('a credential beside the destination is an exit', () => {
  const read = imported(
    pathway(
      [condition({ '@id': at('three'), 'ceterms:requiredNumber': 3, ...targets })],
      { '@id': at('small'), '@type': 'ceterms:CredentialComponent', 'ceterms:proxyFor': 'https://bridges.example/small', 'ceterms:hasCondition': [{ '@id': at('three') }] },
    ),
  );
  expect(read.pathway.offRamps).toEqual([{ id: 'small', node: { ref: 'three' }, achievement: 'small', when: 'request' }]);
});

test('conditions that nothing asks for are refused by name, and an attestation is asked in their place', () => {
  const stage = { '@id': at('stage'), '@type': 'ceterms:BasicComponent', 'ceterms:name': 'Stage 1', 'ceterms:hasCondition': [condition({ 'ceterms:hasConstraint': [constraint('ex:mark', 'GTEQ', 50, 'Mean')] })] };
  const read = imported(pathway(condition({ 'ceterms:logicalOperator': 'logic:And', ...targets }), stage));
  expect(read.report.filter(({ outcome }) => outcome === 'REFUSED').map(({ construct }) => construct)).toEqual([
    '/@graph/5',
    '/@graph/5/ceterms:hasCondition/0',
    '/@graph/5/ceterms:hasCondition/0/ceterms:hasConstraint/0',
  ]);
  expect(read.pathway.requirements.at(-1)).toMatchObject({ id: 'unasked', kind: 'attested' });
});

test('expanded documents, other prefixes and earlier drafts say the same', () => {
  const terms = 'https://purl.org/ctdl/terms/';
  const expanded = [
    { '@id': at('p'), '@type': [`${terms}Pathway`], [`${terms}hasDestinationComponent`]: [{ '@id': at('z') }] },
    { '@id': at('z'), '@type': [`${terms}CredentialComponent`], [`${terms}hasCondition`]: [{ '@id': at('k') }] },
    { '@id': at('k'), '@type': [`${terms}ComponentCondition`], [`${terms}requiredNumber`]: [{ '@value': 1 }], [`${terms}targetComponent`]: [{ '@id': at('a') }] },
    { '@id': at('a'), '@type': [`${terms}CourseComponent`], [`${terms}name`]: [{ '@language': 'en', '@value': 'A' }] },
  ];
  const early = {
    '@graph': [
      { id: at('p'), type: 'Pathway', hasRoot: at('z') },
      { id: at('z'), type: 'Credential', requiredCondition: { '@id': at('k'), '@type': 'ComponentCondition', ruleSet: { requiredNumber: 1 }, targetComponent: at('a') } },
      { id: at('a'), type: 'Course', name: { '@en': 'A' } },
    ],
  };
  expect(imported(early).pathway).toEqual(imported(expanded).pathway);
});

test('what holds no pathway is told what it holds', () => {
  expect(() => imported({ '@graph': [{ '@id': at('s'), '@type': 'skos:ConceptScheme' }] })).toThrow('0 pathways');
});
