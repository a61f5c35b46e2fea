const award = (id: string) => ({ id, kind: 'award', achievement: id.toUpperCase() });

function pathway(policy: object, more: object = {}): object {
  return { requirements: [award('a'), award('b')], policy: { sharing: 'shared', ...policy }, ...more };
}

/** What contradicts itself, a definition of it, and how it is refused. */
export const contradictory: [what: string, document: object, refusal: string][] = [
  ['a limit on sharing where all is shared', pathway({ maxSharedAwards: 1 }), 'POLICY_CONTRADICTS /policy/maxSharedAwards'],
  ['pairs that may share where all is shared', pathway({ maySharePairs: [['a', 'b']] }), 'POLICY_CONTRADICTS /policy/maySharePairs'],
  ['two nodes that may share and are kept apart', pathway({ exclusivityGroups: [['a', 'b']], maySharePairs: [['b', 'a']] }), 'POLICY_CONTRADICTS /policy/maySharePairs/0'],
  ['two factors of one conversion', pathway({ conversions: [{ from: 'ceu', to: 'hours', factor: 10 }, { from: 'ceu', to: 'hours', factor: 12 }] }), 'POLICY_CONTRADICTS /policy/conversions/1'],
  ['a measure converted into itself', pathway({ conversions: [{ from: 'ceu', to: 'ceu', factor: 10 }] }), 'POLICY_CONTRADICTS /policy/conversions/0'],
  ['an achievement equivalent to itself', pathway({ equivalences: [{ of: 'A', accepts: 'A' }] }), 'POLICY_CONTRADICTS /policy/equivalences/0'],
  ['an equivalence that ends first', pathway({ equivalences: [{ of: 'A', accepts: 'B', from: '2026-01-01', until: '2026-01-01' }] }), 'POLICY_CONTRADICTS /policy/equivalences/0'],
  ['a version that closes before it opens', pathway({}, { publishedOn: '2026-01-01', versioning: { enrolUntil: '2025-01-01' } }), 'POLICY_CONTRADICTS /versioning/enrolUntil'],
  ['a teach-out before the opening', pathway({}, { versioning: { enrolFrom: '2026-01-01', teachOutUntil: '2026-01-01' } }), 'POLICY_CONTRADICTS /versioning/teachOutUntil'],
  ['a replacement without a reason', pathway({}, { versioning: { appliesToEnrolledIn: { versions: [1], from: '2026-01-01', mode: 'replace' } } }), 'FIELD_MISSING /versioning/appliesToEnrolledIn/reason'],
];
