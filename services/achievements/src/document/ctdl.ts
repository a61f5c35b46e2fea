import { basisWords, titleWithBasis } from '@cairn/clarity';
import { isAssessed } from '../achievement-version/claim-basis.js';
import type { Described } from '../clarity/described.js';
import { allLanguages } from './localised.js';

/** Where a definition and its issuer are read. */
export interface Addresses {
  readonly definition: string;
  readonly issuer: string;
}

/** CTDL's class of an achievement type; what it has none for is the class above all of them. */
const classes: Readonly<Record<string, string>> = {
  ApprenticeshipCertificate: 'ApprenticeshipCertificate',
  AssociateDegree: 'AssociateDegree',
  BachelorDegree: 'BachelorDegree',
  Badge: 'Badge',
  Certificate: 'Certificate',
  CertificateOfCompletion: 'CertificateOfCompletion',
  Certification: 'Certification',
  Degree: 'Degree',
  Diploma: 'Diploma',
  DoctoralDegree: 'DoctoralDegree',
  GeneralEducationDevelopment: 'GeneralEducationDevelopment',
  JourneymanCertificate: 'JourneymanCertificate',
  License: 'License',
  MasterCertificate: 'MasterCertificate',
  MasterDegree: 'MasterDegree',
  MicroCredential: 'MicroCredential',
  ProfessionalDoctorate: 'ProfessionalDoctorate',
  ResearchDoctorate: 'ResearchDoctorate',
  SecondarySchoolDiploma: 'SecondarySchoolDiploma',
};

const statuses = { DRAFT: 'Probationary', PUBLISHED: 'Active', SUPERSEDED: 'Superseded', RETIRED: 'Deprecated' } as const;
const deliveries = { ON_SITE: 'InPerson', ONLINE: 'OnlineOnly', BLENDED: 'BlendedDelivery', WORK_PLACE: 'InPerson' } as const;

/** A term of one of CTDL's vocabularies. */
const term = (vocabulary: string, name: string) => ({
  '@type': 'ceterms:CredentialAlignmentObject',
  'ceterms:framework': `https://credreg.net/ctdl/terms/${vocabulary}`,
  'ceterms:targetNode': `${vocabulary === 'CredentialStatus' ? 'credentialStat' : 'deliveryType'}:${name}`,
  'ceterms:targetNodeName': { en: name },
});

/**
 * The definition as JSON-LD in the terms of CTDL (credreg.net/ctdl). The basis of the claim, which CTDL has no term for, is
 * in the name, as it is wherever a title is shown, and in the keywords (F4).
 */
export function ctdlOf({ version, achievement, issuer }: Described, { definition, issuer: issuerAddress }: Addresses): object {
  const { stated, creditsAvailable, alignments, language } = version;
  const assessed = isAssessed(version.claimBasis);
  const inEach = (of: (text: ReturnType<typeof allLanguages>[number]) => string) => Object.fromEntries(allLanguages(version).map((text) => [text.language, of(text)]));
  const own = (text: string) => ({ [language]: text });
  const aligned = alignments.map((one) => ({
    '@type': 'ceterms:CredentialAlignmentObject',
    'ceterms:targetNode': one.targetUrl,
    'ceterms:targetNodeName': own(one.targetName),
    ...(one.targetFramework && { 'ceterms:frameworkName': own(one.targetFramework) }),
    ...(one.targetCode && { 'ceterms:codedNotation': one.targetCode }),
  }));
  return {
    '@context': 'https://credreg.net/ctdl/schema/context/json',
    '@id': definition,
    '@type': `ceterms:${classes[version.achievementType] ?? 'Credential'}`,
    'ceterms:ctid': `ce-${version.id}`,
    'ceterms:name': inEach(({ title }) => titleWithBasis(title, version.claimBasis)),
    'ceterms:description': inEach(({ description }) => description),
    'ceterms:keyword': own([basisWords(version.claimBasis), ...version.tags].join(', ')),
    'ceterms:subjectWebpage': definition,
    'ceterms:inLanguage': allLanguages(version).map((text) => text.language),
    'ceterms:codedNotation': achievement.code,
    'ceterms:versionCode': String(version.number),
    'ceterms:credentialStatusType': term('CredentialStatus', statuses[version.state]),
    ...(version.publishedAt && { 'ceterms:dateEffective': version.publishedAt.toISOString().slice(0, 10) }),
    ...(version.imageUrl && { 'ceterms:image': version.imageUrl }),
    'ceterms:ownedBy': [{ '@id': issuerAddress, '@type': 'ceterms:CredentialOrganization', ...(issuer && { 'ceterms:name': { en: issuer.name } }), ...(issuer?.url && { 'ceterms:subjectWebpage': issuer.url }) }],
    'ceterms:offeredBy': [issuerAddress],
    ...(version.estimatedEffort && { 'ceterms:estimatedDuration': [{ '@type': 'ceterms:DurationProfile', 'ceterms:exactDuration': version.estimatedEffort }] }),
    ...(stated.price && { 'ceterms:estimatedCost': [{ '@type': 'ceterms:CostProfile', 'ceterms:price': stated.price.amount, 'ceterms:currency': stated.price.currency }] }),
    ...(stated.formOfParticipation && { 'ceterms:learningDeliveryType': [term('Delivery', deliveries[stated.formOfParticipation])] }),
    ...(version.validFor && { 'ceterms:renewalFrequency': version.validFor }),
    ...(stated.maintenance?.text && { 'ceterms:renewal': [{ '@type': 'ceterms:ConditionProfile', 'ceterms:description': own(stated.maintenance.text) }] }),
    ...(version.level && { 'ceterms:audienceLevelType': [{ '@type': 'ceterms:CredentialAlignmentObject', 'ceterms:targetNodeName': { en: version.level } }] }),
    // What nobody assessed is about its targets; it does not say that anybody reaches them (F2).
    ...(!assessed && aligned.length > 0 && { 'ceterms:subject': aligned }),
    'ceterms:requires': [
      {
        '@type': 'ceterms:ConditionProfile',
        'ceterms:description': inEach(({ criteria }) => criteria),
        ...(stated.prerequisites && { 'ceterms:condition': own(stated.prerequisites) }),
        ...(assessed && aligned.length > 0 && { 'ceterms:targetCompetency': aligned }),
        ...(creditsAvailable.length > 0 && {
          'ceterms:creditValue': creditsAvailable.map(({ amount, unit }) => ({ '@type': 'ceterms:ValueProfile', 'schema:value': amount, 'schema:description': { en: unit } })),
        }),
      },
    ],
  };
}
