import type { Observation } from '../../../../protocol/models/exchanges/observation.ts';
import type { TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { isOf } from '../observations.ts';
import { hopFinding, type NetworkCase } from './context.ts';

type Message = Extract<Observation, { kind: 'lti-message' }>;

const source = 'LTI Client Side postMessages 0.1; LTI postMessage Storage 0.1';
/** Milliseconds tools wait for an answer before they go on without. */
const patience = 3000;
const questions = /^(?:org\.imsglobal\.)?lti\.(capabilities|put_data|get_data)$/;

/** NET-07: platform storage as far as messages show it: asked for, with an id, answered, in time and without an error. */
export function checkStorage({ exchange }: NetworkCase): TimelineFinding[] {
  const messages = isOf(exchange.observations, 'lti-message');
  const asked = messages.filter(({ subject }) => questions.test(subject));
  if (asked.length === 0) return advertised(exchange.request.fields.some(([name]) => name === 'lti_storage_target'));
  return [...asked.flatMap((question) => answered(question, messages)), used(asked)];
}

function advertised(isAdvertised: boolean): TimelineFinding[] {
  if (!isAdvertised) return [];
  return [
    hopFinding(null, {
      id: 'NET-07',
      severity: 'info',
      title: 'Platform storage was offered and not used.',
      seen: 'lti_storage_target was sent, and no message asked for storage.',
      expected: 'Nothing, as long as the tool’s cookies come back. Without them a tool needs platform storage.',
      owner: 'tool-vendor',
      source,
    }),
  ];
}

function answered(question: Message, messages: readonly Message[]): TimelineFinding[] {
  const about = (
    severity: 'error' | 'warning',
    title: string,
    seen: string,
    expected: string,
    owner: 'tool-vendor' | 'platform-admin',
  ) => hopFinding(question.hop, { id: 'NET-07', severity, title, seen, expected, owner, source });
  const name = `${question.subject} (message_id ${question.messageId ?? 'missing'})`;
  if (question.messageId === null) {
    return [
      about(
        'warning',
        'A message to the platform has no id.',
        `${name} from ${question.origin}.`,
        'A message_id, which the answer repeats.',
        'tool-vendor',
      ),
    ];
  }
  const answer = messages.find(
    ({ subject, messageId, at }) =>
      subject === `${question.subject}.response` && messageId === question.messageId && at >= question.at,
  );
  if (question.origin === 'null' && (answer === undefined || answer.error !== null)) {
    const reason = answer?.data.find(([member]) => member === 'error.message')?.[1];
    const became = answer === undefined ? 'not answered' : `refused with ${answer.error}`;
    return [
      about(
        'warning',
        'A sandboxed frame asked the platform.',
        `${name} came from the origin "null" and was ${became}${reason === undefined ? '' : `: ${reason}`}.`,
        'A message from the tool’s own origin: from a frame without sandbox, or with allow-same-origin.',
        'tool-vendor',
      ),
    ];
  }
  if (answer === undefined) {
    return [
      about(
        'warning',
        'The platform did not answer a message.',
        `${name} from ${question.origin} has no answer.`,
        'An answer of the same message_id, from the platform’s origin to the tool’s.',
        'platform-admin',
      ),
    ];
  }
  if (answer.error !== null) {
    return [
      about(
        'warning',
        'The platform refused a message.',
        `${name} was answered with error ${answer.error}.`,
        'An answer without an error.',
        'platform-admin',
      ),
    ];
  }
  if (answer.at - question.at > patience) {
    return [
      about(
        'warning',
        'The platform answered a message late.',
        `${name} was answered after ${answer.at - question.at} ms.`,
        `An answer within ${patience} ms: tools give up after that.`,
        'platform-admin',
      ),
    ];
  }
  if (answer.origin === question.origin) {
    return [
      about(
        'warning',
        'A tool answered its own message.',
        `${name} and its answer both come from ${question.origin}.`,
        'An answer from the platform’s origin, which the tool checks.',
        'tool-vendor',
      ),
    ];
  }
  return [];
}

function used(asked: readonly Message[]): TimelineFinding {
  return hopFinding(null, {
    id: 'NET-07',
    severity: 'info',
    title: 'The tool uses platform storage.',
    seen: `${[...new Set(asked.map(({ subject }) => subject))].join(', ')}.`,
    expected: 'Nothing to change.',
    owner: 'tool-vendor',
    source,
  });
}
