import type { AdvantageLaunch } from '../../../protocol/models/advantage/launch.ts';
import type { FormValue } from '../../../protocol/models/contract.ts';
import type { BodyView, Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Observation } from '../../../protocol/models/exchanges/observation.ts';
import type { Cause, Check, Verdict } from '../../../protocol/models/exchanges/verdict.ts';
import { type LaunchSetup, launchSetupOf } from '../../../protocol/models/lti/launch-setup.ts';
import type { ContentItemSelection, OutcomeCall, Returned } from '../../../protocol/models/lti/platform.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { Multipart, SignedRequest, SigningExplanation } from '../../../protocol/models/signing.ts';
import type { Problem } from '../../../protocol/problem.ts';
import {
  createRedactor,
  mask,
  maskFormFields,
  maskJsonFields,
  type ReadText,
  redactPage,
} from '../../redaction/index.ts';
import { maskAdvantage } from '../advantage/masking.ts';
import { maskObservation } from './observation.ts';
import { maskContentItems, maskOutcome, maskReturned } from './platform.ts';

const ellipsis = '…';

/**
 * What of an exchange is secret: values wherever they occur, fields whose values are secret whatever they are, and the values
 * an answer told for such fields.
 */
export type SecretsOfExchange = { values: readonly string[]; names: readonly string[]; told?: readonly string[] };

/** Masks all that is kept or shown of one exchange. */
export type Masking = {
  text(text: string): string;
  /** The values that hold no secret; the others are left out rather than masked, as the form may be sent again. */
  form(values: readonly FormValue[]): FormValue[];
  /** Its parts that hold no secret, for the same reason. */
  launchSetup(setup: LaunchSetup): LaunchSetup;
  verdict(verdict: Verdict): Verdict;
  problem(problem: Problem): Problem;
  request(request: SignedRequest): SignedRequest;
  explanation(explanation: SigningExplanation): SigningExplanation;
  hop(hop: Hop): Hop;
  observation(observation: Observation): Observation;
  advantage(launch: AdvantageLaunch): AdvantageLaunch;
  returned(returned: Returned): Returned;
  outcome(call: OutcomeCall): OutcomeCall;
  contentItems(selection: ContentItemSelection): ContentItemSelection;
  body(body: BodyView): BodyView;
  page(read: ReadText, offset: number, limit: number): Promise<string>;
};

export function createMasking({ values, names, told = [] }: SecretsOfExchange): Masking {
  const redactor = createRedactor(values, told);
  const secretName = new Set(names.map((name) => name.toLowerCase()));
  const isSecretName = (name: string): boolean => secretName.has(name.toLowerCase());
  const fields = (text: string): string => maskFormFields(maskJsonFields(text, names), names);
  const isClean = (part: unknown): boolean =>
    typeof part === 'string'
      ? redactor.text(part) === part
      : typeof part !== 'object' || part === null || Object.values(part).every(isClean);
  const body = (view: BodyView): BodyView => {
    const text = view.truncated ? redactor.cutText(view.text) : redactor.text(view.text);
    return { ...view, text: fields(text) };
  };
  const urls = (headers: Pairs): Pairs => headers.map(([name, value]) => [name, maskFormFields(value, names)]);
  // A verdict quotes the answer, long values cut off with an ellipsis.
  const quoted = (text: string): string =>
    text
      .split(ellipsis)
      .map((part, index, parts) => (index === parts.length - 1 ? redactor.text(part) : redactor.cutText(part)))
      .join(ellipsis);
  const check = (one: Check): Check => ({ ...one, expected: quoted(one.expected), actual: quoted(one.actual) });
  const maskMultipart = (multipart: Multipart): Multipart => ({
    ...multipart,
    files: multipart.files.map(({ name, file }) => ({ name, file: { ...file, name: redactor.text(file.name) } })),
  });
  // What is evidence for a cause was read from the request.
  const cause = (one: Cause): Cause => ({
    ...one,
    evidence: one.evidence === null ? null : { ...one.evidence, values: parameters(one.evidence.values) },
  });
  const parameters = (values: Readonly<Record<string, string | number>>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? redactor.text(value) : value]),
    );
  return {
    text: (text) => redactor.text(text),
    launchSetup: ({ querySigning, platform, preset, advantage }) =>
      launchSetupOf({
        querySigning,
        platform: isClean(platform) ? platform : undefined,
        preset: isClean(preset) && !preset?.custom.some(([name]) => isSecretName(name)) ? preset : undefined,
        advantage: isClean(advantage) ? advantage : undefined,
      }),
    form: (list) =>
      list.filter(({ name, value, file }) => !isSecretName(name) && isClean(value) && isClean(file?.name ?? '')),
    verdict: (verdict) => ({
      ...verdict,
      summary: quoted(verdict.summary),
      checks: verdict.checks.map(check),
      ...(verdict.parameter === undefined ? {} : { parameter: redactor.text(verdict.parameter) }),
      ...(verdict.causes === undefined ? {} : { causes: verdict.causes.map(cause) }),
    }),
    problem: (problem) => ({
      ...problem,
      params: parameters(problem.params),
      ...(problem.detail === undefined ? {} : { detail: quoted(problem.detail) }),
    }),
    request: (request) => ({
      method: request.method,
      url: maskFormFields(redactor.text(request.url), names),
      headers: redactor.headers(request.headers.map(([name, value]) => [name, isSecretName(name) ? mask : value])),
      fields: redactor.pairs(request.fields.map(([name, value]) => [name, isSecretName(name) ? mask : value])),
      body: request.body === null ? null : fields(redactor.text(request.body)),
      ...(request.multipart === undefined ? {} : { multipart: maskMultipart(request.multipart) }),
    }),
    explanation: (explanation) => ({
      ...explanation,
      baseString: redactor.text(explanation.baseString),
      steps: explanation.steps.map((step) => ({
        ...step,
        detail: redactor.text(step.detail),
        rows: step.rows?.map((row) => ({
          ...row,
          value: isSecretName(row.name) ? mask : redactor.text(row.value),
          encodedValue: isSecretName(row.name) ? mask : redactor.text(row.encodedValue),
        })),
        result: step.result === undefined ? undefined : redactor.text(step.result),
      })),
    }),
    hop: (hop) => {
      const masked = redactor.hop({ ...hop, body: null });
      return {
        ...masked,
        url: maskFormFields(masked.url, names),
        location: masked.location === null ? null : maskFormFields(masked.location, names),
        requestHeaders: urls(masked.requestHeaders.map(([name, value]) => [name, isSecretName(name) ? mask : value])),
        responseHeaders: urls(masked.responseHeaders),
        body: hop.body === null ? null : body(hop.body),
      };
    },
    observation: (observation) =>
      maskObservation(observation, {
        text: (text) => fields(redactor.cutText(text)),
        pairs: (pairs) =>
          pairs.map(([name, value]) => [redactor.text(name), isSecretName(name) ? mask : redactor.cutText(value)]),
      }),
    advantage: (launch) => maskAdvantage(launch, redactor),
    returned: (returned) => maskReturned(returned, redactor),
    outcome: (call) => maskOutcome(call, redactor),
    contentItems: (selection) => maskContentItems(selection, redactor),
    body,
    page: async (read, offset, limit) => {
      const text = await redactPage(redactor, read, offset, limit);
      // Fields can only be told from a text that is read from its beginning; later pages are masked by value.
      return offset === 0 ? fields(text) : text;
    },
  };
}
