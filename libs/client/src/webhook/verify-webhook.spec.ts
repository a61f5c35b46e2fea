import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook } from './verify-webhook.js';

const event = {
  specversion: '1.0',
  id: 'evt_1',
  source: 'https://registry.example',
  type: 'award.issued',
  subject: 'awd_1',
  time: '2026-05-01T00:00:00.000Z',
  datacontenttype: 'application/json',
  tenantid: 'ten_1',
  payloadversion: '2026-11-01',
  data: { id: 'awd_1', version: 2, position: 'a position', earnerId: 'ern_1' },
};
const body = JSON.stringify(event);
const now = new Date();
const aSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/** Headers as the library of Standard Webhooks would sign them. */
const signedBy = (...secrets: string[]) => ({
  'webhook-id': 'evt_1',
  'Webhook-Timestamp': String(Math.floor(now.getTime() / 1_000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign('evt_1', now, body)).join(' '),
});

it('hands over the event that was signed with a secret, in whatever form the headers are', async () => {
  const secret = aSecret();
  const headers = signedBy(secret);
  expect(await verifyWebhook(body, headers, secret)).toEqual(event);
  expect(await verifyWebhook(Buffer.from(body), new Headers(headers), secret)).toEqual(event);
});

it('takes either of two secrets while they are changed over', async () => {
  const [older, newer] = [aSecret(), aSecret()];
  expect(await verifyWebhook(body, signedBy(older, newer), newer)).toEqual(event);
  expect(await verifyWebhook(body, signedBy(older), [newer, older])).toEqual(event);
});

it('takes a signature by an Ed25519 key', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = `whpk_${Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')}`;
  const headers = signedBy(aSecret());
  const signature = sign(null, Buffer.from(`evt_1.${headers['Webhook-Timestamp']}.${body}`), privateKey).toString('base64');
  const both = { ...headers, 'webhook-signature': `${headers['webhook-signature']} v1a,${signature}` };
  expect(await verifyWebhook(body, both, key)).toEqual(event);
  await expect(verifyWebhook(`${body} `, both, key)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' });
});

describe('it refuses', () => {
  const secret = aSecret();
  const headers = signedBy(secret);

  test.each<[string, string, string | Uint8Array, Record<string, string>, string]>([
    ['another key', 'SIGNATURE_INVALID', body, headers, aSecret()],
    ['a changed body', 'SIGNATURE_INVALID', body.replace('awd_1', 'awd_2'), headers, secret],
    ['another id', 'SIGNATURE_INVALID', body, { ...headers, 'webhook-id': 'evt_2' }, secret],
    ['a signature that is no base64', 'SIGNATURE_INVALID', body, { ...headers, 'webhook-signature': 'v1,§' }, secret],
    ['a missing header', 'HEADER_MISSING', body, { ...headers, 'webhook-signature': '' }, secret],
    ['a timestamp that is none', 'TIMESTAMP_OUT_OF_TIME', body, { ...headers, 'Webhook-Timestamp': 'now' }, secret],
  ])('%s', async (_what, code, text, given, key) => {
    await expect(verifyWebhook(text, given, key)).rejects.toMatchObject({ name: 'WebhookFault', code });
  });

  test.each([-301_000, 301_000])('what was signed %d ms from now', async (ms) => {
    await expect(verifyWebhook(body, headers, secret, now.getTime() + ms)).rejects.toMatchObject({ code: 'TIMESTAMP_OUT_OF_TIME' });
  });

  it('a signed body that is no event', async () => {
    const told = { ...headers, 'webhook-signature': new Webhook(secret).sign('evt_1', now, '{}') };
    await expect(verifyWebhook('{}', told, secret)).rejects.toMatchObject({ code: 'BODY_INVALID' });
  });

  it('what is no key of a webhook, as a mistake of the caller', async () => {
    await expect(verifyWebhook(body, headers, 'secret')).rejects.toThrow(TypeError);
  });
});
