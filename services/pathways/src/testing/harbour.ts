import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aMuseum, type Museum } from './museum.js';
import { aService, type PathwaysService } from './service.js';
import { type Happenings, happenings } from './staying-true.js';

export const bare = (id: string): string => id.slice(4);

/** Whoever is awarded something that counts is enrolled by that. */
export const implicit = { policy: { sharing: 'shared' } };

/** What completion awards. */
export const badge = (achievement: string, more: Record<string, unknown> = {}) => ({ achievement: publicId('Achievement', achievement), autoIssue: true, ...more });

/** A service with a museum, what happens there, and the ids of four of its achievements. */
interface Harbour {
  readonly service: PathwaysService;
  readonly museum: Museum;
  readonly now: Happenings;
  readonly knots: string;
  readonly sails: string;
  readonly seaman: string;
  readonly mate: string;
  /** Somebody new who follows a pathway, given by its public id; bare ids. */
  readonly enrolled: (pathway: string, enrolledOn?: string) => Promise<{ earner: string; enrolment: string }>;
  /** What was told of an earner's completions, milestones and exits. */
  readonly told: (earner: string) => Promise<string[]>;
}

/** One for all tests of a file, on 1 June 2026 unless a test moves the day; filled before the first of them. */
export function aHarbour(): Harbour {
  const harbour = {} as { -readonly [Part in keyof Harbour]: Harbour[Part] };
  beforeAll(async () => {
    const service = await aService('2026-06-01');
    const museum = await aMuseum(service);
    const now = happenings(service, museum);
    const enrolled: Harbour['enrolled'] = async (pathway, enrolledOn = '2026-01-10') => {
      const earner = newId();
      const { enrolment } = await museum.enrol(earner, pathway, { enrolledOn });
      return { earner, enrolment: bare(enrolment?.id ?? '') };
    };
    const told: Harbour['told'] = async (earner) => (await now.told(earner)).map(({ kind, data }) => `${kind} ${data.destination ? `${data.destination.node} ` : ''}${data.on}`);
    Object.assign(harbour, { service, museum, now, enrolled, told });
    for (const [name, title] of [['knots', 'Knots'], ['sails', 'Sails'], ['seaman', 'Seaman'], ['mate', 'Mate']] as const) harbour[name] = await museum.anAchievement(title);
  });
  afterEach(() => harbour.service.today('2026-06-01'));
  afterAll(() => harbour.service.close());
  return harbour;
}
