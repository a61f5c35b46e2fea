import { overlapping } from './overlapping.js';

describe('parts that are loaded, worked on and written', () => {
  const later = () => new Promise((resume) => setTimeout(resume, 1));

  it('are written in order, each once, with never two statements under way', async () => {
    const [steps, written]: [string[], number[]] = [[], []];
    let underWay = 0;
    const statement = async (name: string) => {
      underWay += 1;
      expect(underWay).toBe(1);
      await later();
      underWay -= 1;
      steps.push(name);
    };
    await overlapping([[1, 2], [3], [], [4]], {
      load: async (part) => {
        await statement(`load ${part.join()}`);
        return part;
      },
      work: (one) => (one === 3 ? later().then(() => one * 10) : one * 10),
      write: async (made) => {
        await statement(`write ${made.join()}`);
        written.push(...made);
      },
    });
    expect(written).toEqual([10, 20, 30, 40]);
    expect(steps).toEqual(['load 1,2', 'load 3', 'write 10,20', 'load ', 'write 30', 'load 4', 'write 40']);
  });

  it.each(['load', 'work', 'write'])('stop where one cannot %s, and say why', async (where) => {
    const fail = (step: string, part: number) => {
      if (step === where && part === 2) throw new Error(`no ${step}`);
    };
    const written: number[] = [];
    const run = overlapping([1, 2, 3], {
      load: async (part) => {
        fail('load', part);
        return [part];
      },
      work: (part) => {
        fail('work', part);
        return part;
      },
      write: async (made) => {
        made.forEach((part) => fail('write', part));
        written.push(...made);
      },
    });
    await expect(run).rejects.toThrow(`no ${where}`);
    expect(written.includes(2) || written.includes(3)).toBe(false);
  });
});
