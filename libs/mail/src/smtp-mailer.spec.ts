import { MailRefused, MailUncertain } from './mailer.js';
import { faultOf } from './smtp-mailer.js';

describe('what a mail server answers', () => {
  test.each([
    ['for ever, when it says 5xx', { code: 'EENVELOPE', responseCode: 550 }, false],
    ['for now, when it says 4xx', { code: 'EMESSAGE', responseCode: 451 }, true],
    ['for now, when nobody is there', { code: 'ECONNREFUSED', syscall: 'connect' }, true],
    ['for now, when nobody answers', { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }, true],
  ])('refuses a mail %s', (_how, fault, again) => {
    const known = faultOf(fault);
    expect(known).toBeInstanceOf(MailRefused);
    expect(known).toMatchObject({ again });
  });

  test.each([
    ['the connection closed', { code: 'ECONNECTION' }],
    ['it fell silent', { code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }],
    ['something else happened', {}],
  ])('leaves it open whether a mail was taken when %s', (_how, fault) => {
    expect(faultOf(fault)).toBeInstanceOf(MailUncertain);
  });
});
