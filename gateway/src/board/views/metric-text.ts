/** What is asked of a definition, for `ChartMetric`. */
export const metricText = 'id name definition numerator denominator censoring note';
