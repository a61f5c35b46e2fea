import type { AchievementText, IssuerProfile, PathwayNode, RequirementText, VersionText } from '@cairn/cli';

/** An invented organisation: what it offers, how its parts stack, and how many people it has. */
export interface DemoProvider {
  readonly issuer: IssuerProfile;
  readonly achievements: readonly AchievementText[];
  readonly pathway: DemoPathway;
  readonly people: number;
  readonly identifierType: 'STUDENT_ID' | 'MEMBER_ID' | 'EMPLOYEE_ID' | 'EMAIL';
  /** Whether anyone may see its awards. */
  readonly visibility: 'PUBLIC' | 'PRIVATE';
}

export interface DemoPathway {
  readonly code: string;
  readonly title: string;
  readonly access: 'PUBLIC' | 'MEMBERS_ONLY';
  /** Nodes by achievement code. */
  readonly requirements: readonly PathwayNode[];
  /** Code of the achievement awarded on completion. */
  readonly completion?: string;
}

/** What most texts of one provider share. */
type Defaults = Pick<VersionText, 'issuerSector'>;
type Given = Omit<VersionText, 'issuerSector' | 'imageUrl' | 'imageAltText'>;

/** An achievement with an image of its own, at an address of nobody. */
export const achievement = (code: string, { issuerSector }: Defaults, version: Given): AchievementText => ({
  code,
  version: { issuerSector, imageUrl: `https://badges.example/${code}.png`, imageAltText: `Badge “${version.title}”`, ...version },
});

export const award = (id: string, achievementCode: string, title?: string): PathwayNode => ({ id, kind: 'award', achievement: achievementCode, title });

/** Requirements in words. */
export const course = (title: string, assessed = false): RequirementText => ({ kind: 'COURSE', title, assessed });
export const exam = (title: string): RequirementText => ({ kind: 'EXAM', title, assessed: true });
export const project = (title: string): RequirementText => ({ kind: 'PROJECT', title, assessed: true });
export const part = (title: string, assessed = false): RequirementText => ({ kind: 'PART', title, assessed });
export const attestation = (title: string, attestorRole: 'supervisor' | 'nominator'): RequirementText => ({ kind: 'ATTESTATION', title, attestorRole });
export const all = (...of: RequirementText[]): RequirementText => ({ kind: 'ALL', of });
