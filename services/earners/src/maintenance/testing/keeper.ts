import type { Principal } from '@cairn/access';
import type { AchievementVersionText } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aRegistrar, type TestService } from '../../testing/service.js';

export interface Cycle {
  readonly number: number;
  readonly from: string;
  readonly until: string;
  readonly state: string;
  readonly have: number;
  readonly need: number;
  readonly carriedIn: number;
  readonly carriedOut: number;
  readonly metOn: string | null;
  readonly lacking: readonly { readonly node: string; readonly floor: string | null; readonly lacks: number }[];
  readonly entryIds: readonly string[];
  readonly uncounted: readonly { readonly entryId: string; readonly state: string; readonly reason: string | null }[];
}
export interface Kept {
  readonly id: string;
  readonly state: string;
  readonly validUntil: string;
  readonly suspensionCauses: readonly string[];
  readonly terms: readonly { readonly number: number; readonly from: string; readonly until: string }[];
  readonly history: readonly { readonly what: string; readonly reason: string | null }[];
  readonly maintenance: { readonly state: string; readonly opensOn: string | null; readonly dueBy: string | null; readonly lapsesOn: string | null; readonly terms: number } | null;
  readonly creditCycles: readonly Cycle[] | null;
}
export interface Posted {
  readonly creditEntry: { readonly id: string; readonly state: string; readonly reason: string | null; readonly version: number; readonly audit: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
  readonly position: string | null;
}

const cycle = 'number from until state have need carriedIn carriedOut metOn lacking { node floor have need lacks } entryIds uncounted { entryId state reason }';
export const entryFields = 'creditEntry { id state reason version audit } userErrors { code field message } position';

/** Somebody of a body that keeps awards valid by credits, as a client of the service. */
export class Keeper {
  readonly tenant = newId();
  readonly staff: Principal = aRegistrar(this.tenant);
  private members = 0;

  constructor(private readonly service: TestService) {}

  published(maintenance: object, change: Partial<AchievementVersionText> = {}): Promise<AchievementVersionText> {
    return this.service.published(this.tenant, { validity: 'MAINTAINED', stated: { maintenance: { required: true, ...maintenance } }, ...change });
  }

  async ask<Answer>(name: string, input: object, fields: string, by = this.staff): Promise<Answer> {
    const { data, errors } = await this.service.ask(by, `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} } }`, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data[name] as Answer;
  }

  /** A new award for a new member, or for the earner of another one. */
  async award(text: Pick<AchievementVersionText, 'achievementVersion'>, awardedOn: string, more: object = {}): Promise<{ id: string; earner: string }> {
    const identifier = { type: 'MEMBER_ID', value: `M-${(this.members += 1)}` };
    const { award, userErrors } = await this.ask<{ award: { id: string; earner: { id: string } } | null; userErrors: unknown[] }>(
      'issueAward',
      { identifier, achievementVersionId: `acv_${text.achievementVersion}`, awardedOn, ...more },
      'award { id earner { id } } userErrors { code message }',
    );
    if (!award) throw new Error(JSON.stringify(userErrors));
    return { id: award.id, earner: award.earner.id };
  }

  post(awardId: string, on: string, category: string | null, amount: number, more: object = {}): Promise<Posted> {
    return this.ask<Posted>('postCreditEntry', { awardId, on, category, amount, measure: 'units', ...more }, entryFields);
  }

  async read(id: string, asOf?: string, by = this.staff): Promise<Kept> {
    const { data, errors } = await this.service.ask(
      by,
      `query ($id: ID!, $asOf: Date) { award(id: $id) { id state validUntil suspensionCauses terms { number from until } history { what reason }
         maintenance(asOf: $asOf) { state opensOn dueBy lapsesOn terms } creditCycles(asOf: $asOf) { ${cycle} } } }`,
      { id, asOf },
    );
    if (!data) throw new Error(JSON.stringify(errors));
    return data.award as Kept;
  }

  async cycle(awardId: string, asOf: string, knownAsOf?: string, by = this.staff): Promise<Cycle | null> {
    const { data, errors } = await this.service.ask(by, `query ($awardId: ID!, $asOf: Date, $knownAsOf: DateTime) { creditCycle(awardId: $awardId, asOf: $asOf, knownAsOf: $knownAsOf) { ${cycle} } }`, { awardId, asOf, knownAsOf });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.creditCycle as Cycle | null;
  }

  /** Waits for what the clocks of the service do within a second or two. */
  async becomes(id: string, wanted: (award: Kept) => boolean): Promise<Kept> {
    for (let tries = 0; tries < 60; tries += 1) {
      const award = await this.read(id);
      if (wanted(award)) return award;
      await new Promise((resume) => setTimeout(resume, 100));
    }
    throw new Error(`it did not become so: ${JSON.stringify(await this.read(id))}`);
  }
}

/** Units of three areas and of giving back, in cycles of three years, as data. */
export const unitsRule = {
  anchor: 'AWARD',
  cycle: 'P3Y',
  reinstateWithin: 'P1Y',
  window: 'P1Y',
  step: 0.25,
  categories: [
    { code: 'education', oncePerActivity: false },
    ...['technical', 'leadership', 'strategy'].map((code) => ({ code, within: 'education', oncePerActivity: false })),
    { code: 'giving', oncePerActivity: false },
  ],
  requirement: {
    id: 'units',
    kind: 'sum',
    measure: 'units',
    atLeast: 60,
    ledger: 'entries',
    from: {},
    floors: [{ where: { tag: 'education' }, atLeast: 35 }, ...['technical', 'leadership', 'strategy'].map((tag) => ({ where: { tag }, atLeast: 8 }))],
    caps: [{ where: { tag: 'giving' }, atMost: 25, mode: 'clip' }],
  },
};
