import { type Refusal, refusal } from '@cairn/access';
import type { VersionText } from './achievement-version.js';
import { maintenanceContradictions } from './maintenance-contradictions.js';

const missing = (message: string, ...path: string[]): Refusal => refusal('FIELD_MISSING', message, 'version', ...path);
const invalid = (message: string, ...path: string[]): Refusal => refusal('INVALID_VALUE', message, 'version', ...path);

/** Where a text contradicts itself on validity, repeated awards, maintenance and standards. */
export const termContradictions = (text: VersionText): Refusal[] => [...validityFaults(text), ...duplicateFaults(text), ...factFaults(text), ...maintenanceContradictions(text)];

function validityFaults({ validity, validFor, validUntil, stated: { maintenance } }: VersionText): Refusal[] {
  return [
    ...(validity === 'PERIOD' && validFor === null ? [missing('The validity PERIOD needs the period.', 'validFor')] : []),
    ...(validity === 'FIXED_DATE' && validUntil === null ? [missing('The validity FIXED_DATE needs the day.', 'validUntil')] : []),
    ...(validity === 'MAINTAINED' && maintenance?.required !== true ? [missing('The validity MAINTAINED needs a rule of maintenance.', 'stated', 'maintenance')] : []),
    ...(validFor !== null && (validity === 'NEVER_EXPIRES' || validity === 'FIXED_DATE') ? [invalid(`The validity ${validity} has no period.`, 'validFor')] : []),
    ...(validUntil !== null && validity !== 'FIXED_DATE' ? [invalid(`The validity ${validity} has no last day.`, 'validUntil')] : []),
  ];
}

function duplicateFaults({ duplicatePolicy, duplicatePeriod }: VersionText): Refusal[] {
  if (duplicatePolicy === 'ONE_PER_PERIOD') return duplicatePeriod === null ? [missing('ONE_PER_PERIOD needs the period.', 'duplicatePeriod')] : [];
  return duplicatePeriod === null ? [] : [invalid('Only ONE_PER_PERIOD has a period.', 'duplicatePeriod')];
}

function factFaults({ stated: { standardFollowed, standardName, maintenance } }: VersionText): Refusal[] {
  const other = standardFollowed === 'OTHER';
  const { required, credits, ...rest } = maintenance ?? { required: true, credits: [] };
  const says = credits.length > 0 || Object.values(rest).some((value) => value !== null);
  return [
    ...(other && standardName === null ? [missing('OTHER needs the name of the standard.', 'stated', 'standardName')] : []),
    ...(!other && standardName !== null ? [invalid('A standard is named with OTHER only.', 'stated', 'standardName')] : []),
    ...(!required && says ? [invalid('A rule that asks for nothing says nothing else.', 'stated', 'maintenance', 'required')] : []),
    ...(maintenance && (maintenance.anchor === 'DATE') !== (maintenance.anchorDate !== null)
      ? [invalid('There is a day with the anchor DATE, and only with it.', 'stated', 'maintenance', 'anchorDate')]
      : []),
  ];
}
