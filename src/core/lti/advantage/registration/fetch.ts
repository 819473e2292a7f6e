import {
  MAX_CONFIGURATION_LENGTH,
  type RegistrationReading,
} from '../../../../protocol/models/advantage/registration.ts';
import { ProblemError } from '../../../../protocol/problem.ts';
import { contentTypeOf, decodeText } from '../../../http/index.ts';
import type { Transport } from '../../../ports.ts';
import { readToolConfiguration } from './reading/configuration.ts';

const limits = { timeoutMs: 15_000, maxBodyBytes: MAX_CONFIGURATION_LENGTH, maxRedirects: 5 };

/**
 * Fetches a tool's configuration and reads it. Nothing that identifies anyone is sent.
 *
 * @throws ProblemError `network.*`; `input.invalid` (`url`) for an answer that is no configuration.
 */
export async function fetchConfiguration(
  url: string,
  transport: Transport,
  userAgent: string,
): Promise<RegistrationReading> {
  const headers: [string, string][] = [
    ['User-Agent', userAgent],
    ['Accept', 'application/json'],
  ];
  const { hops, bodies } = await transport.exchange({ method: 'GET', url, headers, body: null }, limits);
  const last = hops.at(-1);
  if (last?.status == null || last.status >= 300) {
    throw invalid('url', `an address that answers with JSON: this one answers with status ${last?.status ?? 'none'}`);
  }
  const bytes = bodies.get(last.index) ?? new Uint8Array(0);
  return readOrThrow(decodeText(bytes, contentTypeOf(last.responseHeaders)).text, 'url');
}

/** @throws ProblemError `input.invalid` (`field`) saying what the text is instead. */
export function readOrThrow(text: string, field: string): RegistrationReading {
  const reading = readToolConfiguration(text);
  if ('problem' in reading) throw invalid(field, reading.problem);
  return reading;
}

function invalid(field: string, detail: string): ProblemError {
  return new ProblemError('input.invalid', { field, detail });
}
