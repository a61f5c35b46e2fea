import { isolate, me } from '@cairn/postgres';

/**
 * SQL of the table in which a service keeps what it was told of earners, and no more than that: who may read what is about
 * them, where a merged record leads, and who is nobody any more. The person may read his own row.
 */
export const personCopyTable = (service: string): string => `
CREATE TABLE person_copy (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  account_id uuid,
  merged_into uuid,
  erased_at timestamptz,
  version int NOT NULL,
  PRIMARY KEY (tenant_id, earner_id),
  CHECK (erased_at IS NULL OR (account_id IS NULL AND merged_into IS NULL))
);
CREATE INDEX person_copy_merged ON person_copy (tenant_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX person_copy_account ON person_copy (account_id) WHERE account_id IS NOT NULL;
${isolate(service, 'person_copy', { personal: `account_id = ${me}` })};
REVOKE INSERT, UPDATE, DELETE ON person_copy FROM ${service}_app;
`;
