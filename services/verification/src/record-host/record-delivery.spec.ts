import type { PostOutcome, PostUse } from '@cairn/fetching';
import { deliverRecord } from './record-delivery.js';

const host = {
  ...{ tenant: 't', id: 'h', name: 'Oakmere', clientId: 'quay:1', secret: 's &' },
  ...{ url: 'https://oakmere.example/ims/clr/v2p0', tokenUrl: 'https://oakmere.example/token', createdAt: new Date(0) },
};
const answered = (status: number, answer: object | string | null = null): PostOutcome => ({ outcome: 'ANSWERED', status, excerpt: '', answer: answer === null || typeof answer === 'string' ? answer : JSON.stringify(answer) });
const token = answered(200, { access_token: 'abc.def', token_type: 'Bearer', expires_in: 60 });

function meeting(...outcomes: PostOutcome[]) {
  const posts: { url: string; use: PostUse }[] = [];
  return { posts, post: (url: string, use: PostUse) => (posts.push({ url, use }), Promise.resolve(outcomes.shift() ?? answered(500))) };
}

it('asks for a token and posts the record as it was signed', async () => {
  const posting = meeting(token, answered(201));
  expect(await deliverRecord(posting, host, '{"signed": 1}')).toEqual({ status: 201, error: null });
  const [asked, sent] = posting.posts;
  expect(asked).toMatchObject({ url: host.tokenUrl, use: { headers: { authorization: `Basic ${Buffer.from('quay%3A1:s+%26').toString('base64')}` } } });
  expect(Object.fromEntries(new URLSearchParams(asked?.use.body))).toEqual({ grant_type: 'client_credentials', scope: 'https://purl.imsglobal.org/spec/clr/v2p0/scope/credential.upsert' });
  expect(sent).toEqual({ url: 'https://oakmere.example/ims/clr/v2p0/credentials', use: { body: '{"signed": 1}', headers: { accept: 'application/json', authorization: 'Bearer abc.def', 'content-type': 'application/json' } } });
});

it.each([
  ['a refusal', answered(401, { error: 'invalid_client' }), { status: 401, error: 'TOKEN_REFUSED' }],
  ['no JSON', answered(200, '<p>'), { status: 200, error: 'TOKEN_REFUSED' }],
  ['a token of another type', answered(200, { access_token: 'abc', token_type: 'mac' }), { status: 200, error: 'TOKEN_REFUSED' }],
  ['a token that no header carries', answered(200, { access_token: 'a\r\nb', token_type: 'bearer' }), { status: 200, error: 'TOKEN_REFUSED' }],
  ['no answer', { outcome: 'NOT_ANSWERING', detail: '' } as const, { status: null, error: 'NOT_ANSWERING' }],
  ['an address that is not called', { outcome: 'ADDRESS_NOT_ALLOWED', detail: '' } as const, { status: null, error: 'ADDRESS_NOT_ALLOWED' }],
])('posts nothing where asking for a token meets %s', async (_what, outcome, delivered) => {
  const posting = meeting(outcome);
  expect(await deliverRecord(posting, host, '{}')).toEqual(delivered);
  expect(posting.posts).toHaveLength(1);
});

it('tells what the host says of the record', async () => {
  expect(await deliverRecord(meeting(token, answered(403)), host, '{}')).toEqual({ status: 403, error: 'NOT_AUTHORISED' });
  expect(await deliverRecord(meeting(token, answered(307)), host, '{}')).toEqual({ status: 307, error: 'REDIRECTED' });
});
