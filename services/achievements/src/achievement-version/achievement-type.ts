/** Open Badges 3.0 AchievementType, and whether the type demands an assessed claim basis (F3). */
const types: Readonly<Record<string, 'assessed' | 'any'>> = {
  Achievement: 'any',
  ApprenticeshipCertificate: 'assessed',
  Assessment: 'assessed',
  Assignment: 'any',
  AssociateDegree: 'assessed',
  Award: 'any',
  Badge: 'any',
  BachelorDegree: 'assessed',
  Certificate: 'assessed',
  CertificateOfCompletion: 'any',
  Certification: 'assessed',
  CommunityService: 'any',
  Competency: 'assessed',
  Course: 'any',
  CoCurricular: 'any',
  Degree: 'assessed',
  Diploma: 'assessed',
  DoctoralDegree: 'assessed',
  Fieldwork: 'any',
  GeneralEducationDevelopment: 'any',
  JourneymanCertificate: 'assessed',
  LearningProgram: 'any',
  License: 'assessed',
  MasterCertificate: 'assessed',
  MasterDegree: 'assessed',
  Membership: 'any',
  MicroCredential: 'assessed',
  ProfessionalDoctorate: 'assessed',
  ResearchDoctorate: 'assessed',
  SecondarySchoolDiploma: 'assessed',
};

/** A term of the standard or an extension. QualityAssuranceCredential is none of ours: it is an accreditation. */
export const isAchievementType = (type: string): boolean =>
  Object.hasOwn(types, type) || /^ext:[A-Za-z0-9._-]{1,100}$/.test(type);

export const demandsAssessment = (type: string): boolean => Object.hasOwn(types, type) && types[type] === 'assessed';

export const achievementTypes: readonly string[] = Object.keys(types);
