/** An issuer (the mandator) lets another one (the agent) act in its name, as issuers tells of it. Ids are bare. */
export interface Mandate {
  readonly id: string;
  readonly mandatorTenant: string;
  readonly mandatorIssuer: string;
  readonly agentTenant: string;
  readonly agentIssuer: string;
  readonly actions: readonly string[];
  /** Null: all of the mandator's. */
  readonly achievements: readonly string[] | null;
  /** Half-open interval; without an end it lasts until it is ended. */
  readonly from: Date;
  readonly until: Date | null;
  readonly active: boolean;
}

/** What an agent wants to do in the name of an issuer. */
export interface Deed {
  readonly action: 'AWARD' | 'REVIEW';
  readonly issuer: string;
  readonly achievement: string;
  readonly at: Date;
}

/** Whether a mandate covers a deed: active, for that issuer, that action and that achievement, and within its interval. */
export function covers(mandate: Mandate, { action, issuer, achievement, at }: Deed): boolean {
  const { active, mandatorIssuer, actions, achievements, from, until } = mandate;
  const isOf = mandatorIssuer === issuer && actions.includes(action) && (achievements === null || achievements.includes(achievement));
  return active && isOf && at >= from && (until === null || at < until);
}
