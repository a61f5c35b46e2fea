import { html } from '@cairn/pages';

/**
 * What ECharts drew, fit for a page that allows no styles but its own: declarations become attributes, of which SVG has the same
 * names, and what is for the mouse alone goes.
 *
 * @param words what the picture shows, for those who do not see it
 */
export function plainSvg(svg: string, words: string): string {
  return svg
    // Nothing is drawn outside its frame, so that the frames, which ECharts cuts lines by, are not needed.
    .replace(/<(style|defs)[\s\S]*?<\/\1>/g, '')
    .replace(/ (?:class|clip-path|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, declarations: string) => attributesOf(declarations))
    .replace('<svg ', html`<svg role="img" aria-label="${words}" `.text);
}

function attributesOf(declarations: string): string {
  const pairs = declarations.split(';').map((declaration) => declaration.split(':', 2).map((part) => part.trim()));
  return pairs.map(([name, value]) => (name && value && attributes.has(name) ? ` ${name}="${value}"` : '')).join('');
}

const attributes = new Set(['font-size', 'font-family', 'font-weight', 'font-style', 'text-anchor', 'opacity']);
