/** Named places where a test makes a process die (reliability.md, section 4). */
export type CrashPoint = 'r1' | 'r2' | 'r3' | 'r4' | 'r5' | 'c1' | 'c2' | 'c3' | 'c4' | 'n1';

type Crash = (point: CrashPoint) => void;

let crash: Crash | undefined;

/** Does nothing unless a test has armed it. */
export function crashPoint(point: CrashPoint): void {
  crash?.(point);
}

/** Arms the crash points of this process with a function that throws or ends the process; undefined disarms. */
export function armCrashPoints(what: Crash | undefined): void {
  crash = what;
}
