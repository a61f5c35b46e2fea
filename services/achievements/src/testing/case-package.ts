const identifierOf = (digit: number): string => `c5e0000${digit}-0000-4000-8000-000000000000`;

const link = (digit: number, title: string) => ({ title, identifier: identifierOf(digit), uri: `https://case.example/ims/case/v1p1/CFItems/${identifierOf(digit)}` });

const changed = { lastChangeDateTime: '2026-03-01T09:30:00+00:00' };

const document = {
  ...link(0, ''),
  uri: `https://case.example/ims/case/v1p1/CFDocuments/${identifierOf(0)}`,
  title: 'Keeping a light',
  creator: 'Lighthouse Museum',
  publisher: 'Lighthouse Museum',
  description: 'What a keeper of the light can do.',
  language: 'en',
  adoptionStatus: 'Adopted',
  version: '2',
  statusStartDate: '2026-01-01',
  ...changed,
};

const item = (digit: number, statement: string, more: object = {}) => ({
  identifier: identifierOf(digit),
  uri: link(digit, '').uri,
  fullStatement: statement,
  humanCodingScheme: `L.${digit}`,
  CFItemType: 'Skill',
  language: 'en',
  CFDocumentURI: { title: document.title, identifier: document.identifier, uri: document.uri },
  ...changed,
  ...more,
});

const association = (digit: number, associationType: string, from: object, to: object, more: object = {}) => ({
  identifier: `a550000${digit}-0000-4000-8000-000000000000`,
  uri: `https://case.example/ims/case/v1p1/CFAssociations/a550000${digit}-0000-4000-8000-000000000000`,
  associationType,
  originNodeURI: from,
  destinationNodeURI: to,
  CFDocumentURI: { title: document.title, identifier: document.identifier, uri: document.uri },
  ...changed,
  ...more,
});

const [light, wick, oil] = [link(1, 'Keeps the light'), link(2, 'Trims the wick'), link(3, 'Measures the oil')];
const elsewhere = { title: 'Maintains lamps', identifier: identifierOf(9), uri: 'https://other.example/skills/lamps' };

/** A CFPackage as a provider of CASE 1.1 sends it, with rubrics, definitions, members of its own and an end that is elsewhere. */
export const aCasePackage = () => ({
  CFDocument: { ...document },
  CFItems: [
    item(1, 'Keeps the light', { notes: 'From dusk to dawn.', educationLevel: ['09', '10'], conceptKeywords: ['light'] }),
    item(2, 'Trims the wick', { alternativeLabel: 'Wick trimming', abbreviatedStatement: 'Trims' }),
    item(3, 'Misst das Öl', { language: 'de', houseMark: 'blue' }),
  ],
  CFAssociations: [
    association(1, 'isChildOf', light, { title: document.title, identifier: document.identifier, uri: document.uri, targetType: 'CFDocument' }),
    association(2, 'isChildOf', wick, light, { sequenceNumber: 1 }),
    association(3, 'isChildOf', { ...oil, title: 'Misst das Öl' }, light, { sequenceNumber: 2 }),
    association(4, 'exactMatchOf', wick, elsewhere),
    association(5, 'isRelatedTo', wick, { ...oil, title: 'Misst das Öl' }),
  ],
  CFDefinitions: { CFItemTypes: [{ identifier: identifierOf(8), uri: 'https://case.example/types/skill', title: 'Skill', description: 'A skill', hierarchyCode: '1', ...changed }] },
  CFRubrics: [{ identifier: identifierOf(7), uri: 'https://case.example/rubrics/7', title: 'How well', ...changed }],
});
