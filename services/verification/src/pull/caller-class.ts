/** Who looks at a credential: a person in a browser, a system of somebody who relies on it, a robot, or its own issuer. */
export type CallerClass = 'person' | 'relying system' | 'bot' | 'own issuer';

const robots = /bot\b|bot[/_-]|crawl|spider|slurp|facebookexternalhit|embedly|preview|monitor|uptime|lighthouse|headless/i;

/** By the name that a program gives itself. Browsers call themselves Mozilla; who says nothing is a system. */
export function classOfAgent(userAgent: string | undefined): CallerClass {
  if (userAgent === undefined) return 'relying system';
  if (robots.test(userAgent)) return 'bot';
  return userAgent.startsWith('Mozilla/') ? 'person' : 'relying system';
}
