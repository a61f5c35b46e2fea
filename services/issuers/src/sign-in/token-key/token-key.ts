/** A key that signs tokens, as far as it is told. */
export interface TokenKey {
  readonly kid: string;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

const minute = 60_000;
/** Verifiers keep a key set for ten minutes: a new key is published before it is used. */
const publishedBeforeUse = 15 * minute;
/** Tokens live ten minutes, clocks differ by one. */
const keptAfterUse = 30 * minute;
const period = 30 * 24 * 60 * minute;

/** Which key signs now, and which are published: the next one, that one, and former ones until their tokens are gone. */
export interface KeySchedule<Key extends TokenKey> {
  /** Absent while there is no key at all. */
  readonly signing: Key | undefined;
  /** The signing key first. */
  readonly published: readonly Key[];
  /** No token of theirs is alive. */
  readonly gone: readonly Key[];
  /** Whether the next key is to be made now. */
  readonly due: boolean;
}

export function keySchedule<Key extends TokenKey>(keys: readonly Key[], now: number): KeySchedule<Key> {
  const byAge = [...keys].sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime() || (one.kid < other.kid ? -1 : 1));
  const usable = byAge.filter(({ createdAt }) => createdAt.getTime() + publishedBeforeUse <= now);
  // The first key of a registry is used at once: nobody has asked for its keys yet.
  const signing = usable.at(-1) ?? byAge[0];
  if (!signing) return { signing: undefined, published: [], gone: [], due: true };
  const former = byAge.slice(0, byAge.indexOf(signing));
  const next = byAge.slice(byAge.indexOf(signing) + 1);
  const isGone = (at: number) => {
    const successor = byAge[at + 1];
    return successor !== undefined && successor.createdAt.getTime() + publishedBeforeUse + keptAfterUse <= now;
  };
  const gone = former.filter((_, at) => isGone(at));
  const newest = byAge.at(-1) ?? signing;
  return {
    signing,
    published: [signing, ...next, ...former.filter((key) => !gone.includes(key))],
    gone,
    due: newest.createdAt.getTime() + period <= now,
  };
}
