import { isProtocolPart, type Part, part, type Reading } from './reading.ts';
import { keepParts, listed, MAX_EACH, type OAuth1Hypothesis, stages } from './words.ts';

/** Fields that frameworks, buttons and proxies are known to add to a form after it was signed. */
const knownAdditions =
  /^(?:utf8|authenticity_token|controller|action|format|commit|submit|button|_method|_token|csrf\w*|csrfmiddlewaretoken|__requestverificationtoken|ext_submit|basiclti_submit|lti_submit|op|form_id|form_build_id|sesskey|_charset_|__viewstate\w*|ltilaunch\w*|x|y)$/i;

/** Parameters a receiver may fill in with nothing before it checks (only protocol's and LTI's own). */
const knownEmpty = [
  'oauth_token',
  'oauth_verifier',
  'oauth_version',
  'oauth_body_hash',
  'lis_person_name_full',
  'lis_person_name_given',
  'lis_person_name_family',
  'lis_person_contact_email_primary',
  'lis_person_sourcedid',
  'lis_course_offering_sourcedid',
  'lis_course_section_sourcedid',
  'lis_result_sourcedid',
  'lis_outcome_service_url',
  'resource_link_title',
  'resource_link_description',
  'context_id',
  'context_type',
  'context_title',
  'context_label',
  'launch_presentation_return_url',
  'launch_presentation_css_url',
  'launch_presentation_locale',
  'launch_presentation_width',
  'launch_presentation_height',
  'user_image',
  'roles',
  'role_scope_mentor',
  'tool_consumer_instance_guid',
  'tool_consumer_instance_name',
  'tool_consumer_instance_description',
  'tool_consumer_instance_url',
  'tool_consumer_instance_contact_email',
];

/** Never taken away: without them nothing could have been signed. */
const essential = ['oauth_consumer_key', 'oauth_nonce', 'oauth_timestamp', 'oauth_signature_method', 'oauth_callback'];

function isLikelyAddition(name: string): boolean {
  return knownAdditions.test(name) || /submit|button|token$/i.test(name);
}

function extra(
  cost: number,
  names: readonly string[],
  apply: OAuth1Hypothesis['apply'],
  repeats = true,
): OAuth1Hypothesis {
  const many = names.length > 1;
  return {
    cause: 'extra-field',
    cost,
    stage: stages.message,
    repeats,
    words: {
      title: many ? 'Fields were sent that were not signed' : 'A field was sent that was not signed',
      detail: `The signature fits the message without ${listed(names)}. ${many ? 'They were' : 'It was'} added after signing, for example by a submit button, a web framework or a proxy, or the signer left ${many ? 'them' : 'it'} out.`,
      fix: 'Platform admin: sign every field that is in the form; a submit button must have no name. Tool vendor: verify the raw body before a framework adds fields to it.',
      side: 'signer',
      owner: 'platform-admin',
    },
    apply,
  };
}

function without(targets: ReadonlySet<Part>): OAuth1Hypothesis['apply'] {
  const same = (one: Part) => `${one.origin} ${one.encodedName}=${one.encodedValue}`;
  const keys = new Set([...targets].map(same));
  return (reading) => keepParts(reading, (one) => !keys.has(same(one)));
}

/** Takes away one of several parameters that are the same in every way. */
function withoutOneCopy(target: Part): OAuth1Hypothesis['apply'] {
  return (reading) => {
    const isSame = (one: Part) => one.encodedName === target.encodedName && one.encodedValue === target.encodedValue;
    const index = reading.parts.findIndex(isSame);
    return index === -1 ? null : { ...reading, parts: reading.parts.filter((_, at) => at !== index) };
  };
}

function extraFields(base: Reading): OAuth1Hypothesis[] {
  const removable = base.parts.filter(
    (one) =>
      !essential.includes(one.name) &&
      (one.origin !== 'query' || isProtocolPart(one)) &&
      one.name !== 'oauth_signature',
  );
  const seen = new Set<string>();
  const hypotheses: OAuth1Hypothesis[] = [];
  for (const one of removable.slice(0, MAX_EACH)) {
    const key = `${one.encodedName}=${one.encodedValue}`;
    if (seen.has(key)) {
      hypotheses.push(extra(9, [one.name], withoutOneCopy(one)));
      continue;
    }
    seen.add(key);
    const cost = isLikelyAddition(one.name) ? 3 : isProtocolPart(one) ? 9 : 12;
    hypotheses.push(extra(cost, [one.name], without(new Set([one]))));
  }
  const likely = removable.filter(({ name }) => isLikelyAddition(name));
  if (likely.length > 1) {
    const names = likely.map(({ name }) => name);
    hypotheses.push(extra(4, names, without(new Set(likely)), false));
    const certain = likely.filter(({ name }) => knownAdditions.test(name));
    if (certain.length > 1 && certain.length < likely.length) {
      hypotheses.push(
        extra(
          4,
          certain.map(({ name }) => name),
          without(new Set(certain)),
          false,
        ),
      );
    }
  }
  return [...hypotheses, ...wholeForm(base, removable)];
}

/** Names LTI 1.x gives to the fields of a launch. */
const launchField = /^(?:lti_|user_|context_|roles$|resource_|lis_|launch_|tool_|custom_|ext_)/;

/** All fields of the form, or all that are no launch fields; what also stands in the query is another cause. */
function wholeForm(base: Reading, removable: readonly Part[]): OAuth1Hypothesis[] {
  const inQuery = new Set(base.parts.filter(({ origin }) => origin === 'query').map(({ encodedName }) => encodedName));
  const body = removable.filter((one) => one.origin === 'body' && !isProtocolPart(one));
  if (body.length < 2) return [];
  const all = extra(8, [], without(new Set(body)), false);
  const foreign = body.filter((one) => !launchField.test(one.name) && !inQuery.has(one.encodedName));
  return [
    {
      ...all,
      words: {
        ...all.words,
        title: 'The form was not signed at all',
        detail:
          'None of the fields of the form was signed. The fields of a form belong into the signature (RFC 5849 §3.4.1.3.1).',
      },
    },
    ...(foreign.length > 1
      ? [
          extra(
            10,
            foreign.map(({ name }) => name),
            without(new Set(foreign)),
            false,
          ),
        ]
      : []),
  ];
}

function missingVersion(base: Reading): OAuth1Hypothesis[] {
  if (base.parts.some(({ name }) => name === 'oauth_version')) return [];
  return [
    {
      cause: 'extra-field',
      cost: 7,
      stage: stages.message,
      words: {
        title: 'oauth_version was signed but did not arrive',
        detail: 'The signature fits the message with oauth_version=1.0 added.',
        fix: 'Platform admin: send every parameter that is signed. Whoever forwards the form must not leave out oauth_version.',
        side: 'transit',
        owner: 'platform-admin',
      },
      apply: (reading) => ({ ...reading, parts: [...reading.parts, part('body', 'oauth_version', '1.0')] }),
    },
  ];
}

function empty(
  cost: number,
  sent: boolean,
  names: readonly string[],
  apply: OAuth1Hypothesis['apply'],
): OAuth1Hypothesis {
  return {
    cause: 'empty-field',
    cost,
    stage: stages.message,
    repeats: true,
    words: {
      title: sent ? 'Empty fields were sent but not signed' : 'An empty field was signed but did not arrive',
      detail: sent
        ? `The signature fits the message without the empty ${listed(names)}. A field with an empty value belongs into the signature like any other (RFC 5849 §3.4.1.3.2).`
        : `The signature fits the message with ${listed(names)} added, empty. Either it was dropped on the way because it is empty, or the other side fills in missing fields before it computes the signature.`,
      fix: sent
        ? 'Platform admin: leave empty fields out of the form, or sign them.'
        : 'Platform admin: do not sign fields that are not sent. Tool vendor: do not add fields with empty values before verifying.',
      side: sent ? 'signer' : 'transit',
      owner: sent ? 'platform-admin' : 'tool-vendor',
    },
    apply,
  };
}

function emptyFields(base: Reading): OAuth1Hypothesis[] {
  const empties = base.parts.filter(({ name, value }) => value === '' && name !== 'oauth_signature');
  const names = [...new Set(empties.map(({ name }) => name))];
  const drop = (cost: number, dropped: readonly string[]) => {
    const those = new Set(dropped);
    return empty(cost, true, dropped, (reading) =>
      keepParts(reading, (one) => !(one.value === '' && those.has(one.name))),
    );
  };
  const present = new Set(base.parts.map(({ name }) => name));
  const additions = knownEmpty
    .filter((name) => !present.has(name))
    .map((name) =>
      empty(name === 'oauth_token' ? 4 : 13, false, [name], (reading) => ({
        ...reading,
        parts: [...reading.parts, part('body', name, '')],
      })),
    );
  return [
    ...(names.length > 0 ? [drop(3, names)] : []),
    ...(names.length > 1 ? names.slice(0, MAX_EACH).map((name) => drop(5, [name])) : []),
    ...additions,
  ];
}

function callback(base: Reading): OAuth1Hypothesis[] {
  const isSent = base.parts.some(({ name }) => name === 'oauth_callback');
  const of = (cost: number, detail: string, apply: OAuth1Hypothesis['apply']): OAuth1Hypothesis => ({
    cause: 'callback-added',
    cost,
    stage: stages.message,
    words: {
      title: 'oauth_callback was not treated alike by both sides',
      detail,
      fix: isSent
        ? 'Platform admin: sign oauth_callback when it is sent, or do not send it. Tool vendor: verify the message as it arrived.'
        : 'Tool vendor: do not add oauth_callback before verifying. Platform admin: send oauth_callback=about:blank if it is signed.',
      side: isSent ? 'signer' : 'receiver',
      owner: isSent ? 'platform-admin' : 'tool-vendor',
    },
    apply,
  });
  if (isSent) {
    return [
      of(3, 'oauth_callback was sent, but the signature was made without it.', (reading) =>
        keepParts(reading, ({ name }) => name !== 'oauth_callback'),
      ),
    ];
  }
  return ['about:blank', '', 'oob'].map((value, index) =>
    of(
      index === 0 ? 3 : 6,
      `The signature was made with oauth_callback=${value === '' ? ' (empty)' : value}, which is not in the message.`,
      (reading) => ({ ...reading, parts: [...reading.parts, part('body', 'oauth_callback', value)] }),
    ),
  );
}

/** Which parameters one side counted and the other did not. */
export function fieldHypotheses(base: Reading): OAuth1Hypothesis[] {
  return [...callback(base), ...emptyFields(base), ...extraFields(base), ...missingVersion(base)];
}
