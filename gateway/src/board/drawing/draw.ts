import { BarChart, CustomChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../chart/chart.js';
import { curvesDrawing } from './curves.js';
import type { Drawing } from './drawing.js';
import { flowsDrawing } from './flows.js';
import { funnelDrawing } from './funnel.js';
import { gapsDrawing } from './gaps.js';
import { plainSvg } from './plain-svg.js';
import { ratesDrawing } from './rates.js';
import { fontFamily, width } from './style.js';

use([BarChart, CustomChart, LineChart, SankeyChart, GridComponent, SVGRenderer]);

/** A chart as an SVG document that says what it shows; some 20 ms. It has neither script nor style of its own. */
export function svgOf(chart: Chart): string {
  const { height, option } = drawingOf(chart);
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    drawn.setOption({ animation: false, textStyle: { fontFamily }, ...option });
    return plainSvg(drawn.renderToSVGString(), `${chart.title}. The table says the same in figures.`);
  } finally {
    // An instance that is left keeps the process alive.
    drawn.dispose();
  }
}

function drawingOf(chart: Chart): Drawing {
  if (chart.kind === 'rates') return ratesDrawing(chart);
  if (chart.kind === 'curves') return curvesDrawing(chart);
  if (chart.kind === 'funnel') return funnelDrawing(chart);
  if (chart.kind === 'flows') return flowsDrawing(chart);
  return gapsDrawing(chart);
}
