import { join } from 'node:path';
import { RegistryClient } from '@cairn/client';
import { importFreecodecamp } from '../freecodecamp/import-freecodecamp.js';
import { importOulad } from '../oulad/import-oulad.js';
import type { Terminal } from '../terminal/terminal.js';
import type { OwnRegistry } from './own-registry.js';
import type { Scene } from './scene.js';

/** Both public data sets, imported as any user would. */
export async function dataScene({ url, operatorKey }: OwnRegistry, data: string, terminal: Terminal): Promise<Scene> {
  const operator = new RegistryClient(url, operatorKey);
  const oulad = await importOulad(operator, join(data, 'oulad'), { terminal });
  const curriculum = await importFreecodecamp(operator, join(data, 'freecodecamp/fcc-3.2.1.json.gz'), terminal);
  const learning = { client: oulad.provider.client, issuerId: oulad.issuerId };
  const coding = { client: curriculum.provider.client, issuerId: curriculum.issuerId };
  return {
    provider: coding,
    partner: {
      ...learning,
      first: oulad.tally.report,
      again: async () => (await importOulad(oulad.provider.client, join(data, 'oulad'), { terminal })).tally.report,
      lines: { issuers: 1, achievements: 7, pathways: 7, earners: 28_785, awards: 15_385, enrolments: 32_593 },
    },
    analyst: {
      ...learning,
      asOf: '2015-06-30',
      pathwayCode: 'BBB',
      reference: { awards: 15_385, earners: 14_581, stackIn: [145, 6_565], persistence: [1_869, 13_327] },
    },
    frontEnd: { ...coding, achievementCode: 'block:applied-accessibility' },
  };
}
