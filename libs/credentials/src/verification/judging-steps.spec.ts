import { createHash } from 'node:crypto';
import type { JsonObject } from '../json/json.js';
import { authorityStep } from './authority-step.js';
import type { AuthorityEvidence, KnownMandate } from './definition-evidence.js';
import { definitionStep } from './definition-step.js';
import { definitionDigest } from './definition-text.js';
import { endorsementsIn } from './endorsement-findings.js';
import type { FoundDocument, VerificationEvidence } from './evidence.js';
import { resourcesStep } from './resources-step.js';
import { asOf, day, signed, verify } from './signed-credential.fixture.js';
import { subjectStep } from './subject-step.js';
import { trustAt, type TrustEntry } from './trust-evidence.js';
import type { StepResult } from './verdict.js';

const outcome = ({ outcome: found, code }: StepResult) => `${found} ${code}`;
const nothing: VerificationEvidence = { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'nobody was asked' }, status: [] };
const awarded = (achievement: JsonObject, more: JsonObject = {}, subject: JsonObject = {}): JsonObject => ({
  issuer: 'did:web:agent.example',
  validFrom: '2026-03-01T00:00:00Z',
  credentialSubject: { achievement, ...subject },
  ...more,
});
const words = { name: 'Bookbinding', description: 'Twelve evenings.', criteria: 'Bind one book.' };
const achievement = { id: 'https://owner.example/a/1', name: words.name, description: words.description, criteria: { narrative: words.criteria } };
const published = { outcome: 'KNOWN' as const, issuer: 'did:web:agent.example', digest: definitionDigest(words), observedAt: asOf };
const mandate = (over: Partial<KnownMandate> = {}): KnownMandate => ({
  mandate: 'one', mandator: 'did:web:owner.example', agent: 'did:web:agent.example', achievements: null, from: day('2026-01-01'), until: null, recordedAt: day('2026-01-01'), ...over,
});
const authority = (...mandates: KnownMandate[]): AuthorityEvidence => ({ mandators: ['did:web:owner.example'], mandates, observedAt: asOf });

describe('the step definition', () => {
  const step = (document: JsonObject, evidence: Partial<VerificationEvidence>, options = {}) => outcome(definitionStep(document, { ...nothing, ...evidence }, { asOf, ...options }));

  it('compares title, description and criteria with what was published under the id', () => {
    expect(step(awarded(achievement), { definition: { published, alike: [] } })).toBe('VALID DEFINITION_AS_PUBLISHED');
    for (const change of [{ name: 'Bookbinding, advanced' }, { description: 'Two evenings.' }, { criteria: { narrative: 'Come twice.' } }, { criteria: {} }])
      expect(step(awarded({ ...achievement, ...change }), { definition: { published, alike: [] } })).toBe('INVALID DEFINITION_DIFFERS');
  });

  it('does not let one issuer award what another published, unless it has that one’s mandate', () => {
    const definition = { published: { ...published, issuer: 'did:web:owner.example' }, alike: [] };
    expect(step(awarded(achievement), { definition })).toBe('INVALID DEFINITION_OF_ANOTHER_ISSUER');
    expect(step(awarded(achievement), { definition, authority: authority(mandate()) })).toBe('VALID DEFINITION_AS_PUBLISHED');
  });

  it('finds a copy of what another issuer published earlier', () => {
    const original = { id: 'https://registry.example/a/1', issuer: 'did:web:owner.example', publishedAt: day('2026-02-01'), recordedAt: day('2026-02-02') };
    expect(step(awarded(achievement), { definition: { alike: [original] } })).toBe('INVALID DEFINITION_COPIED');
    expect(step(awarded(achievement), { definition: { alike: [{ ...original, publishedAt: day('2026-03-02') }] } })).toBe('NOT_APPLICABLE DEFINITION_NOT_HELD');
    expect(step(awarded(achievement), { definition: { alike: [{ ...original, issuer: 'did:web:agent.example' }] } })).toBe('NOT_APPLICABLE DEFINITION_NOT_HELD');
    expect(step(awarded(achievement), { definition: { alike: [original] } }, { knownAsOf: day('2026-02-01') })).toBe('NOT_APPLICABLE DEFINITION_NOT_HELD');
  });

  it('is unknown when the definition is stated and cannot be had, and not asked when there is none', () => {
    expect(step(awarded(achievement), { definition: { published: { outcome: 'NOT_OBTAINABLE', detail: 'it is not here' }, alike: [] } })).toBe('UNKNOWN DEFINITION_NOT_OBTAINED');
    expect(step(awarded({}), {})).toBe('NOT_APPLICABLE DEFINITION_NOT_STATED');
  });
});

describe('the step authority', () => {
  const step = (document: JsonObject, evidence: Partial<VerificationEvidence>, options = {}) => outcome(authorityStep(document, { ...nothing, ...evidence }, { asOf, ...options }));
  const definition = { published: { ...published, issuer: 'did:web:owner.example' }, alike: [] };

  it.each<[string, KnownMandate[], object, string]>([
    ['in force', [mandate()], {}, 'VALID MANDATED'],
    ['none', [], {}, 'INVALID MANDATE_MISSING'],
    ['that begins later', [mandate({ from: day('2026-03-02') })], {}, 'INVALID MANDATE_MISSING'],
    ['that had ended', [mandate({ until: day('2026-02-28') })], {}, 'INVALID MANDATE_MISSING'],
    ['of somebody else', [mandate({ agent: 'did:web:third.example' })], {}, 'INVALID MANDATE_MISSING'],
    ['for another achievement', [mandate({ achievements: ['https://owner.example/a/2'] })], {}, 'INVALID MANDATE_MISSING'],
    ['for this achievement', [mandate({ achievements: [achievement.id] })], {}, 'VALID MANDATED'],
    ['ended by a later row', [mandate(), mandate({ until: day('2026-02-01'), recordedAt: day('2026-05-01') })], {}, 'INVALID MANDATE_MISSING'],
    ['ended by a row not known yet', [mandate(), mandate({ until: day('2026-02-01'), recordedAt: day('2026-05-01') })], { knownAsOf: day('2026-04-01') }, 'VALID MANDATED'],
    ['not known by then', [mandate()], { knownAsOf: day('2025-01-01') }, 'INVALID MANDATE_MISSING'],
  ])('looks at the mandate on the day of the award: %s', (_name, mandates, options, expected) => {
    expect(step(awarded(achievement), { definition, authority: authority(...mandates) }, options)).toBe(expected);
  });

  it('says nothing of mandates that nobody here could know', () => {
    const document = awarded({ ...achievement, creator: { id: 'did:web:far.example' } });
    expect(step(document, { authority: authority() })).toBe('UNKNOWN MANDATE_NOT_KNOWN');
    expect(step(awarded(achievement, {}, { source: { id: 'did:web:far.example' } }), {})).toBe('UNKNOWN MANDATE_NOT_KNOWN');
  });

  it('is not asked where nobody awards for another', () => {
    expect(step(awarded(achievement), {})).toBe('NOT_APPLICABLE AUTHORITY_NOT_ASKED');
    expect(step(awarded(achievement), { definition: { published, alike: [] } })).toBe('VALID OWN_DEFINITION');
  });
});

describe('the step subject', () => {
  const hash = (value: string, salt: string, algorithm = 'sha256') => `${algorithm}$${createHash(algorithm).update(value + salt).digest('hex')}`;
  const about = (...identifier: JsonObject[]): JsonObject => ({ credentialSubject: { identifier } });
  const mail = { type: 'emailAddress', value: 'Ada@Example.org' };
  const step = (document: JsonObject, ...recipient: { type: string; value: string }[]) => outcome(subjectStep(document, recipient));

  it('compares plain and salted identifiers, of either Open Badges', () => {
    expect(step(about({ identityType: 'emailAddress', hashed: true, salt: 'x', identityHash: hash('ada@example.org', 'x') }), mail)).toBe('VALID RECIPIENT_MATCHES');
    expect(step(about({ identityType: 'emailAddress', hashed: false, identityHash: 'ada@example.org' }), mail)).toBe('VALID RECIPIENT_MATCHES');
    expect(step({ recipient: { type: 'email', hashed: true, salt: 'y', identity: hash('ada@example.org', 'y', 'md5') } }, mail)).toBe('VALID RECIPIENT_MATCHES');
    expect(step({ recipient: { type: 'email', hashed: true, identity: hash('Ada@Example.org', '') } }, mail)).toBe('VALID RECIPIENT_MATCHES');
    expect(step({ credentialSubject: { id: 'did:example:ada' } }, { type: 'did', value: 'did:example:ada' })).toBe('VALID RECIPIENT_MATCHES');
  });

  it('tells another recipient from one that cannot be compared', () => {
    expect(step(about({ identityType: 'emailAddress', hashed: true, salt: 'x', identityHash: hash('bob@example.org', 'x') }), mail)).toBe('INVALID RECIPIENT_DIFFERS');
    expect(step(about({ identityType: 'emailAddress', hashed: true, identityHash: 'sha1$abc' }), mail)).toBe('INVALID RECIPIENT_DIFFERS');
    expect(step(about({ identityType: 'studentId', hashed: false, identityHash: '7' }), mail)).toBe('UNKNOWN RECIPIENT_TYPE_NOT_GIVEN');
    expect(step({ credentialSubject: { id: 'urn:uuid:1' } }, mail)).toBe('UNKNOWN RECIPIENT_NOT_STATED');
    expect(outcome(subjectStep(about(), undefined))).toBe('NOT_APPLICABLE RECIPIENT_NOT_ASKED');
  });
});

describe('the step resources', () => {
  const body = Buffer.from('a picture');
  const sri = `sha384-${createHash('sha384').update(body).digest('base64')}`;
  const multibase = `u${Buffer.concat([Buffer.from('1220', 'hex'), createHash('sha256').update(body).digest()]).toString('base64url')}`;
  const url = 'https://issuer.example/picture';
  const read: FoundDocument = { outcome: 'READ', url, body, observedAt: asOf };
  const step = (relatedResource: JsonObject[], ...found: FoundDocument[]) => outcome(resourcesStep({ relatedResource }, found));

  it('compares what is found with the digest stated', () => {
    expect(step([{ id: url, digestSRI: sri }], read)).toBe('VALID RESOURCES_UNCHANGED');
    expect(step([{ id: url, digestMultibase: multibase }], read)).toBe('VALID RESOURCES_UNCHANGED');
    expect(step([{ id: url, digestSRI: sri }], { ...read, body: Buffer.from('another') })).toBe('INVALID RESOURCE_DIFFERS');
    expect(outcome(resourcesStep({ evidence: [{ id: url, digestSRI: sri }] }, [{ ...read, body: Buffer.from('another') }]))).toBe('INVALID RESOURCE_DIFFERS');
  });

  it('is unknown for what was not fetched or has a digest of another kind, and refuses one named twice', () => {
    expect(step([{ id: url, digestSRI: sri }])).toBe('UNKNOWN RESOURCE_NOT_OBTAINED');
    expect(step([{ id: url, digestSRI: 'md5-abc' }], read)).toBe('UNKNOWN DIGEST_NOT_SUPPORTED');
    expect(step([{ id: url, digestSRI: sri }, { id: url, digestSRI: sri }], read)).toBe('INVALID RESOURCE_NAMED_TWICE');
    expect(step([])).toBe('NOT_APPLICABLE RESOURCES_NOT_STATED');
  });
});

describe('what stands beside a verdict', () => {
  const entry = (over: Partial<TrustEntry> = {}): TrustEntry => ({ entry: 'one', list: 'Known', from: day('2026-01-01'), until: null, recordedAt: day('2026-01-01'), ...over });

  it('is trust, on a day and as known on another', () => {
    const ended = entry({ until: day('2026-05-01'), recordedAt: day('2026-06-01') });
    expect(trustAt([], { asOf })).toEqual({ state: 'NOT_LISTED', lists: [], since: null });
    expect(trustAt([entry()], { asOf })).toMatchObject({ state: 'RECOGNISED', lists: ['Known'] });
    expect(trustAt([entry()], { asOf: day('2025-01-01') })).toMatchObject({ state: 'NOT_LISTED' });
    expect(trustAt([entry(), ended], { asOf: day('2026-05-02') })).toMatchObject({ state: 'WITHDRAWN', since: day('2026-05-01') });
    expect(trustAt([entry(), ended], { asOf: day('2026-04-30') })).toMatchObject({ state: 'RECOGNISED' });
    expect(trustAt([entry(), ended], { asOf: day('2026-05-02'), knownAsOf: day('2026-05-31') })).toMatchObject({ state: 'RECOGNISED' });
    expect(trustAt([entry(), ended, entry({ entry: 'two', list: 'Other' })], { asOf: day('2026-05-02') })).toMatchObject({ state: 'RECOGNISED', lists: ['Other'] });
  });

  it('never changes it', async () => {
    const plain = await verify(signed);
    const withdrawn = await verify(signed, { trust: [entry({ until: day('2026-02-01') })] });
    expect([plain.verdict, plain.trust.state, withdrawn.verdict, withdrawn.trust.state]).toEqual(['VALID', 'NOT_LISTED', 'VALID', 'WITHDRAWN']);
  });

  it('are endorsements, each judged by itself and no deeper than three', async () => {
    let nested: JsonObject = signed as unknown as JsonObject;
    for (let depth = 0; depth < 6; depth += 1) nested = { ...(signed as unknown as JsonObject), endorsement: [nested] };
    let depth = 0;
    for (let result = await verify(nested); result.endorsements[0]; result = result.endorsements[0].result) depth += 1;
    expect(depth).toBe(3);
  });

  it('are at most ten endorsements of one document', () => {
    expect(endorsementsIn({ endorsement: Array.from({ length: 30 }, () => ({})), endorsementJwt: ['a'] })).toHaveLength(10);
  });
});
