/**
 * Okabe and Ito's colours (2008), told apart by people who see colours differently, and of them those that stand out from white and from
 * the dark paper by 3 to 1 or more (WCAG 1.4.11). Series differ in their dashes, too.
 */
export const seriesColours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#7f7f7f', '#a07400'] as const;

export const dashes = ['solid', [7, 4], [2, 3], [10, 3, 2, 3], [4, 2], [1, 2]] as const;

/** Curves of one drawing: as many as there are colours. */
export const curvesMost = seriesColours.length;

/** Lines of one drawing. */
export const linesMost = 40;

/** The page says by these what they are by night: see its style. */
export const ink = '#1b1f24';
export const line = '#c9d2da';
export const veil = '#e6e9ec';
export const quiet = '#4a5663';

export const width = 860;

/** For names beside an axis, in letters somewhat narrower than those of the pictures. */
export const labelWidth = 170;

/** The first name is the reader's own; the second is the one pictures are made with. */
export const fontFamily = 'system-ui, DejaVu Sans, sans-serif';

/** For texts that we place ourselves. */
export const text = { fontFamily, fontSize: 12, fill: ink } as const;

const label = { color: ink, fontFamily, fontSize: 12 } as const;

/** What axes have in common. */
export const axisStyle = {
  axisLabel: label,
  nameTextStyle: label,
  axisLine: { show: true, lineStyle: { color: quiet } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: line } },
} as const;

export const percentLabel = { ...label, formatter: (share: number) => `${Math.round(share * 1_000) / 10} %` };

/** A share of the axis is never above one. */
export const upToOne = ({ max }: { readonly max: number }): number | null => (max > 0.8 ? 1 : null);
