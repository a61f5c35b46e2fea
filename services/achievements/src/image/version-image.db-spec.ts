import { createHash } from 'node:crypto';
import { newId } from '@cairn/postgres';
import sharp from 'sharp';
import { aDesigner, aService } from '../testing/service.js';
import { aVersionInput } from '../testing/version-input.js';

const create = `mutation ($input: CreateAchievementInput!) { createAchievement(input: $input) {
  achievement { id } achievementVersion { imageUrl imageAltText } userErrors { code field } } }`;

interface Made {
  readonly achievementVersion: { readonly imageUrl: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

describe('the image of a definition', () => {
  let service: Awaited<ReturnType<typeof aService>>;
  const tenant = newId();
  const museum = newId();
  const designer = aDesigner(tenant);
  const stranger = aDesigner(newId());
  const drawn = (width = 40) =>
    sharp({ create: { width, height: 40, channels: 3, background: '#204060' } }).withExif({ IFD0: { Artist: 'Mira Solano', Copyright: 'mira@post.example' } });

  const upload = async (bytes: Uint8Array, mediaType: string, principal = designer): Promise<string> => {
    const answer = await service.send(principal, 'POST', '/files/achievements', {
      body: Buffer.from(bytes),
      headers: { 'content-type': mediaType, 'content-length': String(bytes.length) },
    });
    expect(answer.status).toBe(201);
    return answer.headers.get('location')?.split('/').at(-1) ?? '';
  };
  const made = async (code: string, version: object): Promise<Made> => {
    const input = { issuerId: `iss_${museum}`, code, version: aVersionInput({ imageUrl: null, ...version }) };
    const { data, errors } = await service.ask<{ createAchievement: Made }>(designer, create, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.createAchievement;
  };
  const refusalsOf = async (code: string, version: object) => (await made(code, version)).userErrors.map((error) => [error.code, error.field?.join('.')]);

  beforeAll(async () => {
    service = await aService();
    await service.hearOf({ issuer: museum, name: 'Lighthouse Museum', sectors: ['NONPROFIT'], state: 'ACTIVE' }, tenant);
  });
  afterAll(() => service.close());

  it.each([
    ['PNG', 'image/png', () => drawn().png(), 'png'],
    ['JPEG', 'image/jpeg', () => drawn().jpeg(), 'jpg'],
    ['WebP', 'image/webp', () => drawn().webp(), 'png'],
  ] as const)('is taken as %s, drawn anew without what was hidden in it, and read by anybody for ever', async (name, mediaType, image, extension) => {
    const given = await image().toBuffer();
    expect(given.includes('Mira Solano')).toBe(true);
    const { achievementVersion, userErrors } = await made(name, { imageUploadId: await upload(given, mediaType) });
    expect(userErrors).toEqual([]);
    const path = new URL(achievementVersion?.imageUrl ?? '').pathname;
    expect(path).toMatch(new RegExp(`^/images/[0-9a-f]{64}\\.${extension}$`));
    const served = await service.send(null, 'GET', path);
    const bytes = Buffer.from(await served.arrayBuffer());
    expect(path).toContain(createHash('sha256').update(bytes).digest('hex'));
    expect(bytes.includes('Mira Solano') || bytes.includes('post.example')).toBe(false);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': `image/${extension === 'jpg' ? 'jpeg' : 'png'}`,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['a script that is called an image', 'image/png', async () => Buffer.from('<script>alert(1)</script> and more of it')],
    ['a drawing with a script', 'image/svg+xml', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a JPEG that is called PNG', 'image/png', () => drawn().jpeg().toBuffer()],
    ['a damaged one', 'image/png', async () => (await drawn().png().toBuffer()).subarray(0, 90)],
    ['4,000,040 pixels', 'image/png', () => drawn(100_001).png().toBuffer()],
  ])('is not %s', async (name, mediaType, bytes) => {
    expect(await refusalsOf(name, { imageUploadId: await upload(await bytes(), mediaType) })).toEqual([['FILE_NOT_ACCEPTED', 'input.version.imageUploadId']]);
  });

  it('is an upload of the own tenant, and one that there is', async () => {
    const theirs = await upload(await drawn().png().toBuffer(), 'image/png', stranger);
    for (const imageUploadId of [theirs, 'f'.repeat(32), '../../etc/passwd']) {
      expect(await refusalsOf('FOREIGN', { imageUploadId })).toEqual([['UPLOAD_NOT_READY', 'input.version.imageUploadId']]);
    }
  });

  it('is an upload or an address, not both', async () => {
    const imageUploadId = await upload(await drawn().png().toBuffer(), 'image/png');
    expect(await refusalsOf('BOTH', { imageUploadId, imageUrl: 'https://museum.example/i.png' })).toEqual([['INVALID_VALUE', 'input.version.imageUploadId']]);
  });

  it('is refused above 5 MiB before it has come', async () => {
    const answer = await service.send(designer, 'POST', '/files/achievements', { body: Buffer.alloc(5 * 1024 * 1024 + 1), headers: { 'content-type': 'image/png' } });
    expect(answer.status).toBe(413);
  });

  it('is none under an address that names none', async () => {
    for (const path of [`/images/${'0'.repeat(64)}.png`, '/images/x.png', `/images/${'0'.repeat(64)}.svg`]) {
      expect((await service.send(null, 'GET', path)).status).toBe(404);
    }
  });
});
