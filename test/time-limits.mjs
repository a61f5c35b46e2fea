import { addEventHandler } from 'jest-circus';

/** A test or hook that names no limit of its own has this many ms. */
const limitMs = 60_000;

/** The runner calls tests and hooks as they are: each is given its limit here, as it is defined. */
addEventHandler(({ name }, { currentDescribeBlock: { children, hooks } }) => {
  const defined = name === 'add_test' ? children.at(-1) : name === 'add_hook' ? hooks.at(-1) : undefined;
  if (defined?.fn) defined.fn = limited(defined.fn, defined.timeout ?? limitMs);
});

function limited(work, ms) {
  return async () => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took longer than ${ms} ms`)), ms);
    });
    try {
      return await Promise.race([work(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
