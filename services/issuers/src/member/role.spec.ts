import { roleOf, roles } from './role.js';

test.each(Object.entries(roles))('%s is told from its rights', (name, rights) => {
  expect(roleOf([...rights].reverse())).toBe(name);
});

test.each([
  ['no rights', []],
  ['part of a role', ['AWARD']],
  ['more than a role', ['DESIGN', 'PUBLISH', 'REVIEW']],
])('%s is no role', (_what, rights) => {
  expect(roleOf(rights)).toBeNull();
});
