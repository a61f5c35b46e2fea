import { classOfAgent } from './caller-class.js';

test.each([
  ['a browser', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'person'],
  ['a crawler that looks like a browser', 'Mozilla/5.0 (compatible; Examplebot/2.1; +https://search.example/bot.html)', 'bot'],
  ['what makes a preview of links', 'facebookexternalhit/1.1', 'bot'],
  ['a program', 'acme-hiring/4.2', 'relying system'],
  ['a word that only begins like robot', 'Bottega/1.0', 'relying system'],
  ['who says nothing', undefined, 'relying system'],
])('%s is told apart by its name', (_what, agent, expected) => {
  expect(classOfAgent(agent)).toBe(expected);
});
