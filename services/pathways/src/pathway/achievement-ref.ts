import { publicId } from '@cairn/subgraph';

/** An achievement as the schema refers to it: the achievements service knows more. */
export const achievementRef = (uuid: string | null) =>
  uuid === null ? null : { __typename: 'Achievement' as const, id: publicId('Achievement', uuid) };
