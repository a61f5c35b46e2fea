import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sums of what earners contribute to figures, and what they are kept true by (decision 0010). */
const tables = `
-- Earners whose facts changed. Rows are only added and taken, so that writers do not wait for one another.
CREATE TABLE rollup_due (
  tenant_id uuid NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY,
  earner_id uuid NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, number)
);
${isolate('pathways', 'rollup_due', { append: true })};

-- Which generation answers, and how far the one that is being built has come. Its row is the lock of who adds up.
CREATE TABLE rollup_state (
  tenant_id uuid PRIMARY KEY,
  -- Null until the first generation is built.
  generation int,
  -- Of what form of contribution the sums are.
  form int NOT NULL,
  building int,
  building_form int,
  -- The last earner who was added, and how many of how many.
  after_id uuid,
  done int NOT NULL DEFAULT 0,
  total int NOT NULL DEFAULT 0,
  started_at timestamptz,
  finished_at timestamptz,
  -- Cells in which the last generation that was built differed from the one before it.
  differences int
);
${isolate('pathways', 'rollup_state')};
REVOKE INSERT, UPDATE, DELETE ON rollup_state FROM pathways_app;

CREATE TABLE rollup (
  tenant_id uuid NOT NULL,
  generation int NOT NULL,
  family text COLLATE "C" NOT NULL,
  period date NOT NULL,
  a uuid NOT NULL,
  b uuid NOT NULL,
  day date NOT NULL,
  part text COLLATE "C" NOT NULL,
  gap int NOT NULL,
  c text COLLATE "C" NOT NULL,
  n int NOT NULL CHECK (n >= 0),
  PRIMARY KEY (tenant_id, generation, family, period, a, b, day, part, gap, c)
) WITH (fillfactor = 80);
${isolate('pathways', 'rollup')};
REVOKE INSERT, UPDATE, DELETE ON rollup FROM pathways_app;

-- The history that is added up, of each earner.
CREATE TABLE rolled_earner (
  tenant_id uuid NOT NULL,
  generation int NOT NULL,
  earner_id uuid NOT NULL,
  history text NOT NULL,
  PRIMARY KEY (tenant_id, generation, earner_id)
);
${isolate('pathways', 'rolled_earner')};
REVOKE ALL ON rolled_earner FROM pathways_app;
`;

/** Rows named `changed` after a statement that added or took some, `was` and `changed` after one that altered some. */
const noting = `
CREATE FUNCTION note_due_earners() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_due (tenant_id, earner_id) SELECT DISTINCT tenant_id, earner_id FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION note_altered_earners() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_due (tenant_id, earner_id) SELECT tenant_id, earner_id FROM was UNION SELECT tenant_id, earner_id FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION note_due_enrolled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_due (tenant_id, earner_id)
  SELECT DISTINCT e.tenant_id, e.earner_id FROM changed r JOIN enrolment e ON e.tenant_id = r.tenant_id AND e.id = r.enrolment_id;
  RETURN NULL;
END $$;

CREATE FUNCTION note_due_holders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_due (tenant_id, earner_id)
  SELECT DISTINCT h.tenant_id, h.earner_id
    FROM changed r JOIN was w ON w.id = r.id
   CROSS JOIN rollup_state s
    JOIN holding h ON h.tenant_id = s.tenant_id AND h.achievement_id = r.id
   WHERE r.metadata IS DISTINCT FROM w.metadata;
  RETURN NULL;
END $$;
`;

const trigger = (table: string, event: 'INSERT' | 'UPDATE' | 'DELETE', run: string): string => {
  const rows = { INSERT: 'NEW TABLE AS changed', DELETE: 'OLD TABLE AS changed', UPDATE: 'OLD TABLE AS was NEW TABLE AS changed' }[event];
  return `CREATE TRIGGER rollup_${event.toLowerCase()} AFTER ${event} ON ${table} REFERENCING ${rows} FOR EACH STATEMENT EXECUTE FUNCTION ${run}();`;
};

const ofEarners = ['holding', 'enrolment', 'earner_group', 'outside_statistics'];
const ofEnrolments = ['reached_step', 'completion'];

const triggers = [
  ...ofEarners.flatMap((table) => [
    trigger(table, 'INSERT', 'note_due_earners'),
    trigger(table, 'DELETE', 'note_due_earners'),
    trigger(table, 'UPDATE', 'note_altered_earners'),
  ]),
  ...ofEnrolments.flatMap((table) => (['INSERT', 'UPDATE', 'DELETE'] as const).map((event) => trigger(table, event, 'note_due_enrolled'))),
  // An erasure; claims change no figure, and are few.
  trigger('person_copy', 'INSERT', 'note_due_earners'),
  trigger('person_copy', 'UPDATE', 'note_altered_earners'),
  trigger('achievement_copy', 'UPDATE', 'note_due_holders'),
];

export class Rollups1795400000910 implements MigrationInterface {
  name = 'Rollups1795400000910';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [tables, noting, ...triggers]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    const on = [...ofEarners, ...ofEnrolments].flatMap((table) => ['insert', 'update', 'delete'].map((event) => `DROP TRIGGER rollup_${event} ON ${table}`));
    on.push('DROP TRIGGER rollup_insert ON person_copy', 'DROP TRIGGER rollup_update ON person_copy', 'DROP TRIGGER rollup_update ON achievement_copy');
    await runner.query(on.join('; '));
    await runner.query('DROP FUNCTION note_due_holders, note_due_enrolled, note_altered_earners, note_due_earners');
    await runner.query('DROP TABLE rolled_earner, rollup, rollup_state, rollup_due');
  }
}
