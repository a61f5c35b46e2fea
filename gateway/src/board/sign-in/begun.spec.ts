import { beginSignIn, challengeOf, readBegun, sealed } from './begun.js';

test('a sign-in goes on where it was begun', () => {
  const begun = beginSignIn('/analytics/cohorts?by=KIND');
  expect(readBegun(sealed(begun))).toEqual(begun);
  expect(begun.to).toBe('/analytics/cohorts?by=KIND');
  expect(challengeOf(begun)).toMatch(/^[\w-]{43}$/);
});

test.each(['//evil.example', 'https://evil.example/analytics', '/analytics\\..', '/analyticsx', '/analytics/../graphql?\n', ['/analytics'], undefined])('never leads elsewhere: %p', (to) => {
  expect(beginSignIn(to).to).toBe('/analytics');
});

test('what is no sign-in of ours is none', () => {
  expect([undefined, '', 'x', Buffer.from('{"state":1}').toString('base64url')].map(readBegun)).toEqual([undefined, undefined, undefined, undefined]);
});
