import { cappedCount, toldCount, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { TitledAchievement } from '../achievement/achievement.js';
import { achievementColumns } from '../achievement/achievement.store.js';
import { entriesSql } from './catalogue-entries.js';

/** A page of one issuer's achievements asked for, by title. */
export interface IssuerPageAsked {
  readonly issuer: string;
  readonly after: readonly [title: string, id: string] | null;
  readonly limit: number;
}

/** The catalogue of many issuers at once. */
@Injectable()
export class IssuerCatalogueStore {
  /** One page for each issuer asked for, in one statement; `place` counts the askers from 1. */
  pages(tx: Tx, tenant: string | null, asked: readonly IssuerPageAsked[]): Promise<(TitledAchievement & { place: number })[]> {
    return tx.query(
      `SELECT q.place::int AS place, ${achievementColumns}, page.title
         FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::int[]) WITH ORDINALITY AS q(issuer, title, id, size, place)
         CROSS JOIN LATERAL (
           SELECT e.tenant_id, e.id, e.title FROM (${entriesSql}) e
            WHERE e.issuer_id = q.issuer AND (q.id IS NULL OR (e.title, e.id) > (q.title, q.id))
            ORDER BY e.title, e.id LIMIT q.size) page
         JOIN achievement a ON a.tenant_id = page.tenant_id AND a.id = page.id
        ORDER BY q.place, page.title, page.id`,
      [
        tenant,
        asked.map(({ issuer }) => issuer),
        asked.map(({ after }) => after?.[0] ?? null),
        asked.map(({ after }) => after?.[1] ?? null),
        asked.map(({ limit }) => limit),
      ],
    );
  }

  /** How many each issuer has: exact up to 10,000, null beyond. */
  async counts(tx: Tx, tenant: string | null, issuers: readonly string[]): Promise<{ issuer: string; count: number | null }[]> {
    const counted = cappedCount(`SELECT 1 FROM (${entriesSql}) e WHERE e.issuer_id = q.issuer`);
    const rows = await tx.query<{ issuer: string; n: number }>(`SELECT q.issuer, ${counted} AS n FROM unnest($2::uuid[]) AS q(issuer)`, [tenant, issuers]);
    return rows.map(({ issuer, n }) => ({ issuer, count: toldCount(n) }));
  }
}
