import type { Words } from '../hypothesis.ts';
import { isProtocolPart, type Part, type Reading, withValue } from './reading.ts';
import { changeParts, type Evidence, keepParts, listed, MAX_EACH, type OAuth1Hypothesis, stages } from './words.ts';

function isQuery(one: Part): boolean {
  return one.origin === 'query' && !isProtocolPart(one);
}

function droppedWords(detail: string): Words {
  return {
    title: 'The query of the URL was not signed as it should be',
    detail: `${detail} Every parameter of the query belongs into the signature (RFC 5849 §3.4.1.3.1).`,
    fix: 'Platform admin: move the parameters from the launch URL to custom fields, or use a signer that includes the query. Tool vendor: publish a launch URL without a query if platforms sign it wrongly.',
    side: 'signer',
    owner: 'platform-admin',
  };
}

function dropped(base: Reading, { rawQuery }: Evidence): OAuth1Hypothesis[] {
  const names = base.parts.filter(isQuery).map(({ name }) => name);
  const of = (cost: number, detail: string, apply: OAuth1Hypothesis['apply']): OAuth1Hypothesis => ({
    cause: 'query-dropped',
    cost,
    stage: stages.message,
    words: droppedWords(detail),
    apply,
  });
  const all = of(3, `The query (${listed(names)}) was left out of what was signed.`, (reading) =>
    keepParts(reading, (one) => !isQuery(one)),
  );
  const each = [...new Set(names)]
    .slice(0, MAX_EACH)
    .map((name) =>
      of(6, `The query parameter ${listed([name])} was left out of what was signed.`, (reading) =>
        keepParts(reading, (one) => !(isQuery(one) && one.name === name)),
      ),
    );
  const valueless = new Set(
    rawQuery
      .split('&')
      .filter((item) => item !== '' && !item.includes('='))
      .map((item) => item.replaceAll('+', ' ')),
  );
  const withoutValue = of(
    5,
    'A query parameter without "=" was left out of what was signed; it counts as one with an empty value.',
    (reading) => keepParts(reading, (one) => !(isQuery(one) && valueless.has(one.name))),
  );
  const namesOnly = of(8, 'Only the names of the query were signed, not the values.', (reading) =>
    changeParts(reading, (one) => (isQuery(one) && one.value !== '' ? withValue(one, '') : one)),
  );
  const inUri = of(7, 'The query was signed as part of the address instead of among the parameters.', (reading) => {
    const without = keepParts(reading, (one) => !isQuery(one));
    return without === null ? null : { ...without, uri: { ...reading.uri, query: rawQuery } };
  });
  const twice = of(8, 'The query was signed twice: in the address and among the parameters.', (reading) =>
    reading.uri.query === rawQuery ? null : { ...reading, uri: { ...reading.uri, query: rawQuery } },
  );
  return [
    all,
    ...(each.length > 1 ? each : []),
    ...(valueless.size > 0 ? [withoutValue] : []),
    namesOnly,
    inUri,
    twice,
  ];
}

function copiedWords(detail: string): Words {
  return {
    title: 'Query parameters were copied into the form',
    detail: `${detail} Canvas does so unless the tool is set up as OAuth compliant; a strict receiver counts the parameters in the URL and in the form.`,
    fix: 'Platform admin (Canvas): switch on "oauth_compliant" for this tool, or remove the query from the launch URL and use custom fields. Tool vendor: accept this form from Canvas.',
    side: 'signer',
    owner: 'platform-admin',
  };
}

function copied(base: Reading): OAuth1Hypothesis[] {
  const query = base.parts.filter(isQuery);
  const key = (one: Part) => `${one.encodedName}=${one.encodedValue}`;
  const inQuery = new Set(query.map(key));
  const names = new Set(query.map(({ encodedName }) => encodedName));
  const isCopy = (one: Part) => one.origin === 'body' && inQuery.has(key(one));
  const isNamesake = (one: Part) => one.origin === 'body' && names.has(one.encodedName);
  const of = (cost: number, detail: string, apply: OAuth1Hypothesis['apply']): OAuth1Hypothesis => ({
    cause: 'query-copied-to-body',
    cost,
    stage: stages.message,
    words: copiedWords(detail),
    apply,
  });
  return [
    of(2, 'They stand in the URL and in the form, but were signed once.', (reading) =>
      keepParts(reading, (one) => !isCopy(one)),
    ),
    of(
      5,
      'A form field has the name of a query parameter with another value; only one of them was signed.',
      (reading) => keepParts(reading, (one) => !isNamesake(one)),
    ),
    of(5, 'A form field has the name of a query parameter; only the form field was signed.', (reading) => {
      const bodyNames = new Set(reading.parts.filter((one) => one.origin === 'body').map((one) => one.encodedName));
      return keepParts(reading, (one) => !(isQuery(one) && bodyNames.has(one.encodedName)));
    }),
    of(6, 'They were signed twice, as if they stood in the form too, but arrived only once.', (reading) => {
      const additions = reading.parts.filter(isQuery).map((one) => ({ ...one, origin: 'body' as const }));
      return additions.length === 0 ? null : { ...reading, parts: [...reading.parts, ...additions] };
    }),
  ];
}

/** How the two sides may count the parameters of the query differently. None for a URL without them. */
export function queryHypotheses(base: Reading, evidence: Evidence): OAuth1Hypothesis[] {
  return base.parts.some(isQuery) ? [...dropped(base, evidence), ...copied(base)] : [];
}
