import { sideBySide } from '@cairn/cli';
import { type RegistryClient, RegistryFault } from '@cairn/client';

/** What happens to some awards after they were made, so that every state can be seen. */
type Fate = 'accept' | 'decline' | 'revoke' | 'suspend' | 'replace' | 'none';

const mutations: Readonly<Record<Exclude<Fate, 'none'>, { readonly input: (id: string) => object; readonly document: string }>> = {
  accept: mutationOf('acceptAward', 'AcceptAwardInput', {}),
  decline: mutationOf('declineAward', 'DeclineAwardInput', {}),
  revoke: mutationOf('revokeAward', 'RevokeAwardInput', { reason: 'ISSUED_IN_ERROR' }),
  suspend: mutationOf('suspendAward', 'SuspendAwardInput', { cause: 'ISSUER' }),
  replace: mutationOf('replaceAward', 'ReplaceAwardInput', { validUntil: '2031-01-31' }),
};

/** Refusals that say it was done by an earlier run. */
const done = new Set(['AWARD_STATE_INVALID', 'AWARD_REPLACED']);

/** Gives each award its fate. Repeating it changes nothing. */
export async function giveFates(client: RegistryClient, awards: readonly { readonly id: string; readonly offered: boolean }[]): Promise<void> {
  const fated = awards.map(({ id, offered }, at) => ({ id, fate: fateOf(at, offered) })).filter(({ fate }) => fate !== 'none');
  await sideBySide(fated, 6, async ({ id, fate }) => {
    if (fate === 'none') return;
    const { document, input } = mutations[fate];
    type Answer = Record<string, { userErrors: { code: string; message: string }[] }>;
    const answer = await client.execute<Answer>(document, { input: input(id) }, { refusals: 'returned' });
    const refused = Object.values(answer).flatMap(({ userErrors }) => userErrors).find(({ code }) => !done.has(code));
    if (refused) throw new RegistryFault(`${fate}: ${refused.message}`, refused.code, false);
  });
}

/** Of what was offered, half is accepted and a sixth declined; of the rest one in thirty is revoked, and so on. */
export function fateOf(at: number, offered: boolean): Fate {
  if (offered) return at % 6 === 0 ? 'decline' : at % 2 === 0 ? 'accept' : 'none';
  if (at % 31 === 7) return 'revoke';
  if (at % 37 === 11) return 'suspend';
  return at % 149 === 23 ? 'replace' : 'none';
}

function mutationOf(field: string, type: string, more: object) {
  const document = `mutation ($input: ${type}!) { ${field}(input: $input) { position userErrors { code field message } } }`;
  return { document, input: (id: string) => ({ id, ...more }) };
}
