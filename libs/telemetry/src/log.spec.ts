import { openLog } from './log.js';

describe('a log', () => {
  const written = (work: (log: ReturnType<typeof openLog>) => void): string[] => {
    const lines: string[] = [];
    work(openLog('cairn', 'info', { write: (line) => void lines.push(line) }));
    return lines;
  };

  it('says each thing once on a line, also for a service that shares a process', () => {
    const [line = ''] = written((log) => log.child({ service: 'earners' }).info({ count: 2 }, 'done'));
    const names = [...line.matchAll(/"(\w+)":/g)].map(([, name]) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(JSON.parse(line)).toMatchObject({ name: 'cairn', service: 'earners', count: 2, msg: 'done' });
  });

  it('tells of an error without secrets in its words', () => {
    const [line = ''] = written((log) => log.error({ err: new Error('connect postgres://app:hunter2@db/x failed') }, 'no database'));
    expect(line).not.toContain('hunter2');
    expect(JSON.parse(line)).toMatchObject({ err: { type: 'Error' }, msg: 'no database' });
  });
});
