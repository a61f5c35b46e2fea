import type { RegistryClient } from '@cairn/client';
import type { Count, Report } from '../provider/tally.js';

/** What the stories are played with. */
export interface Scene {
  /** Whose page the provider reads, with every right in its tenant. */
  readonly provider: Host;
  /** Whose data the partner uploads and follows. */
  readonly partner: Host & {
    /** Uploads everything again. */
    readonly again: () => Promise<Report>;
    /** What the first upload did. */
    readonly first: Report;
    /** Lines that are known to be in the data, by kind. */
    readonly lines: Readonly<Record<string, number>>;
  };
  readonly analyst: Host & {
    /** Last day observed. */
    readonly asOf: string;
    /** A pathway by its code. */
    readonly pathwayCode: string;
    /** What the figures must be, where that is known. */
    readonly reference?: ReferenceValues;
  };
  /** Where the front end's award is made. */
  readonly frontEnd: Host & { readonly achievementCode: string };
}

export interface Host {
  readonly client: RegistryClient;
  readonly issuerId: string;
}

/** The reference values of analytics.md section 10. */
export interface ReferenceValues {
  readonly awards: number;
  readonly earners: number;
  readonly stackIn: readonly [numerator: number, denominator: number];
  readonly persistence: readonly [numerator: number, denominator: number];
}

export const linesOf = (report: Report): Record<string, number> => Object.fromEntries(Object.entries(report).map(([kind, { lines }]: [string, Count]) => [kind, lines]));
