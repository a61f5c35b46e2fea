import { Refused } from '../refused.js';

const longest = 200;

/** What a form of the board was sent with, in the address; every value is bounded. */
export class Form {
  constructor(private readonly given: URLSearchParams) {}

  /** Null where nothing was entered. Throws Refused BAD_USER_INPUT. */
  text(name: string): string | null {
    const value = this.given.get(name)?.trim() ?? '';
    if (value.length > longest) throw wrong(`\`${name}\` has at most ${longest} characters.`);
    return value === '' ? null : value;
  }

  /** `YYYY-MM-DD`, or null. Throws Refused BAD_USER_INPUT. */
  day(name: string): string | null {
    const value = this.text(name);
    if (value !== null && !/^\d{4}-\d{2}-\d{2}$/.test(value)) throw wrong(`\`${name}\` is a day, such as 2026-05-31.`);
    return value;
  }

  /** Throws Refused BAD_USER_INPUT. */
  whole(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    if (!/^\d{1,6}$/.test(value)) throw wrong(`\`${name}\` is a whole number.`);
    return Number(value);
  }

  /** One of the choices; the first one where none was made. Throws Refused BAD_USER_INPUT. */
  choice<Value extends string>(name: string, choices: readonly Value[]): Value {
    const value = this.text(name);
    const found = value === null ? choices[0] : choices.find((choice) => choice === value);
    if (found === undefined) throw wrong(`\`${name}\` is one of ${choices.join(', ')}.`);
    return found;
  }

  /** The address with these entries, for links to the same figures in another form. */
  query(): string {
    const entries = [...this.given].filter(([, value]) => value !== '');
    return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
  }
}

const wrong = (message: string) => new Refused(400, 'BAD_USER_INPUT', message);
