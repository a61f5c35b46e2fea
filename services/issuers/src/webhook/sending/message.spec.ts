import { createPublicKey, verify } from 'node:crypto';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { newKey, secretText, type SignatureScheme, type WebhookKey } from '../key/webhook-key.js';
import type { ToldEvent } from '../../told-event/cloud-event.js';
import { messageOf } from './message.js';

const now = new Date();
const uuid = '0192f0c8-7a00-7000-8000-00000000000a';
const event: ToldEvent = { tenant: uuid, id: uuid, type: 'award.issued', subject: `awd_${uuid}`, version: 2, occurredAt: new Date('2026-05-01T00:00:00Z'), ids: { earnerId: `ern_${uuid}` } };
const envelope = { source: 'https://registry.example', position: 'a position', payloadVersion: '2026-11-01' };
const aKey = (scheme: SignatureScheme): WebhookKey => ({ ...newKey(scheme), id: uuid, createdAt: now, endsAt: null });

describe('a message', () => {
  it('is a thin CloudEvent', () => {
    expect(JSON.parse(messageOf(event, envelope, [aKey('V1')], now).body)).toEqual({
      specversion: '1.0', id: `evt_${uuid}`, source: 'https://registry.example', type: 'award.issued', subject: `awd_${uuid}`, time: '2026-05-01T00:00:00.000Z',
      datacontenttype: 'application/json', tenantid: `ten_${uuid}`, payloadversion: '2026-11-01',
      data: { id: `awd_${uuid}`, version: 2, position: 'a position', earnerId: `ern_${uuid}` },
    });
  });

  it('is verified by the Standard Webhooks library with each of two secrets, and with no other', () => {
    const keys = [aKey('V1'), aKey('V1')];
    const { headers, body } = messageOf(event, envelope, keys, now);
    for (const key of keys) expect(new Webhook(secretText(key.private)).verify(body, { ...headers })).toMatchObject({ type: 'award.issued' });
    expect(() => new Webhook(secretText(aKey('V1').private)).verify(body, { ...headers })).toThrow(WebhookVerificationError);
    expect(() => new Webhook(secretText(keys[0]!.private)).verify(`${body} `, { ...headers })).toThrow(WebhookVerificationError);
  });

  it('is verified with the public half of an Ed25519 key', () => {
    const key = aKey('V1A');
    const { headers, body } = messageOf(event, envelope, [key], now);
    const [scheme, signature = ''] = headers['webhook-signature']!.split(',');
    const x = Buffer.from(key.publicKey!.replace('whpk_', ''), 'base64').toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const signed = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
    expect([scheme, verify(null, signed, publicKey, Buffer.from(signature, 'base64'))]).toEqual(['v1a', true]);
  });
});
