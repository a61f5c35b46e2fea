import LightRunner from 'jest-light-runner';
import Tinypool from 'tinypool';

/**
 * jest-light-runner 0.8.2 answers the first process that asks what it is to run, tells all others at the same time, and
 * forgets them. One that was not listening yet waits for ever: a run on a busy machine hangs. Here whoever asks is answered.
 */
const run = Tinypool.prototype.run;
Tinypool.prototype.run = function (task, options) {
  return run.call(this, task, options?.channel ? { ...options, channel: answering(options.channel) } : options);
};

const asking = 'jest-light-runner-get-worker-data';

function answering(channel) {
  let answer;
  let tell;
  return {
    onMessage(listener) {
      tell = listener;
      channel.onMessage((message) => {
        answer = message;
        listener(message);
      });
    },
    postMessage(message) {
      if (message === asking && answer !== undefined) tell(answer);
      else channel.postMessage(message);
    },
  };
}

/**
 * With one worker alone jest-light-runner runs everything in Jest's own process, by one module that knows one project: the
 * files of a second one would run with the settings of the first, and the clearing away after both throws. Here one project
 * follows another.
 */
export default class extends LightRunner {
  constructor(globalConfig, ...more) {
    super(globalConfig, ...more);
    this.inTurn = globalConfig.maxWorkers === 1;
  }

  async runTests(tests, ...more) {
    if (!this.inTurn) return super.runTests(tests, ...more);
    for (const ofProject of Map.groupBy(tests, ({ context }) => context.config).values()) await super.runTests(ofProject, ...more);
  }
}
