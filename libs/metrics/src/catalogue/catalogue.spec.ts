import { facts } from '../facts.js';
import { figureOf, metricCatalogue, metricOf } from './catalogue.js';
import { comparedByGroup } from './groups.js';
import { versionedId } from './metric.js';
import { stackClasses } from './stacking.js';

const ids = (letter: string, last: number) => Array.from({ length: last }, (_, at) => `${letter}${at + 1}`);

test('the catalogue has M0 to M16 and O1 to O5, each once and in order', () => {
  expect(metricCatalogue.map(({ id }) => id)).toEqual(['M0', ...ids('M', 16), ...ids('O', 5)]);
});

test('each metric says in sentences what it means, whom it leaves out and what it counts', () => {
  const words = metricCatalogue.flatMap((metric) => [metric.definition, metric.censoring, ...metric.figures.flatMap(({ numerator, denominator, parts }) => [numerator, denominator, ...parts.map(({ means }) => means)])]);
  expect(words.filter((text) => !/^[A-Z].{8,}\.$/.test(text))).toEqual([]);
});

test('figures and their parts are told apart by name', () => {
  const names = metricCatalogue.flatMap(({ id, figures }) => figures.map(({ name }) => `${id}/${name}`));
  expect(new Set(names).size).toBe(names.length);
  const parts = metricCatalogue.flatMap(({ figures }) => figures.map((figure) => figure.parts.map(({ name }) => name)));
  expect(parts.filter((some) => new Set(some).size !== some.length)).toEqual([]);
});

test('a metric of one figure calls it as itself', () => {
  const misnamed = metricCatalogue.filter(({ id, figures }) => figures.length === 1 && figures[0].name !== id);
  expect(misnamed.map(({ id }) => id)).toEqual([]);
});

test('a figure is found by name, the first one without a name, none by a strange one', () => {
  const metric = metricOf('M13');
  expect([figureOf(metric)?.name, figureOf(metric, 'LAPSE')?.name, figureOf(metric, 'M1')]).toEqual(['ACTIVE', 'LAPSE', null]);
});

test('groups are compared only by what can be asked for by group', () => {
  expect(comparedByGroup.filter((id) => !metricOf(id).dimensions.includes('GROUP_VALUE'))).toEqual([]);
});

test('a version is part of the name of a metric', () => {
  expect(versionedId(metricOf('M1'))).toBe('M1@1');
});

test('there are seven classes of those who stack', () => {
  expect(stackClasses).toHaveLength(7);
});

test('each fact has a key of its own columns, and is filed by one of them', () => {
  const faults = facts.filter(({ columns, key, filedBy }) => {
    const names = columns.map(({ name }) => name);
    return key.length === 0 || ![...key, ...(filedBy === null ? [] : [filedBy])].every((name) => names.includes(name)) || new Set(names).size !== names.length;
  });
  expect(faults.map(({ name }) => name)).toEqual([]);
});
