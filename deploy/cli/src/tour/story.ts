/** One thing that was done, and what the registry answered. */
export interface Step {
  readonly what: string;
  /** The graph operation, where it was one. */
  readonly query?: string;
  readonly answer: unknown;
}

/** What one kind of user does with a registry. */
export interface Story {
  readonly user: string;
  readonly steps: readonly Step[];
}

/** Something that has to come out just so. */
export interface Check {
  readonly name: string;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly ok: boolean;
}

export interface Tour {
  readonly stories: readonly Story[];
  readonly checks: readonly Check[];
}

/** Takes down what happens. */
export class Telling {
  readonly stories: Story[] = [];
  readonly checks: Check[] = [];

  /** @param heard told of each step as it happens */
  constructor(private readonly heard: (user: string, step: Step) => void = () => undefined) {}

  /** Begins the story of a kind of user; what it returns takes down its steps. */
  story(user: string): (step: Step) => void {
    const steps: Step[] = [];
    this.stories.push({ user, steps });
    return (step) => {
      steps.push(step);
      this.heard(user, step);
    };
  }

  check(name: string, expected: unknown, actual: unknown): void {
    this.checks.push({ name, expected, actual, ok: JSON.stringify(expected) === JSON.stringify(actual) });
  }
}
