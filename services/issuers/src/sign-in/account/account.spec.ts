import { checkEmail, checkPassword, comparedEmail, provenOf } from './account.js';

describe('an e-mail address', () => {
  it('is compared without spaces around it and without case', () => {
    expect(comparedEmail('  Aino.Aalto@People.Example ')).toBe('aino.aalto@people.example');
    expect(checkEmail('a+b@people.example', 'email')).toEqual({ ok: true, value: 'a+b@people.example' });
  });

  it.each(['', 'aino', 'aino@', '@people.example', 'a@b@c.example', 'a b@people.example', 'a@people..example', 'a@people.example.', `${'a'.repeat(65)}@x.example`, 'a@x.example\r\nBcc: b@x.example', '<a@x.example>'])(
    'is not %j',
    (text) => {
      expect(checkEmail(text, 'email').ok).toBe(false);
    },
  );
});

describe('a password', () => {
  it('has ten characters or more of any kind', () => {
    expect(checkPassword('correct horse', 'a@x.example', 'password').ok).toBe(true);
    expect(checkPassword('ünïcödé ✓ wörds', 'a@x.example', 'password').ok).toBe(true);
  });

  it.each(['short', 'aaaaaaaaaaaa', 'abababababab', 'somebody@x.example', 'x'.repeat(201)])('is not %j', (text) => {
    expect(checkPassword(text, 'somebody@x.example', 'password').ok).toBe(false);
  });
});

describe('what a person has proven', () => {
  const account = { id: 'a', email: ' Mira@People.example', name: null, password: null, emailVerifiedAt: new Date(0), disabledAt: null, createdAt: new Date(0) };

  it('is the address whose mail he opened, as it is compared', () => {
    expect(provenOf(account)).toEqual(['mira@people.example']);
  });

  it('is nothing while the mail is unopened, and nothing of what another issuer says of him', () => {
    expect(provenOf({ ...account, emailVerifiedAt: null })).toEqual([]);
    expect(provenOf({ ...account, email: null })).toEqual([]);
  });
});
