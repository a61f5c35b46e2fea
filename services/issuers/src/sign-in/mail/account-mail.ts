import type { Mail } from '@cairn/mail';

/** Proves that the address is the person's. */
export const proofMail = (to: string, link: string): Mail => ({
  to,
  subject: 'Confirm your e-mail address',
  text: `Somebody, you we hope, made an account with this address. To confirm that it is yours, open\n\n${link}\n\nwithin a day. If it was not you, do nothing: the account will be removed.`,
});

/** To the holder of an account whose address somebody tried again; the page says to everyone that a mail was sent. */
export const knownMail = (to: string, publicUrl: string): Mail => ({
  to,
  subject: 'You have an account already',
  text: `Somebody, you perhaps, tried to make an account with this address at ${publicUrl}. You have one already: sign in with it. If it was not you, do nothing.`,
});
