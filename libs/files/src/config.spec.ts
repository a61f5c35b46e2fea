import { readFilesSettings } from './config.js';

const store = { CAIRN_OBJECT_STORE_URL: 'https://s3.example.org/cairn/', CAIRN_OBJECT_STORE_KEY_ID: 'id', CAIRN_OBJECT_STORE_SECRET: 'secret' };

test('without settings files lie in a folder, and nobody scans them', () => {
  expect(readFilesSettings({})).toEqual({ bucket: null, clamd: null });
});

test('a bucket and a scanner are named by their addresses', () => {
  expect(readFilesSettings({ ...store, CAIRN_CLAMD: 'clamd:3310' })).toEqual({
    bucket: { url: 'https://s3.example.org/cairn', region: 'us-east-1', keyId: 'id', secret: 'secret' },
    clamd: { host: 'clamd', port: 3310 },
  });
});

test.each([
  [{ ...store, CAIRN_OBJECT_STORE_SECRET: '' }, 'together'],
  [{ ...store, CAIRN_OBJECT_STORE_URL: 'ftp://s3.example.org/cairn' }, 'CAIRN_OBJECT_STORE_URL'],
  [{ ...store, CAIRN_OBJECT_STORE_URL: 'https://user:pass@s3.example.org/cairn' }, 'CAIRN_OBJECT_STORE_URL'],
  [{ CAIRN_CLAMD: 'clamd' }, 'CAIRN_CLAMD'],
])('what cannot be used is refused with its name', (env, said) => {
  expect(() => readFilesSettings(env)).toThrow(said);
});
