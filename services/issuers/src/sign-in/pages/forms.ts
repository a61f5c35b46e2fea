import { html, type Html } from './html.js';

/** What was typed and has to be typed again, and why. */
export interface FormState {
  readonly email?: string;
  readonly name?: string;
  readonly wrong?: readonly string[];
}

const wrongText = ({ wrong = [] }: FormState): Html =>
  wrong.length === 0 ? html`` : html`<div class="wrong" role="alert" id="wrong">${wrong.map((each) => html`<p>${each}</p>`)}</div>`;

const described = ({ wrong = [] }: FormState): Html => (wrong.length === 0 ? html`` : html` aria-describedby="wrong"`);

/** The fields to sign in. */
export const signInForm = (action: string, token: string, state: FormState): Html => html`${wrongText(state)}
<form method="post" action="${action}">
<input type="hidden" name="token" value="${token}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${state.email}"${described(state)}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
<button type="submit">Sign in</button>
</form>`;

/** The fields of a new account. */
export const accountForm = (action: string, token: string, state: FormState): Html => html`${wrongText(state)}
<form method="post" action="${action}">
<input type="hidden" name="token" value="${token}">
<label for="name">Name</label>
<input id="name" name="name" autocomplete="name" required maxlength="200" value="${state.name}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${state.email}"${described(state)}>
<label for="password">Password</label>
<p class="hint" id="rule">10 characters or more.</p>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="10" maxlength="200" aria-describedby="rule">
<button type="submit">Make an account</button>
</form>`;
