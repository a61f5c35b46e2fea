import { DefaultReporter } from '@jest/reporters';

/** Jest's default report, closed by one plain line (`N passed, N failed, N skipped`) after the reason of every skip. */
export default class PlainLastLine extends DefaultReporter {
  onRunComplete(contexts, results) {
    super.onRunComplete(contexts, results); // ends the status timer; without it Jest never exits
    const skipped = results.testResults.flatMap((file) =>
      file.testResults.filter(({ status }) => status === 'pending' || status === 'todo'),
    );
    for (const test of skipped) process.stderr.write(`skipped: ${test.fullName}\n`);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skips = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    process.on('exit', () => process.stdout.write(`${results.numPassedTests} passed, ${failed} failed${skips}\n`));
  }
}
