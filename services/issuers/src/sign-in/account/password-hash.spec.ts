import { hashPassword, isPassword } from './password-hash.js';

describe('a kept password', () => {
  it('is argon2id with its own salt, and tells the right password from others', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await isPassword('correct horse', one)).toBe(true);
    expect(await isPassword('correct horsf', one)).toBe(false);
  });

  it('takes as long to compare with when there is none', async () => {
    const hash = await hashPassword('correct horse');
    const timed = async (kept: string | null) => {
      const from = performance.now();
      for (let n = 0; n < 5; n += 1) expect(await isPassword('wrong', kept)).toBe(false);
      return performance.now() - from;
    };
    await timed(hash);
    const [known, unknown] = [await timed(hash), await timed(null)];
    expect(unknown).toBeGreaterThan(known / 4);
  });
});
