import { type Principal, principalOf } from '@cairn/access';
import type { RequirementText } from '@cairn/events';
import { addressOf, OBJECT_STORE, type ObjectStore } from '@cairn/files';
import { aPicture, aPixelBomb, aWordDocument } from '@cairn/files/testing';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../../testing/service.js';
import { aPolicy } from '../../testing/submissions.js';
import { EvidenceAddresses } from './evidence-address.js';
import { EvidenceObjects, looseMs } from './evidence-objects.js';

interface Evidence {
  readonly id: string;
  readonly name: string | null;
  readonly blindName: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly url: string;
}
interface Payload {
  readonly evidence: Evidence | null;
  readonly userErrors: { code: string; field: string[] | null }[];
}

const leaf = { title: null, description: null, assessed: true, effort: null, criteria: [], pass: null, attestorRole: null, achievement: null, atLeast: null, of: [] };
const work: RequirementText = { ...leaf, key: 'work', kind: 'PART', evidence: { kinds: ['TEXT', 'FILE', 'LINK'], wordsMax: null, artefactsMin: 0, artefactsMax: 3 } };
const mib = 1024 * 1024;

describe('a file as evidence', () => {
  const tenant = newId();
  const registrar = aRegistrar(tenant, ['AWARD', 'ADMINISTER']);
  const clock = { at: Date.parse('2026-12-18T15:00:00Z'), now: () => clock.at };
  let service: TestService;
  let objects: ObjectStore;
  let achievementVersionId: string;

  beforeAll(async () => {
    service = await aService({ clock });
    objects = service.app.get<ObjectStore>(OBJECT_STORE as never);
    const version = await service.published(tenant, { assessed: true, claimBasis: 'KNOWLEDGE', requirement: work, assessment: aPolicy() });
    achievementVersionId = `acv_${version.achievementVersion}`;
  });
  afterAll(() => service.close());

  async function mutate<Answer = Payload>(principal: Principal, name: string, input: Record<string, unknown>, shape: string): Promise<Answer> {
    const query = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${shape} userErrors { code field } } }`;
    const { data, errors } = await service.ask<Record<string, Answer>>(principal, query, { input });
    if (!data || errors) throw new Error(JSON.stringify(errors));
    return data[name] as Answer;
  }
  let count = 0;
  async function anEarner(name = 'Jonas Ekwe'): Promise<string> {
    const made = await mutate<{ earner: { id: string } }>(registrar, 'createEarner', { name, identifiers: [{ type: 'STUDENT_ID', value: `S-${(count += 1)}` }] }, 'earner { id }');
    return made.earner.id;
  }
  async function claimed(earnerId: string): Promise<Principal> {
    const account = newId();
    const person = principalOf({ kind: 'PERSON', actor: account, account, tenant: null, rights: [] });
    const { token } = await mutate<{ token: string }>(registrar, 'createClaimLink', { earnerId }, 'token');
    await mutate(person, 'claimEarner', { token }, 'earner { id }');
    return person;
  }
  const started = async (who: Principal, earnerId: string) =>
    (await mutate<{ submission: { id: string } }>(who, 'startSubmission', { earnerId, achievementVersionId }, 'submission { id }')).submission.id;
  const post = (who: Principal, bytes: Buffer, headers: Record<string, string> = {}) =>
    service.send(who, 'POST', '/files/earners', { body: new Uint8Array(bytes), headers: { 'content-type': 'application/octet-stream', ...headers } });
  async function upload(who: Principal, bytes: Buffer): Promise<string> {
    const response = await post(who, bytes);
    expect(response.status).toBe(201);
    return response.headers.get('location')?.split('/').at(-1) ?? '';
  }
  const add = (who: Principal, submissionId: string, fileUploadId: string, name: string) =>
    mutate(who, 'addEvidenceFile', { submissionId, requirementKey: 'work', fileUploadId, name }, 'evidence { id name blindName mediaType bytes sha256 url }');
  const codes = ({ userErrors }: { userErrors: Payload['userErrors'] }) => userErrors.map(({ code, field }) => `${code} ${field?.at(-1)}`);
  const lies = (earner: string, sha256: string) => objects.has({ space: `${tenant}/${earner.slice(4)}`, digest: sha256 });

  async function aFiled(name = 'jonas_ekwe_lesson.docx') {
    const earner = await anEarner();
    const person = await claimed(earner);
    const submission = await started(person, earner);
    const document = await aWordDocument('Jonas Ekwe');
    const { evidence } = await add(person, submission, await upload(person, document), name);
    if (!evidence) throw new Error('the file was not taken');
    return { earner, person, submission, document, evidence };
  }

  it('is kept without who wrote it, and given back under its own name to those who may know it', async () => {
    const { person, evidence, earner, document } = await aFiled();
    expect(evidence).toMatchObject({ name: 'jonas_ekwe_lesson.docx', blindName: 'artefact-1.docx', url: `/files/earners/evidence/${evidence.id}` });
    const response = await service.send(person, 'GET', evidence.url);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-disposition': 'attachment; filename=jonas_ekwe_lesson.docx', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox",
      'content-type': evidence.mediaType, 'cache-control': 'private, no-store',
    });
    expect(addressOf(tenant, bytes).digest).toBe(evidence.sha256);
    expect(bytes).toHaveLength(evidence.bytes);
    expect(bytes.equals(document)).toBe(false);
    expect(await lies(earner, evidence.sha256)).toBe(true);
    const notMine = [aRegistrar(tenant, ['REVIEW', 'GRANT_AWARD']), aRegistrar(newId(), ['AWARD', 'ADMINISTER']), await claimed(await anEarner('Mira Holt'))];
    const refused = await Promise.all(notMine.map(async (who) => (await service.send(who, 'GET', evidence.url)).status));
    expect(refused).toEqual([404, 404, 404]);
    expect((await service.send(registrar, 'GET', evidence.url)).status).toBe(200);
    const read = await service.database.work((tx) => tx.query(`SELECT actor FROM audit_entry WHERE tenant_id = $1 AND action = 'read.evidence' AND subject = $2`, [tenant, evidence.id.slice(4)]));
    expect(read).toHaveLength(2);
  });

  it('is given to a reviewer under a name that tells nothing, for a quarter of an hour, and to nobody else', async () => {
    const { evidence } = await aFiled();
    const reviewer = aRegistrar(tenant, ['REVIEW']);
    const address = service.app.get(EvidenceAddresses).blind({ tenant, evidence: evidence.id.slice(4), actor: reviewer.actor ?? '' });
    const response = await service.send(reviewer, 'GET', address);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=artefact-1.docx');
    const shown = `${JSON.stringify([...response.headers])} ${Buffer.from(await response.arrayBuffer()).toString('latin1')} ${Buffer.from(address.split('/').at(-1)?.split('.')[0] ?? '', 'base64url').toString()}`;
    expect(shown).not.toMatch(/jonas|ekwe/i);
    expect((await service.send(aRegistrar(tenant, ['REVIEW']), 'GET', address)).status).toBe(404);
    expect((await service.send(reviewer, 'GET', `${address.slice(0, -1)}x`)).status).toBe(404);
    const then = clock.at;
    clock.at += 900_000;
    expect((await service.send(reviewer, 'GET', address)).status).toBe(404);
    clock.at = then;
  });

  it('is not taken when it is not what it says, and leaves nothing', async () => {
    const earner = await anEarner();
    const submission = await started(registrar, earner);
    const tried = async (name: string, bytes: Buffer) => codes(await add(registrar, submission, await upload(registrar, bytes), name));
    expect(await tried('lesson.docx', await aPicture())).toEqual(['FILE_NOT_ACCEPTED fileUploadId']);
    expect(await tried('lesson.png', aPixelBomb())).toEqual(['FILE_NOT_ACCEPTED fileUploadId']);
    expect(await tried('lesson.svg', Buffer.from('<svg onload="alert(1)"/>'))).toEqual(['FILE_NOT_ACCEPTED fileUploadId']);
    expect(await tried('lesson.txt', Buffer.from('<html>'))).toEqual(['FILE_NOT_ACCEPTED fileUploadId']);
    const rows = await service.database.work((tx) => tx.query('SELECT 1 FROM evidence WHERE submission_id = $1 UNION ALL SELECT 1 FROM loose_object WHERE sealed_for = $2', [submission.slice(4), earner.slice(4)]));
    expect(rows).toEqual([]);
  });

  it('is refused at once when it is too large, before a byte of it is read', async () => {
    const gigabyte = await service.send(registrar, 'POST', '/files/earners', { headers: { 'tus-resumable': '1.0.0', 'upload-length': String(1024 * mib) } });
    expect(gigabyte.status).toBe(413);
    expect(await gigabyte.json()).toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
    expect((await post(registrar, Buffer.alloc(25 * mib + 1))).status).toBe(413);
    const deferred = await service.send(registrar, 'POST', '/files/earners', { headers: { 'tus-resumable': '1.0.0', 'upload-defer-length': '1' } });
    const late = await service.send(registrar, 'PATCH', deferred.headers.get('location') ?? '', {
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'upload-length': String(1024 * mib), 'content-type': 'application/offset+octet-stream' }, body: 'a',
    });
    expect(late.status).toBe(413);
  });

  it('can be uploaded in pieces, by whoever began it only', async () => {
    const earner = await anEarner();
    const person = await claimed(earner);
    const submission = await started(person, earner);
    const bytes = Buffer.from('A lesson in two pieces.');
    const created = await service.send(person, 'POST', '/files/earners', { headers: { 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length) } });
    const location = created.headers.get('location') ?? '';
    const id = location.split('/').at(-1) ?? '';
    const patch = (who: Principal, offset: number, part: Buffer) =>
      service.send(who, 'PATCH', location, { headers: { 'tus-resumable': '1.0.0', 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, body: new Uint8Array(part) });
    expect((await patch(person, 0, bytes.subarray(0, 10))).status).toBe(204);
    expect(codes(await add(person, submission, id, 'lesson.txt'))).toEqual(['UPLOAD_NOT_READY fileUploadId']);
    expect((await patch(registrar, 10, bytes.subarray(10))).status).toBe(404);
    expect((await service.send(person, 'HEAD', location, { headers: { 'tus-resumable': '1.0.0' } })).headers.get('upload-offset')).toBe('10');
    expect((await patch(person, 10, bytes.subarray(10))).status).toBe(204);
    expect(codes(await add(registrar, submission, id, 'lesson.txt'))).toEqual(['UPLOAD_NOT_READY fileUploadId']);
    expect((await add(person, submission, id, 'lesson.txt')).evidence).toMatchObject({ name: 'lesson.txt', mediaType: 'text/plain', bytes: bytes.length });
    expect(codes(await add(person, submission, id, 'lesson.txt'))).toEqual(['UPLOAD_NOT_READY fileUploadId']);
    expect((await service.send(null, 'POST', '/files/earners', { body: 'a' })).status).toBe(401);
  });

  it('finds no place where a part is full', async () => {
    const submission = await started(registrar, await anEarner());
    for (const name of ['a.txt', 'b.txt', 'c.txt']) expect((await add(registrar, submission, await upload(registrar, Buffer.from(name)), name)).evidence?.name).toBe(name);
    expect(codes(await add(registrar, submission, await upload(registrar, Buffer.from('d')), 'd.txt'))).toEqual(['INVALID_VALUE requirementKey']);
  });

  it('finds the last place once when several look for it at once, and the others leave nothing behind', async () => {
    const earner = await anEarner();
    const submission = await started(registrar, earner);
    const uploads = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => upload(registrar, Buffer.from(`text ${text}`))));
    const added = await Promise.all(uploads.map((id, at) => add(registrar, submission, id, `${at}.txt`)));
    expect(added.flatMap(codes)).toEqual(['INVALID_VALUE requirementKey', 'INVALID_VALUE requirementKey']);
    expect(added.flatMap(({ evidence }) => evidence?.blindName ?? []).sort()).toEqual(['artefact-1.txt', 'artefact-2.txt', 'artefact-3.txt']);
    const then = clock.at;
    clock.at += looseMs + 1;
    await service.app.get(EvidenceObjects).sweep();
    clock.at = then;
    const lying = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => lies(earner, addressOf('x', Buffer.from(`text ${text}`)).digest)));
    expect(lying.filter(Boolean)).toHaveLength(3);
  });

  it('is drawn anew when it is a picture, and called what it is then', async () => {
    const submission = await started(registrar, await anEarner());
    const { evidence } = await add(registrar, submission, await upload(registrar, await aPicture({ by: 'Jonas Ekwe', format: 'webp' })), 'lesson.webp');
    expect(evidence).toMatchObject({ name: 'lesson.png', blindName: 'artefact-1.png', mediaType: 'image/png' });
    expect(await (await service.send(registrar, 'GET', evidence?.url ?? '')).text()).not.toContain('Ekwe');
  });

  it('that was put into the store and never written is swept, and what is in use stays', async () => {
    const { earner, evidence } = await aFiled();
    const store = service.app.get(EvidenceObjects);
    const orphan = await store.put(tenant, earner.slice(4), Buffer.from('put there before the process died'));
    await store.put(tenant, earner.slice(4), await bytesOf(earner, evidence.sha256));
    expect(await store.sweep()).toBe(0);
    const then = clock.at;
    clock.at += looseMs + 1;
    expect(await store.sweep()).toBe(1);
    clock.at = then;
    expect(await lies(earner, orphan)).toBe(false);
    expect(await lies(earner, evidence.sha256)).toBe(true);
  });

  it('that is taken out of a draft goes from the store as well', async () => {
    const { earner, person, evidence } = await aFiled();
    await mutate(person, 'removeEvidence', { evidenceId: evidence.id }, 'submission { id }');
    expect((await service.send(person, 'GET', evidence.url)).status).toBe(404);
    const then = clock.at;
    clock.at += looseMs + 1;
    await service.app.get(EvidenceObjects).sweep();
    clock.at = then;
    expect(await lies(earner, evidence.sha256)).toBe(false);
  });

  it('of two people is found to be the same in one tenant, though each has it for himself', async () => {
    const [one, other] = [await aFiled(), await aFiled()];
    const twins = await service.database.work((tx) =>
      tx.query<{ twin: string; sealed: string }>(`SELECT encode(twin_hmac, 'hex') AS twin, sealed_for AS sealed FROM evidence WHERE id = ANY($1::uuid[])`, [[one, other].map(({ evidence }) => evidence.id.slice(4))]),
    );
    expect(new Set(twins.map(({ twin }) => twin)).size).toBe(1);
    expect(new Set(twins.map(({ sealed }) => sealed)).size).toBe(2);
  });

  it('goes with the person, and so does every word that he wrote', async () => {
    const { earner, person, submission, evidence } = await aFiled();
    await mutate(person, 'saveSubmissionDraft', { submissionId: submission, revision: 0, parts: [{ requirementKey: 'work', text: 'My own words.' }] }, 'submission { id }');
    await mutate(person, 'submitAttempt', { submissionId: submission, statements: [] }, 'submission { id }');
    const { data } = await service.ask<{ earner: { personalData: unknown } }>(person, 'query ($id: ID!) { earner(id: $id) { personalData } }', { id: earner });
    expect(JSON.stringify(data)).toContain('My own words.');
    expect(JSON.stringify(data)).toContain('jonas_ekwe_lesson.docx');
    await mutate(registrar, 'eraseEarner', { earnerId: earner, reason: 'PERSON_ASKED' }, 'earner { id }');
    await service.app.get(EvidenceObjects).sweep();
    expect(await lies(earner, evidence.sha256)).toBe(false);
    const [left] = await service.database.work((tx) =>
      tx.query(
        `SELECT (SELECT count(1)::int FROM draft_part WHERE submission_id = $1) AS drafts, (SELECT count(text)::int FROM attempt_part WHERE submission_id = $1) AS texts,
                (SELECT count(coalesce(name, url, twin_hmac, digest::bytea))::int FROM evidence WHERE submission_id = $1) AS evidence, (SELECT state FROM submission WHERE id = $1) AS state`,
        [submission.slice(4)],
      ),
    );
    expect(left).toEqual({ drafts: 0, texts: 0, evidence: 0, state: 'WITHDRAWN' });
    expect((await service.send(registrar, 'GET', evidence.url)).status).toBe(404);
  });

  it('stays readable when the record is merged, and goes back when that was wrong', async () => {
    const { earner, submission, evidence } = await aFiled();
    const fresh = await anEarner('J. Ekwe');
    const person = await claimed(fresh);
    expect(codes(await mutate(registrar, 'mergeEarners', { fromId: earner, intoId: fresh }, 'earner { id }'))).toEqual(['EARNER_STATE_INVALID fromId']);
    const other = await anEarner('Jon Ekwe');
    const mine = await started(registrar, other);
    const file = (await add(registrar, mine, await upload(registrar, Buffer.from('words')), 'other.txt')).evidence;
    await mutate(registrar, 'mergeEarners', { fromId: other, intoId: fresh }, 'earner { id }');
    const owner = async () => (await service.ask<{ submission: { earner: { id: string } } }>(registrar, 'query ($id: ID!) { submission(id: $id) { earner { id } } }', { id: mine })).data?.submission.earner.id;
    expect(await owner()).toBe(fresh);
    expect(await (await service.send(person, 'GET', file?.url ?? '')).text()).toBe('words');
    await mutate(registrar, 'splitEarner', { earnerId: other }, 'earner { id }');
    expect(await owner()).toBe(other);
    expect((await service.send(person, 'GET', file?.url ?? '')).status).toBe(404);
    expect(submission).not.toBe(mine);
    expect(evidence.id).not.toBe(file?.id);
  });

  it('stands in the way of a merge while both records have an open case for one achievement', async () => {
    const [one, other] = [await anEarner(), await anEarner()];
    await started(registrar, one);
    await started(registrar, other);
    expect(codes(await mutate(registrar, 'mergeEarners', { fromId: one, intoId: other }, 'earner { id }'))).toEqual(['SUBMISSION_STATE_INVALID fromId']);
  });

  const bytesOf = async (earner: string, digest: string): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of (await objects.get({ space: `${tenant}/${earner.slice(4)}`, digest })) ?? []) parts.push(part as Buffer);
    return Buffer.concat(parts);
  };
});
