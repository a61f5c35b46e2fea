import { parquetReadObjects } from 'hyparquet';
import type { TableColumn } from '../plan/table-columns.js';
import { openSink } from './sink.js';

const columns: readonly TableColumn[] = [
  { name: 'id', path: ['id'], kind: 'TEXT' },
  { name: 'achievement_title', path: ['achievement', 'title'], kind: 'TEXT' },
  { name: 'version', path: ['version'], kind: 'WHOLE' },
  { name: 'score', path: ['score'], kind: 'NUMBER' },
  { name: 'isPublic', path: ['isPublic'], kind: 'TRUTH' },
  { name: 'createdAt', path: ['createdAt'], kind: 'INSTANT' },
  { name: 'more', path: ['more'], kind: 'JSON' },
];

const rowOf = (at: number) => ({
  id: `awd_${at}`,
  achievement: at % 3 === 0 ? null : { title: `Knots, "${at}"` },
  version: at,
  score: at / 4,
  isPublic: at % 2 === 0,
  createdAt: new Date(Date.UTC(2026, 2, 1) + at).toISOString(),
  more: at % 5 === 0 ? null : { at },
});
const rows = Array.from({ length: 257 }, (_, at) => rowOf(at));

/** Writes rows in pieces, each by a sink that goes on where the last one was left. */
function written(format: 'JSONL' | 'CSV' | 'PARQUET', pieces: readonly (readonly object[])[]): Buffer {
  const bytes: Buffer[] = [];
  let state: unknown = null;
  for (const piece of pieces) {
    const sink = openSink(format, columns, state);
    sink.write(piece as Record<string, unknown>[]);
    bytes.push(sink.take());
    state = JSON.parse(JSON.stringify(sink.state()));
  }
  bytes.push(openSink(format, columns, state).end());
  return Buffer.concat(bytes);
}

const inPieces = [rows.slice(0, 100), rows.slice(100, 101), [], rows.slice(101)];

describe('files of objects', () => {
  it.each(['JSONL', 'CSV'] as const)('are the same in %s whether written in one go or by several who go on', (format) => {
    expect(written(format, inPieces).toString()).toBe(written(format, [rows]).toString());
  });

  it('are lines of JSON', () => {
    const text = written('JSONL', inPieces).toString();
    expect(text.trimEnd().split('\n').map((line) => JSON.parse(line) as object)).toEqual(rows);
  });

  it('are CSV with one header, quoted cells, and nothing that a spreadsheet would run', () => {
    const [header, first, second] = written('CSV', inPieces).toString().split('\r\n');
    expect(header).toBe('id,achievement_title,version,score,isPublic,createdAt,more');
    expect(first).toBe('awd_0,,0,0,true,2026-03-01T00:00:00.000Z,');
    expect(second).toBe('awd_1,"Knots, ""1""",1,0.25,false,2026-03-01T00:00:00.001Z,"{""at"":1}"');
    const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', 'plain'];
    const sink = openSink('CSV', columns.slice(0, 1), { header: true });
    sink.write(formulas.map((id) => ({ id })));
    expect(sink.end().toString().split('\r\n').slice(0, -1)).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", 'plain']);
  });

  it('are Parquet that another reader reads, also when several wrote it', async () => {
    for (const pieces of [[rows], inPieces]) {
      const file = written('PARQUET', pieces);
      const read = await parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer });
      expect(read).toHaveLength(rows.length);
      expect(read[7]).toEqual({ id: 'awd_7', achievement_title: 'Knots, "7"', version: 7, score: 1.75, isPublic: false, createdAt: new Date(Date.UTC(2026, 2, 1) + 7), more: '{"at":7}' });
      expect(read[0]).toMatchObject({ achievement_title: null, more: null });
      expect(read.at(-1)).toMatchObject({ id: 'awd_256' });
    }
  });

  it('can be empty', async () => {
    expect(written('JSONL', []).length).toBe(0);
    expect(written('CSV', []).toString()).toBe('id,achievement_title,version,score,isPublic,createdAt,more\r\n');
    const file = written('PARQUET', []);
    expect(await parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer })).toEqual([]);
  });
});
