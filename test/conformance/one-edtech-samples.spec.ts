import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  readStatusList,
  statusesOf,
  verifyCredential,
  type JsonObject,
  type StatusObservation,
} from '@cairn/credentials';

const samples =
  process.env['CAIRN_CREDENTIAL_DATA'] ??
  new URL('../../../shared/data/credentials', import.meta.url).pathname;
const folder = `${samples}/ob30`;
const present = existsSync(folder);
if (!present) console.info(`skipped: no 1EdTech samples at ${folder}`);
const files = present ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
const observedAt = new Date('2026-11-01T00:00:00Z');

/** Nobody is asked for the issuers' documents, so the best verdict a sample can get is UNKNOWN. */
const verify = (file: string, status: StatusObservation[] = []) =>
  verifyCredential(
    readFileSync(`${folder}/${file}`),
    { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'offline' }, status },
    { asOf: observedAt },
  );

(present ? describe : describe.skip)("1EdTech's Open Badges 3.0 samples", () => {
  it.each([
    'simple',
    'complete',
    'simple-context-alias',
    'simple-context-version',
    'simple-did-web-method',
    'simple-multiple-proofs',
  ])('%s.json is sound and rightly signed, and no more is claimed', async (name) => {
    const { verdict, steps } = await verify(`${name}.json`);
    expect(steps.slice(0, 4).map(({ outcome }) => outcome)).toEqual(['VALID', 'VALID', 'VALID', 'VALID']);
    expect([verdict, steps[4]?.code]).toEqual(['UNKNOWN', 'KEY_NOT_BOUND_TO_ISSUER']);
  });

  it('named after a fault are never VALID, and INVALID where the document itself shows it', async () => {
    const verdicts = new Map<string, string>();
    for (const file of files.filter((name) => name.includes('-err-')))
      verdicts.set(file, (await verify(file)).verdict);
    expect(verdicts.size).toBeGreaterThan(15);
    const notRefused = [...verdicts].filter(([, verdict]) => verdict !== 'INVALID').map(([file]) => file);
    // One follows the 1.1 data model, the other needs the issuer's key document: neither can be judged offline.
    expect(notRefused).toEqual([
      'endorsement-err-schema-status-refresh.json',
      'simple-err-proof-method.json',
    ]);
  });

  it('with its status list says that the revoked one is revoked', async () => {
    const file = 'bit-string-list/credential-status-revoked.json';
    const [entry] = statusesOf(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as JsonObject);
    if (entry?.kind !== 'BITSTRING') throw new Error('the sample has no bitstring entry');
    const list = JSON.parse(readFileSync(`${folder}/bit-string-list/testlist`, 'utf8')) as JsonObject;
    // The sample list was made for another address than the one it is kept at.
    const reading = readStatusList(list, { ...entry, listUrl: String(list['id']) });
    expect(reading).toEqual({ outcome: 'READ', value: true });
    const { steps } = await verify(file, [
      {
        source: 'STATUS_LIST',
        purpose: 'revocation',
        listUrl: entry.listUrl,
        index: entry.index,
        outcome: 'READ',
        value: true,
        observedAt,
      },
    ]);
    expect(steps.at(-1)).toMatchObject({ outcome: 'INVALID', code: 'REVOKED' });
  });
});
