import { Writable } from 'node:stream';
import { openLog } from './log.js';
import { keepOutOfLogs, withoutSecrets } from './without-secrets.js';

describe('a text for a log', () => {
  it.each([
    ['connect postgres://earners_app:hunter2hunter2@10.0.0.7:5432/earners failed', 'connect postgres://earners_app:***@10.0.0.7:5432/earners failed'],
    ['sent Authorization: Bearer cairn_0123456789abcdef', 'sent Authorization: Bearer ***'],
    ['the key cairn_0123456789abcdef is unknown', 'the key cairn_*** is unknown'],
    ['bad token eyJhbGciOi.eyJzdWIiOi.c2ln here', 'bad token eyJ*** here'],
    ['-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY----- read', '*** read'],
    ['{"password":"hunter2","user":"ana"}', '{"password":"***","user":"ana"}'],
    ['a resolver failed at award.issuer.name', 'a resolver failed at award.issuer.name'],
    ['https://registry.example/c/crd_1 was asked for', 'https://registry.example/c/crd_1 was asked for'],
  ])('of `%s` is `%s`', (text, said) => {
    expect(withoutSecrets(text)).toBe(said);
  });

  it('leaves out what the process was given to keep', () => {
    keepOutOfLogs('a-secret-of-settings', 'short');
    expect(withoutSecrets('x a-secret-of-settings y short')).toBe('x *** y short');
  });

  it('is what a log writes of an error, its causes and its own words', () => {
    let written = '';
    const to = new Writable({ write: (chunk: Buffer, _encoding, done) => ((written += chunk.toString()), done()) });
    const cause = new Error('connect postgres://app:hunter2hunter2@db failed');
    openLog('test', 'info', to).error({ err: new Error('Bearer abcdefghijkl refused', { cause }) }, 'with postgres://app:hunter2hunter2@db');
    expect(written).not.toMatch(/hunter2|abcdefghijkl/);
    expect(JSON.parse(written)).toMatchObject({ msg: 'with postgres://app:***@db', err: { message: 'Bearer *** refused', cause: 'connect postgres://app:***@db failed' } });
  });
});
