/** What breaks a rule of the catalogue on purpose, by service, with the reason. Whatever is not here is a fault. */
const told = 'a copy of what its service tells everybody; of a draft it holds ids only, and only events write it';
const publicId = 'ids are random and looked up by anybody who was given one; a second one cannot be made by guessing';
const versionNumber = 'the lineage it names is the tenant’s own, by the foreign key beside it';
const order = 'numbers in order of commit; the app role never reads or chooses them';
const head = 'one number: how far the feed has come';

const everywhere = { outbox_pkey: order, 'change_head: SELECT': head };

export const allowed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  issuers: {
    ...everywhere,
    'issuer.public_read': 'issuers are public',
    issuer_id_key: publicId,
    issuer_slug_key: 'a slug is part of a public address, so its being taken is public',
    api_client_key_hash_key: 'a key is found before its tenant is known; two hashes of 256 random bits never meet',
  },
  achievements: {
    ...everywhere,
    issuer_copy: told,
    issuer_copy_id_key: publicId,
    'achievement.public_read': 'published achievements are public',
    'achievement_version.public_read': 'so are their versions, drafts excepted',
    'catalogue_entry.public_read': 'the catalogue lists what is published',
    'achievement.to_partner': 'its tenant shared it with the caller’s by a partnership',
    'achievement_version.to_partner': 'its tenant shared it with the caller’s by a partnership',
    'achievement_share.partner_read': 'a partner sees what is shared with it',
    'partnership_copy.invited_read': 'both sides see a partnership',
    partnership_copy_id: 'ids of events, which no tenant chooses',
    achievement_id_key: publicId,
    achievement_version_id_key: publicId,
    achievement_version_number_key: versionNumber,
  },
  earners: {
    ...everywhere,
    issuer_copy: told,
    issuer_copy_pkey: publicId,
    achievement_copy: told,
    achievement_copy_pkey: publicId,
    achievement_version_copy: told,
    achievement_version_copy_pkey: publicId,
    'award.public_read': 'its earner made it public',
    'award.agent_read': 'an agent reads what it issued under a mandate',
    'mandate_copy.agent_read': 'both sides see a mandate',
  },
  pathways: {
    ...everywhere,
    issuer_copy: told,
    issuer_copy_pkey: publicId,
    achievement_copy: told,
    achievement_copy_pkey: publicId,
    'pathway.public_read': 'a published pathway that is public',
    'pathway_version.public_read': 'a published version of a public pathway',
    'leaf_index.public_read': 'what public pathways are made of',
    pathway_id_key: publicId,
    pathway_version_id_key: publicId,
    pathway_version_number_key: versionNumber,
  },
  verification: {
    ...everywhere,
    achievement_text: told,
    achievement_text_version_key: publicId,
    issuer_identity: told,
    issuer_identity_issuer_key: publicId,
    issuer_identity_slug_key: 'a slug is part of a public address, so its being taken is public',
    issuer_identity_did_key: 'a DID is a public address',
    issuer_profile: told,
    'credential.public_read': 'a credential of a public award',
    credential_id_key: publicId,
    credential_award_key: publicId,
    credential_place_key: 'the list it names is the tenant’s own, by the foreign key beside it',
    'signing_key.public_read': 'public keys',
    signing_key_public_key: 'the same key twice would be a broken source of randomness',
    'signing_key_transition.public_read': 'what became of public keys',
    'status_list.public_read': 'status lists are public',
    status_list_id_key: publicId,
  },
};
