import type { BodyView, Hop } from '../../protocol/models/exchange.ts';
import type { SignedRequest, SigningExplanation } from '../../protocol/models/signing.ts';
import { createRedactor, mask, maskFormFields, maskJsonFields, type ReadText, redactPage } from '../redaction/index.ts';

/** What of an exchange is secret: values wherever they occur, and fields whose values are secret whatever they are. */
export type SecretsOfExchange = { values: readonly string[]; names: readonly string[] };

/** Masks all that is kept or shown of one exchange. */
export type Masking = {
  text(text: string): string;
  request(request: SignedRequest): SignedRequest;
  explanation(explanation: SigningExplanation): SigningExplanation;
  hop(hop: Hop): Hop;
  body(body: BodyView): BodyView;
  page(read: ReadText, offset: number, limit: number): Promise<string>;
};

export function createMasking({ values, names }: SecretsOfExchange): Masking {
  const redactor = createRedactor(values);
  const fields = (text: string): string => maskFormFields(maskJsonFields(text, names), names);
  const body = (view: BodyView): BodyView => ({ ...view, text: redactor.text(fields(view.text)) });
  const secretName = new Set(names.map((name) => name.toLowerCase()));
  return {
    text: (text) => redactor.text(text),
    request: (request) => ({
      method: request.method,
      url: redactor.text(maskFormFields(request.url, names)),
      headers: redactor.headers(request.headers),
      fields: redactor.pairs(
        request.fields.map(([name, value]) => [name, secretName.has(name.toLowerCase()) ? mask : value]),
      ),
      body: request.body === null ? null : redactor.text(fields(request.body)),
    }),
    explanation: (explanation) => ({
      ...explanation,
      baseString: redactor.text(explanation.baseString),
      steps: explanation.steps.map((step) => ({
        ...step,
        detail: redactor.text(step.detail),
        rows: step.rows?.map((row) => ({
          ...row,
          value: redactor.text(row.value),
          encodedValue: redactor.text(row.encodedValue),
        })),
        result: step.result === undefined ? undefined : redactor.text(step.result),
      })),
    }),
    hop: (hop) => {
      const masked = redactor.hop({ ...hop, body: null });
      return { ...masked, url: maskFormFields(masked.url, names), body: hop.body === null ? null : body(hop.body) };
    },
    body,
    page: async (read, offset, limit) => {
      const text = await redactPage(redactor, read, offset, limit);
      // Fields can only be told from a text that is read from its beginning; later pages are masked by value.
      return offset === 0 ? fields(text) : text;
    },
  };
}

/**
 * The values a JSON answer gives for fields that are secret by name, so that they are masked on every page of it.
 * Reads by pattern, not by parsing: a broken answer may hold secrets too.
 */
export function secretValuesIn(text: string, names: readonly string[]): string[] {
  if (names.length === 0) {
    return [];
  }
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const found = new Set<string>();
  for (const [, name = '', literal = ''] of text.matchAll(/"([^"\\]{1,256})"\s*:\s*("(?:[^"\\]|\\.){1,65536}")/g)) {
    const value = wanted.has(name.toLowerCase()) ? decoded(literal) : '';
    if (value !== '') {
      found.add(value);
    }
  }
  return [...found];
}

function decoded(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : '';
  } catch {
    return literal.slice(1, -1);
  }
}
