import type { EChartsCoreOption } from 'echarts/core';

/** What ECharts is given. */
export interface Drawing {
  /** In pixels, as high as the figures need. */
  readonly height: number;
  readonly option: EChartsCoreOption;
}
