import type { MigrationInterface, QueryRunner } from 'typeorm';

const kinds = (...names: string[]): string => `ALTER TABLE further_document
  DROP CONSTRAINT further_document_kind_check,
  ADD CONSTRAINT further_document_kind_check CHECK (kind IN (${names.map((name) => `'${name}'`).join(', ')}))`;

/** What the VC-API signs is kept like every other document that belongs to no award. */
export class VcApi1795290000600 implements MigrationInterface {
  name = 'VcApi1795290000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(kinds('ENDORSEMENT', 'RECORD', 'WALLET_COPY', 'VC_API'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE further_document NO FORCE ROW LEVEL SECURITY`);
    await runner.query(`DELETE FROM further_status_change s USING further_document d WHERE d.tenant_id = s.tenant_id AND d.id = s.document_id AND d.kind = 'VC_API'`);
    await runner.query(`DELETE FROM further_document WHERE kind = 'VC_API'`);
    await runner.query(`ALTER TABLE further_document FORCE ROW LEVEL SECURITY`);
    await runner.query(kinds('ENDORSEMENT', 'RECORD', 'WALLET_COPY'));
  }
}
