import type { CookieOptions, Request } from 'express';
import { boardPath } from './paths.js';

/** Of the board: the access token, that there was one, and a sign-in under way. */
export const cookieNames = { token: 'cairn_board', known: 'cairn_board_known', begun: 'cairn_board_begun' } as const;

/** Out of reach of scripts and of pages elsewhere; a link that leads here brings them along. */
export const cookieOptions = (publicUrl: string, seconds?: number): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: publicUrl.startsWith('https:'),
  path: boardPath,
  ...(seconds === undefined ? {} : { maxAge: seconds * 1_000 }),
});

/** A cookie of the request (RFC 6265, section 4.2); undefined where there is none of that name. */
export function cookieOf({ headers }: Pick<Request, 'headers'>, name: string): string | undefined {
  const pair = headers.cookie?.split(';').find((one) => one.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1) || undefined;
}
