import { lstat, readlink } from 'node:fs/promises';
import type { EmbeddedRegistry } from './start-embedded.js';

/** Where to look, once the registry answers. The operator's key appears in the run that made it and never again. */
export async function banner({ url, publicUrl, operator, folder }: Pick<EmbeddedRegistry, 'url' | 'publicUrl' | 'operator' | 'folder'>, startedMs: number): Promise<string> {
  const lines = [
    `Cairn is ready at ${url} (${(startedMs / 1000).toFixed(1)} s).`,
    `  Try it        ${url}/  (GraphiQL)`,
    `  Graph         POST ${url}/graphql`,
    `  Sign in       ${publicUrl}/oidc  (OpenID Connect; make an account at ${publicUrl}/oidc/register, mail lies in ${folder.mail})`,
    `  Data          ${folder.path}${await movedTo(folder.postgres)}`,
    `  Read on       docs/guides`,
  ];
  if (operator?.isNew) {
    lines.push(
      '',
      `  Operator's key, shown once: ${operator.key}`,
      `  Send it as "Authorization: Bearer <key>". The command line reads it from ${folder.bootstrapKey}.`,
    );
  }
  return lines.join('\n');
}

/** Under root the database may have had to move to where its own user can read it. */
async function movedTo(postgres: string): Promise<string> {
  const entry = await lstat(postgres).catch(() => null);
  return entry?.isSymbolicLink() ? `, its database in ${await readlink(postgres)} (the user postgres cannot read this folder)` : '';
}
