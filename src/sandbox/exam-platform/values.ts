import type { Parameters } from './parameters.ts';
import { rubyToS } from './ruby-value.ts';

/** A parameter as the text Rails stores in a string column; `fallback` when it is absent or null. */
export function textOf<Fallback>(parameters: Parameters, name: string, fallback: Fallback): string | Fallback {
  const value = parameters.get(name);
  return value === undefined || value === null ? fallback : rubyToS(value);
}

/** One of true, false, 1, 0 as a boolean column. */
export function flagOf(parameters: Parameters, name: string, fallback: boolean): boolean {
  const text = textOf(parameters, name, '');
  return text === '' ? fallback : ['true', '1'].includes(text);
}

export function countOf<Fallback>(parameters: Parameters, name: string, fallback: Fallback): number | Fallback {
  const text = textOf(parameters, name, '');
  return /^\d{1,9}$/.test(text) ? Number(text) : fallback;
}

/** A time as ISO 8601 or as seconds since the epoch, which clients of the API send too; null when it is neither. */
export function timeOf(parameters: Parameters, name: string, fallback: string | null): string | null {
  const text = textOf(parameters, name, '');
  if (text === '') return fallback;
  const at = /^\d{1,11}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(at) ? null : railsTime(at);
}

/** ISO 8601 with milliseconds and a numeric offset, such as `2020-11-26T06:19:53.143+00:00`. */
export function railsTime(now: number): string {
  return new Date(now).toISOString().replace('Z', '+00:00');
}
