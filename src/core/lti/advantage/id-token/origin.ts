import type { TokenStep } from '../../../../protocol/models/advantage/checklist.ts';
import { type Claims, claims, quoted, textClaim } from '../message/claims.ts';
import type { TokenExpectations } from './expectations.ts';
import { failed, passed, remarked, type StepOutcome, step, unknown } from './steps.ts';
import { checkExpiry, checkIssuedAt, checkNotBefore } from './times.ts';

function sameBut(a: string, b: string): string {
  const plain = (text: string): string => text.trim().toLowerCase().replace(/\/+$/, '');
  if (plain(a) === plain(b)) return ' They differ in a slash at the end, in blanks or in capitals only, which counts.';
  const withoutScheme = (text: string): string => plain(text).replace(/^https?:\/\//, '');
  return withoutScheme(a) === withoutScheme(b) ? ' They differ in http and https only, which counts.' : '';
}

function issuer(all: Claims, expected: string | null): StepOutcome {
  const iss = textClaim(all, 'iss');
  if (iss === null || iss === '') return failed(`iss is ${quoted(all.iss)}.`);
  if (expected === null)
    return unknown(`iss "${iss}"; no registration has it.`, { expected: 'A registration with this issuer.' });
  if (iss === expected) return passed(`iss "${iss}".`);
  return failed(`iss "${iss}", registered is "${expected}".${sameBut(iss, expected)}`);
}

function audienceOf(all: Claims): string[] | null {
  const { aud } = all;
  if (typeof aud === 'string') return [aud];
  return Array.isArray(aud) && aud.length > 0 && aud.every((one) => typeof one === 'string') ? aud : null;
}

function audience(all: Claims, clientId: string | null): StepOutcome {
  const entries = audienceOf(all);
  if (entries === null)
    return failed(`aud is ${quoted(all.aud)}.`, { expected: 'A text, or a list of texts that is not empty.' });
  const shown = quoted(all.aud);
  if (clientId === null) return unknown(`aud ${shown}; no registration says which client id is right.`);
  if (!entries.includes(clientId)) {
    const near = entries.find((entry) => sameBut(entry, clientId) !== '');
    return failed(`aud ${shown}, registered is "${clientId}".${near === undefined ? '' : sameBut(near, clientId)}`);
  }
  if (entries.length > 1) return remarked(`aud ${shown}. A tool refuses audiences it does not trust.`);
  return Array.isArray(all.aud)
    ? remarked(`aud ${shown}, as a list. Tools that compare texts refuse it.`)
    : passed(`aud "${clientId}".`);
}

function authorizedParty(all: Claims, clientId: string | null): StepOutcome {
  const { azp } = all;
  const several = (audienceOf(all)?.length ?? 0) > 1;
  if (azp === undefined)
    return several ? failed('No azp, though aud has several entries.') : passed('No azp, and none needed.');
  if (typeof azp !== 'string') return failed(`azp is ${quoted(azp)}.`, { expected: 'A text.' });
  if (clientId === null) return unknown(`azp "${azp}"; no registration says which client id is right.`);
  return azp === clientId ? passed(`azp "${azp}".`) : failed(`azp "${azp}", registered is "${clientId}".`);
}

function nonce(all: Claims, { request, nonceUsed }: TokenExpectations): StepOutcome {
  const value = textClaim(all, 'nonce');
  if (value === null || value === '') return failed(`nonce is ${quoted(all.nonce)}.`);
  if (nonceUsed) {
    return failed('A token with this nonce was taken before: the page was loaded again, or went back and forth.', {
      owner: 'browser',
    });
  }
  if (request === null) return unknown('There is no request it could answer.');
  return value === request.nonce ? passed('It is that of the request.') : failed('It is not that of the request.');
}

function state({ state: value, request }: TokenExpectations): StepOutcome {
  if (value === null) return failed('No state came with the token.');
  return request === null
    ? failed(
        'No open request has this state: it was changed, ran out, was answered before, or the launch began without a login.',
      )
    : passed('It is that of the request.');
}

function deployment(all: Claims, deploymentIds: readonly string[]): StepOutcome {
  const value = textClaim(all, claims.deploymentId);
  if (value === null || value === '') return failed(`deployment_id is ${quoted(all[claims.deploymentId])}.`);
  if (deploymentIds.length === 0) return unknown(`"${value}"; no deployment is registered to compare it with.`);
  if (deploymentIds.includes(value)) return passed(`"${value}".`);
  return failed(`"${value}", registered is ${deploymentIds.slice(0, 8).map(quoted).join(', ')}.`, {
    expected: 'A registered deployment. A tool that is added to another course or account gets another id.',
  });
}

/** Where it comes from, for whom, when, and in answer to what: `iss` to `deployment_id` (OI-03, OI-05). */
export function checkOrigin(all: Claims, expected: TokenExpectations): TokenStep[] {
  return [
    step('iss', issuer(all, expected.issuer)),
    step('aud', audience(all, expected.clientId)),
    step('azp', authorizedParty(all, expected.clientId)),
    step('exp', checkExpiry(all, expected.now)),
    step('iat', checkIssuedAt(all, expected.now)),
    step('nbf', checkNotBefore(all, expected.now)),
    step('nonce', nonce(all, expected)),
    step('state', state(expected)),
    step('deployment_id', deployment(all, expected.deploymentIds)),
  ];
}
