/** Columns that are read, of OneRoster 1.2 CSV (1EdTech, 4.x) and, where a column moved, of 1.1. */
export type OneRosterRow = Readonly<Record<string, string | undefined>>;

/** The tables of a bundle that say who belongs where. */
export interface OneRosterTables {
  readonly orgs: readonly OneRosterRow[];
  readonly roles: readonly OneRosterRow[];
  readonly enrollments: readonly OneRosterRow[];
}

/** A user as a line of a roster, or what is wrong with him. `skip`: he is no student, so he stands on no roster of earners. */
export type UserLine =
  | { readonly change?: 'LEFT'; readonly identifierType: 'STUDENT_ID'; readonly identifier: string; readonly name: string; readonly groups: string }
  | { readonly skip: true }
  | { readonly fault: { readonly column: string; readonly message: string } };

const groupsMax = 20;

/**
 * Makes lines of users: each student stands on the roster under the number that his school knows him by, in groups by the
 * keys of his organisations and classes. Whoever is to be deleted or disabled leaves.
 */
export class OneRosterUsers {
  private readonly orgs: ReadonlyMap<string, string>;
  private readonly rolesOf: ReadonlyMap<string, readonly OneRosterRow[]>;
  private readonly classesOf: ReadonlyMap<string, readonly OneRosterRow[]>;

  constructor({ orgs, roles, enrollments }: OneRosterTables) {
    this.orgs = new Map(orgs.filter(isKept).map((org) => [org.sourcedId ?? '', org.identifier || org.sourcedId || '']));
    this.rolesOf = Map.groupBy(roles.filter(isKept), ({ userSourcedId }) => userSourcedId ?? '');
    this.classesOf = Map.groupBy(enrollments.filter(isKept), ({ userSourcedId }) => userSourcedId ?? '');
  }

  lineOf(user: OneRosterRow): UserLine {
    const { sourcedId = '' } = user;
    if (sourcedId === '') return fault('sourcedId', 'A user has a sourcedId.');
    const roles = this.rolesOf.get(sourcedId) ?? [];
    const names = [...roles.map(({ role }) => role), ...(user.role ? [user.role] : [])];
    if (names.length > 0 && !names.includes('student')) return { skip: true };
    const orgs = [...roles.map(({ orgSourcedId }) => orgSourcedId), user.primaryOrgSourcedId, ...(user.orgSourcedIds ?? '').split(',')].map((id) => id?.trim() ?? '').filter((id) => id !== '');
    const unknown = orgs.find((id) => !this.orgs.has(id));
    if (unknown !== undefined) return fault('orgSourcedId', `orgs.csv has no active organisation ${unknown}.`);
    const classes = (this.classesOf.get(sourcedId) ?? []).flatMap(({ classSourcedId }) => classSourcedId || []);
    const groups = [...new Set([...orgs.map((id) => this.orgs.get(id) ?? id), ...classes])].sort();
    if (groups.length > groupsMax) return fault('classSourcedId', `A person is in at most ${groupsMax} organisations and classes.`);
    if (groups.some((group) => group.includes(';'))) return fault('orgSourcedId', 'The key of an organisation or class has no semicolon.');
    const name = [user.preferredGivenName || user.givenName, user.preferredFamilyName || user.familyName].filter(Boolean).join(' ');
    const leaves = !isKept(user) || user.enabledUser === 'false';
    return { ...(leaves && { change: 'LEFT' as const }), identifierType: 'STUDENT_ID', identifier: user.identifier || sourcedId, name, groups: groups.join(';') };
  }
}

const isKept = ({ status }: OneRosterRow): boolean => status !== 'tobedeleted';

const fault = (column: string, message: string): UserLine => ({ fault: { column, message } });
