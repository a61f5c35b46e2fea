import { isolate } from '@cairn/postgres';

/**
 * SQL of the table in which a service keeps what it has heard of grants. The app role reads its tenant's, and only the
 * listener writes.
 */
export const grantCopyTable = (service: string): string => `
CREATE TABLE grant_copy (
  tenant_id uuid NOT NULL,
  holder_id uuid NOT NULL,
  version int NOT NULL,
  rights text[] NOT NULL,
  scoped jsonb NOT NULL,
  until timestamptz,
  PRIMARY KEY (tenant_id, holder_id)
);
${isolate(service, 'grant_copy')};
REVOKE INSERT, UPDATE, DELETE ON grant_copy FROM ${service}_app;
`;
