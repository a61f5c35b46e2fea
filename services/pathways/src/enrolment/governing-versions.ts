import type { Tx } from '@cairn/postgres';
import { allNodes, governingOn, isOpenOn, type Node, type Pathway as Definition } from '@cairn/requirements';
import { Injectable } from '@nestjs/common';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';
import type { Enrolment } from './enrolment.js';

/** A published version as the rules about versions look at it. */
export interface DatedVersion {
  readonly id: string;
  readonly number: number;
  readonly isClosed: boolean;
  readonly pathway: Definition;
}

/** How an enrolment stands between the versions of its pathway on a day. */
export interface Governed {
  /** The version that governs it; null when none does. */
  readonly base: DatedVersion | null;
  /** That one first, then its alternatives. */
  readonly governing: readonly DatedVersion[];
  /** Every published version, by number. */
  readonly published: readonly DatedVersion[];
}

/** Which versions an enrolment may move between, and what the one that governs offers. */
@Injectable()
export class GoverningVersions {
  constructor(private readonly versions: PathwayVersionStore) {}

  async of(tx: Tx, { tenant, pathway, pathwayVersion, enrolledOn, optIns }: Enrolment, day: string): Promise<Governed> {
    const published = await this.versions.published(tx, tenant, pathway);
    const pinned = published.find(({ id }) => id === pathwayVersion);
    const governing = pinned === undefined ? [] : governingOn(published, { version: pinned.number, enrolledOn, optIns }, day);
    return { base: governing[0] ?? null, governing, published };
  }
}

/** Whether a version may be chosen on a day. */
export const takesEnrolments = (version: DatedVersion, day: string): boolean => !version.isClosed && isOpenOn(version, day);

/** The node of that id in the first of these versions that has one. */
export function nodeIn(versions: readonly DatedVersion[], id: string): Node | undefined {
  for (const { pathway } of versions) for (const node of allNodes(pathway)) if (node.id === id) return node;
  return undefined;
}

/** The exits that a version offers to whoever asks. */
export const exitsOnRequest = (version: DatedVersion | null): string[] =>
  (version?.pathway.offRamps ?? []).flatMap(({ id, when }) => (when === 'request' ? [id] : []));
