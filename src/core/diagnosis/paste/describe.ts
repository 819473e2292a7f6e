import type { Pasted, PastedRequest, Recognised } from '../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { parseRoles } from '../../lti/roles.ts';
import { type Message, messageOf } from '../checks/message.ts';

type Origin = Pasted['parameters'][number]['origin'];

function of(origin: Origin, pairs: Pairs): Pasted['parameters'] {
  return pairs.map(([name, value]) => ({ origin, name, value }));
}

/** The members of a JSON body that are text or numbers, as parameters; none when it is no JSON object. */
function jsonFields(body: string | null): Pairs {
  if (body === null || !/^\s*\{/.test(body)) return [];
  try {
    return Object.entries(Object(JSON.parse(body))).map(([name, value]): Pairs[number] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
  } catch {
    return [];
  }
}

function timeOf(text: string | undefined, perSecond: number): number | null {
  return text !== undefined && /^\d{9,14}$/.test(text) ? Math.floor(Number(text) / perSecond) : null;
}

function described(
  message: Message,
  request: PastedRequest,
): Pick<Pasted, 'parameters' | 'roles' | 'scheme' | 'consumerKey' | 'madeAt'> {
  const json = request.fields === null ? jsonFields(request.body) : [];
  const first = (name: string) => message.first(name) ?? json.find(([other]) => other === name)?.[1];
  const isOAuth = message.all.some(([name]) => name.startsWith('oauth_'));
  const isProctorExam = !isOAuth && first('signature') !== undefined && first('nonce') !== undefined;
  return {
    parameters: [
      ...of('header', message.header),
      ...of('body', message.fields.length > 0 ? message.fields : json),
      ...of('query', message.query),
    ],
    roles: parseRoles(message.first('roles') ?? '').roles,
    scheme: isOAuth ? 'oauth1' : isProctorExam ? 'proctorexam' : null,
    consumerKey: message.first('oauth_consumer_key') ?? null,
    madeAt: isOAuth ? timeOf(first('oauth_timestamp'), 1) : timeOf(first('timestamp'), 1000),
  };
}

/**
 * What a person wants to know of a recognised paste before it is judged.
 *
 * @param url - the URL the message was received at, where the paste does not say.
 */
export function describePaste(recognised: Recognised, url: string | null): Pasted {
  const { request } = recognised;
  if (request === null) {
    return {
      ...recognised,
      parameters: [],
      roles: [],
      scheme: null,
      consumerKey: null,
      madeAt: null,
      lacks: ['request'],
    };
  }
  const message = messageOf(request, url);
  const parts = described(message, request);
  const hasSignature = parts.parameters.some(({ name }) => name === 'oauth_signature' || name === 'signature');
  return {
    ...recognised,
    ...parts,
    lacks: [...(message.url === null ? (['url'] as const) : []), ...(hasSignature ? [] : (['signature'] as const))],
  };
}
