import { everyNode, type RegistryClient } from '@cairn/client';
import { Command, InvalidArgumentError } from 'commander';
import { type Connecting, connect } from '../config.js';
import { tableText } from '../terminal/table.js';

interface Options extends Connecting {
  readonly achievement?: string;
  readonly state?: string;
  readonly most: number;
}

interface Award {
  readonly id: string;
  readonly state: string;
  readonly awardedOn: string;
  readonly partnerReference: string | null;
  readonly snapshot: { readonly achievementName: string; readonly basis: string };
}

const query = `query ($first: Int!, $after: Cursor, $filter: AwardFilter) {
  awards(first: $first, after: $after, filter: $filter) {
    nodes { id state awardedOn partnerReference snapshot { achievementName basis } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** `cairn awards --achievement CODE|ID`. */
export const awardsCommand = (): Command =>
  new Command('awards')
    .description("List awards of the key's tenant, the latest first.")
    .option('--achievement <code>', 'code or id (ach_…) of the achievement')
    .option('--state <states>', 'of SCHEDULED, OFFERED, ACTIVE, SUSPENDED, REVOKED, REPLACED, DECLINED, CANCELLED, EXPIRED, with commas between')
    .option('--most <number>', 'how many', count, 50)
    .action(async (_own: unknown, command: Command) => {
      const { achievement, state, most, ...connecting }: Options = command.optsWithGlobals();
      const client = connect(connecting);
      const filter = {
        ...(achievement === undefined ? {} : { achievement: { eq: await achievementId(client, achievement) } }),
        ...(state === undefined ? {} : { state: state.toUpperCase().split(',') }),
      };
      const rows: string[][] = [];
      const pages = everyNode<{ awards: { nodes: Award[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }, Award>(client, query, { filter }, ({ awards }) => awards, { first: Math.min(most, 100) });
      for await (const { id, state: now, awardedOn, partnerReference, snapshot } of pages) {
        if (rows.push([id, now, awardedOn, snapshot.achievementName, snapshot.basis, partnerReference ?? '']) >= most) break;
      }
      process.stdout.write(`${tableText(['award', 'state', 'awarded on', 'achievement', 'basis', 'reference'], rows)}\n`);
    });

async function achievementId(client: RegistryClient, achievement: string): Promise<string> {
  if (achievement.startsWith('ach_')) return achievement;
  const find = `query ($code: String!) { achievements(first: 1, filter: { mine: true, code: { eq: $code } }) { nodes { id } } }`;
  const { achievements } = await client.execute<{ achievements: { nodes: { id: string }[] } }>(find, { code: achievement });
  const id = achievements.nodes[0]?.id;
  if (!id) throw new Error(`There is no achievement with the code ${achievement} in this tenant.`);
  return id;
}

function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('A whole number above 0.');
  return Number(text);
}
