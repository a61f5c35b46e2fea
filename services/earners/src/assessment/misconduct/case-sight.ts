import { maySomewhere, may, type Principal, type Right } from '@cairn/access';
import { Injectable } from '@nestjs/common';
import { EarnerViewService } from '../../earner/earner-view.service.js';

/** As whom somebody sees a case: as one of those who judge it, or as the earner and who acts for him. */
export type Sight = 'JUDGE' | 'EARNER';

/** Whose a case is, and over what. */
interface Whose {
  readonly tenant: string;
  readonly earner: string;
  readonly issuer: string;
  readonly achievement: string;
}

/** Over what somebody holds a right; null: over everything of his tenant. */
export interface Within {
  readonly issuers: readonly string[];
  readonly achievements: readonly string[];
}

/** Decides who sees which side of a case of misconduct or of an appeal. */
@Injectable()
export class CaseSight {
  constructor(private readonly earners: EarnerViewService) {}

  /** In the order of the cases, which row-level security let through; undefined for what is not to be known of. Nobody judges himself. */
  async of(principal: Principal, judging: Right, cases: readonly Whose[]): Promise<(Sight | undefined)[]> {
    const { tenant, account } = principal;
    const records = account === null ? [] : await this.earners.byIds({ tenant, account }, [...new Set(cases.map(({ earner }) => earner))]);
    const own = new Set(records.flatMap((record) => (record?.account === account ? [record.id] : [])));
    return cases.map((one) => {
      if (own.has(one.earner)) return 'EARNER';
      if (tenant !== one.tenant) return undefined;
      if (may(principal, judging, one)) return 'JUDGE';
      return maySomewhere(principal, 'AWARD') ? 'EARNER' : undefined;
    });
  }
}

/** For lists: over what the caller holds a right; undefined when over nothing. */
export function heldOver({ rights, scoped, bound }: Principal, right: Right): Within | null | undefined {
  if (bound !== null && !bound.includes(right)) return undefined;
  if (rights.includes(right)) return null;
  const over = scoped.filter((one) => one.right === right);
  if (over.length === 0) return undefined;
  return { issuers: idsOf(over, 'ISSUER'), achievements: idsOf(over, 'ACHIEVEMENT') };
}

const idsOf = (over: Principal['scoped'], kind: 'ISSUER' | 'ACHIEVEMENT'): string[] => over.flatMap((one) => (one.kind === kind ? [one.id] : []));
