/**
 * Three subgraphs of data in memory, the same for both gateways, so that what differs is the gateway: awards lead to
 * achievements, achievements to issuers.
 */
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

export const sdl = {
  issuers: `${link} type Query { issuer(id: ID!): Issuer } type Issuer @key(fields: "id") { id: ID! name: String! url: String! }`,
  achievements: `${link} type Query { achievement(id: ID!): Achievement }
    type Achievement @key(fields: "id") { id: ID! title: String! criteria: String! issuer: Issuer }
    type Issuer @key(fields: "id", resolvable: false) { id: ID! }`,
  earners: `${link} type Query { awards(first: Int!): [Award!]! }
    type Award @key(fields: "id") { id: ID! awardedOn: String! state: String! achievement: Achievement }
    type Achievement @key(fields: "id", resolvable: false) { id: ID! }`,
};
