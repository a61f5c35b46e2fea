import { may, type Principal } from '@cairn/access';
import { PersonCopyStore } from '@cairn/people';
import { Database } from '@cairn/postgres';
import { forbidden, type Noun, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { PersonalPathwaysStore } from './personal-pathways.store.js';

/** Everything that this service keeps about a person: for the person, and for those who administer the tenant. */
@Injectable()
export class PersonalPathways {
  constructor(
    private readonly database: Database,
    private readonly people: PersonCopyStore,
    private readonly store: PersonalPathwaysStore,
  ) {}

  /** The tenant that keeps a record for the person who asks, or else the caller's own; null when there is neither. */
  async keeperOf({ account, tenant }: Principal, earner: string): Promise<string | null> {
    if (account === null) return tenant;
    return (await this.database.read({ tenant: null, account }, (tx) => this.people.keeperOf(tx, account, earner))) ?? tenant;
  }

  /** Null for whom the earner does not exist. Throws FORBIDDEN for members of the tenant who do not administer it. */
  async of(principal: Principal, asked: string): Promise<Record<string, unknown> | null> {
    const tenant = await this.keeperOf(principal, asked);
    if (tenant === null) return null;
    const { account } = principal;
    return this.database.read({ tenant }, async (tx) => {
      const person = (await this.people.behind(tx, tenant, [asked])).get(asked);
      const isHis = account !== null && person?.account === account;
      if (!isHis && (tenant !== principal.tenant || !may(principal, 'ADMINISTER'))) {
        throw forbidden('Everything about a person is told to him, and to those who ADMINISTER the tenant.');
      }
      const earner = person?.earner ?? asked;
      const enrolments = await this.store.enrolments(tx, tenant, earner);
      const holdings = await this.store.holdings(tx, tenant, earner);
      return { enrolments: enrolments.map(withPublicIds), holdings: holdings.map(withPublicIds) };
    });
  }
}

const nouns: Record<string, Noun> = {
  id: 'Enrolment',
  pathway: 'Pathway',
  pathwayVersion: 'PathwayVersion',
  award: 'Award',
  achievement: 'Achievement',
  achievementVersion: 'AchievementVersion',
  issuer: 'Issuer',
};

const withPublicIds = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([member, value]) => {
      const noun = nouns[member];
      return [member, noun && typeof value === 'string' ? publicId(noun, value) : value];
    }),
  );
