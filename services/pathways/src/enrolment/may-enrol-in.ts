import { may, type Principal } from '@cairn/access';
import type { Pathway } from '../pathway/pathway.js';

/** Earners belong to no issuer, but pathways do: whoever may award over a pathway or its issuer enrols in it and withdraws from it. */
export const mayEnrolIn = (principal: Principal, { id, issuer }: Pick<Pathway, 'id' | 'issuer'>): boolean => may(principal, 'AWARD', { issuer, pathway: id });
