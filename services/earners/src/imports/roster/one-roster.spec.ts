import { OneRosterUsers } from './one-roster.js';

const orgs = [
  { sourcedId: 'o1', status: 'active', name: 'Harbour School', type: 'school', identifier: 'HARBOUR' },
  { sourcedId: 'o2', status: 'active', name: 'District', type: 'district' },
];
const users = new OneRosterUsers({
  orgs,
  roles: [
    { userSourcedId: 'u1', role: 'student', orgSourcedId: 'o1' },
    { userSourcedId: 'u2', role: 'teacher', orgSourcedId: 'o1' },
    { userSourcedId: 'u3', role: 'student', orgSourcedId: 'o9' },
  ],
  enrollments: [
    { userSourcedId: 'u1', classSourcedId: 'c7', role: 'student' },
    { userSourcedId: 'u1', classSourcedId: 'c8', role: 'student', status: 'tobedeleted' },
  ],
});

describe('users of a OneRoster bundle', () => {
  it('stand on the roster by their number, in the groups of their organisations and classes', () => {
    expect(users.lineOf({ sourcedId: 'u1', givenName: 'Ada', familyName: 'Lind', identifier: '4711', primaryOrgSourcedId: 'o2' })).toEqual({
      identifierType: 'STUDENT_ID',
      identifier: '4711',
      name: 'Ada Lind',
      groups: 'HARBOUR;c7;o2',
    });
  });

  it('leave when they are to be deleted or disabled, and go by the name that they prefer', () => {
    expect(users.lineOf({ sourcedId: 'u8', status: 'tobedeleted', givenName: 'A' })).toMatchObject({ change: 'LEFT', identifier: 'u8' });
    expect(users.lineOf({ sourcedId: 'u8', enabledUser: 'false' })).toMatchObject({ change: 'LEFT' });
    expect(users.lineOf({ sourcedId: 'u8', givenName: 'Augusta', preferredGivenName: 'Gus', familyName: 'Lund' })).toMatchObject({ name: 'Gus Lund' });
  });

  it('who teach are passed over, and those of an unknown organisation are told', () => {
    expect(users.lineOf({ sourcedId: 'u2' })).toEqual({ skip: true });
    expect(users.lineOf({ sourcedId: 'u3' })).toMatchObject({ fault: { column: 'orgSourcedId' } });
    expect(users.lineOf({})).toMatchObject({ fault: { column: 'sourcedId' } });
  });

  it('are read from columns of 1.1 too', () => {
    expect(users.lineOf({ sourcedId: 'u9', role: 'student', orgSourcedIds: 'o1,o2' })).toMatchObject({ groups: 'HARBOUR;o2' });
    expect(users.lineOf({ sourcedId: 'u9', role: 'administrator', orgSourcedIds: 'o1' })).toEqual({ skip: true });
  });
});
