import { accountForm, type FormState, signInForm } from './forms.js';
import { Html, html, page } from './html.js';

export const signInPage = (shown: { readonly action: string; readonly abort: string; readonly token: string; readonly client: string; readonly register: string }, state: FormState): string =>
  page(
    'Sign in',
    html`<p>To go on to <strong>${shown.client}</strong>.</p>
${signInForm(shown.action, shown.token, state)}
<p><a href="${shown.register}">Make an account</a></p>
<form method="post" action="${shown.abort}"><input type="hidden" name="token" value="${shown.token}"><button class="other" type="submit">Cancel</button></form>`,
  );

export const registerPage = (action: string, token: string, state: FormState): string => page('Make an account', accountForm(action, token, state));

export const sentPage = (email: string): string =>
  page('Look into your mail', html`<p role="status">We sent a mail to <strong>${email}</strong>. Open the link in it to confirm the address, then sign in.</p>`);

export const confirmPage = (action: string, link: string, token: string): string =>
  page(
    'Confirm your e-mail address',
    html`<form method="post" action="${action}">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="link" value="${link}">
<button type="submit">This address is mine</button></form>`,
  );

export const confirmedPage = (good: boolean): string =>
  good
    ? page('Your address is confirmed', html`<p role="status">You can sign in now.</p>`)
    : page('This link is not good any more', html`<p role="alert">It was used already, or is older than a day. Sign in, or make the account again.</p>`);

/** @param form as oidc-provider makes it: a hidden form with the id `op.logoutForm` */
export const signOutPage = (form: string): string =>
  page(
    'Sign out',
    html`<p>Do you want to sign out of the registry, and of what you opened with it?</p>${new Html(form)}
<button type="submit" form="op.logoutForm" value="yes" name="logout">Sign out</button>
<button class="other" type="submit" form="op.logoutForm">Stay signed in</button>`,
  );

export const signedOutPage = (): string => page('You are signed out', html`<p role="status">You can close this page.</p>`);

/** What went wrong, in words of the protocol. */
export const errorPage = (error: string, description: string | undefined): string =>
  page('This did not work', html`<p role="alert">${description ?? 'Go back to where you came from and try again.'}</p><p>Code: ${error}</p>`);
