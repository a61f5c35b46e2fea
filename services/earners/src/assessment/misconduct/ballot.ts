/** One who is entitled to vote, and how he voted: a member of the tenant's staff or an API client. Ids are bare. */
export interface Seat<Vote> {
  readonly actor: string;
  readonly kind: 'MEMBER' | 'CLIENT';
  /** Null until he has voted. */
  readonly vote: Vote | null;
}

/**
 * What a vote comes to by strict majority of those entitled: who does not vote is not in favour. OPEN only while the votes
 * that are left can change it.
 */
export function resultOf<Vote>(seats: readonly Seat<Vote>[], isInFavour: (vote: Vote) => boolean): 'CARRIED' | 'LOST' | 'OPEN' {
  const needed = Math.floor(seats.length / 2) + 1;
  const votes = seats.flatMap(({ vote }) => (vote === null ? [] : [isInFavour(vote)]));
  const inFavour = votes.filter(Boolean).length;
  if (inFavour >= needed) return 'CARRIED';
  return inFavour + (seats.length - votes.length) < needed ? 'LOST' : 'OPEN';
}

/** The seats with a vote cast; undefined for who has no seat or has voted. */
export function cast<Vote>(seats: readonly Seat<Vote>[], actor: string, vote: Vote): Seat<Vote>[] | undefined {
  const own = seats.find((seat) => seat.actor === actor);
  return own?.vote === null ? seats.map((seat) => (seat === own ? { ...seat, vote } : seat)) : undefined;
}
