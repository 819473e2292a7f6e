import type { AbVariant } from '../../../protocol/models/exchanges/exchange.ts';

/** As the heading of a column. */
export const variantTitles: Readonly<Record<AbVariant, string>> = {
  window: 'Window of its own',
  iframe: 'Frame of another site',
  'no-third-party-cookies': 'Frame, third-party cookies off',
};

/** Within a sentence. */
export const variantPlaces: Readonly<Record<AbVariant, string>> = {
  window: 'in a window of its own',
  iframe: 'in the frame',
  'no-third-party-cookies': 'in the frame without third-party cookies',
};

/** At the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
