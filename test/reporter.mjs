import { DefaultReporter } from '@jest/reporters';

/** Jest's default report, closed by one plain line (`N passed, N failed, N skipped`) after the reason of every skip. */
export default class PlainLastLine extends DefaultReporter {
  constructor(globalConfig, { left = [] } = {}) {
    super(globalConfig);
    this.left = left;
  }

  onRunComplete(contexts, results) {
    super.onRunComplete(contexts, results);
    const skipped = [
      ...results.testResults.flatMap(skipsOf),
      ...this.left.map(({ name, reason }) => `${name} (skipped: ${reason})`),
    ];
    for (const name of skipped) process.stderr.write(`${withReason(name)}\n`);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skips = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    process.on('exit', () => process.stdout.write(`${results.numPassedTests} passed, ${failed} failed${skips}\n`));
  }
}

const skipsOf = ({ testResults }) =>
  testResults.filter(({ status }) => status === 'pending' || status === 'todo').map(({ ancestorTitles, title }) => [...ancestorTitles, title].join(' '));

/** A skipped test ends its name with its reason (testUnless in @cairn/testkit). */
function withReason(name) {
  const [, what, why = 'no reason given'] = /^(.*?)(?: \(skipped: (.*)\))?$/s.exec(name);
  return `skipped: ${what}: ${why}`;
}
