import type { AchievementVersionText } from '@cairn/events';

type Alignment = Pick<AchievementVersionText['alignments'][number], 'targetUrl' | 'targetFramework' | 'targetCode'>;

/** Code of the field of study (ISCED-F) that a definition is aligned to; of several the first. Null where it states none. */
export function fieldOfStudy(alignments: readonly Alignment[]): string | null {
  for (const { targetUrl, targetFramework, targetCode } of alignments) {
    if (!/isced/i.test(`${targetFramework ?? ''} ${targetUrl}`)) continue;
    const code = targetCode ?? /\/(\d+)\/?$/.exec(targetUrl)?.[1] ?? '';
    if (/^\d{2,4}$/.test(code)) return code;
  }
  return null;
}
