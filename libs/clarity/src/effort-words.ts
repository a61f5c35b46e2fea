const form = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;
const units = ['year', 'month', 'week', 'day', 'hour', 'minute'];

/** An ISO 8601 duration in words, in the units that it is stated in: `PT30H` is `30 hours`. */
export function durationWords(duration: string): string {
  const parts = form.exec(duration)?.slice(1) ?? [];
  const said = parts.flatMap((part, index) => (part === undefined || Number(part) === 0 ? [] : [counted(Number(part), units[index] ?? '')]));
  return said.length > 0 ? said.join(' ') : duration;
}

export const counted = (count: number, noun: string): string => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
