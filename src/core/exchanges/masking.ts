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
    page: async (read, offset, limit) => fields(await redactPage(redactor, read, offset, limit)),
  };
}

const largestJsonSearched = 5_000_000;

/**
 * The values a JSON answer gives for fields that are secret by name, so that they are masked elsewhere too.
 * Bodies that are no JSON, or too large to be read as a whole, give none: there the names alone mask.
 */
export function secretValuesIn(text: string, names: readonly string[]): string[] {
  if (names.length === 0 || text.length > largestJsonSearched || !/^\s*[[{]/.test(text)) {
    return [];
  }
  const wanted = new Set(names);
  const found: string[] = [];
  try {
    JSON.parse(text, (key, value: unknown) => {
      if (wanted.has(key) && typeof value === 'string' && value !== '') {
        found.push(value);
      }
      return value;
    });
  } catch {
    return [];
  }
  return found;
}
