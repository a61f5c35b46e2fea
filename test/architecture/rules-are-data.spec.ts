import { isTest, sources, withoutComments } from './tree.js';

/** Words and numbers of programmes whose rules the stories S9 to S11 reproduce: they belong to definitions, never to the code. */
const ofProgrammes = /\bPDUs?\b|\bPMI\b|\bANCC\b|talent triangle|contact hours?|pharmacotherapeutics/i;
const amounts = /(?<![\w.])(?:60|35|75)(?![\w.])/;

const code = (...folders: string[]) => sources(...folders).filter(({ path }) => !isTest(path) && !path.includes('/testing/'));

it('no programme of maintenance is named in the code', () => {
  const named = code('libs', 'services', 'gateway').filter((file) => ofProgrammes.test(withoutComments(file)));
  expect(named.map(({ path }) => path)).toEqual([]);
});

it('no amount of such a programme is in what keeps awards valid', () => {
  const keeping = [
    ...code('services/earners/src/maintenance', 'libs/requirements/src'),
    ...code('services/achievements/src/achievement-version').filter(({ path }) => path.includes('maintenance')),
    ...code('services/earners/src/award').filter(({ path }) => path.includes('renew')),
  ];
  expect(keeping.length).toBeGreaterThan(40);
  const counted = keeping.filter((file) => amounts.test(withoutComments(file)));
  expect(counted.map(({ path }) => path)).toEqual([]);
});
