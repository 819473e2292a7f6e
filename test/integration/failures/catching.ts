import { expect } from 'vitest';
import type { CheckFinding } from '../../../src/protocol/models/diagnosis.ts';
import type {
  Capture,
  CatcherRegistration,
  CatcherSettings,
  CatcherUrls,
} from '../../../src/protocol/models/lti/catcher.ts';
import { type AdvantagePlatform, freePort } from '../../fixtures/advantage-platform.ts';
import { byNameThenValue, plainSignature, type Rules, rfc3986 } from '../../interop/forensics/plain-oauth1.ts';
import { Bench } from '../bench.ts';

export const lmsKey = 'lms-key';
/** Made up for tests; it guards nothing. Holds characters that have to be encoded. */
export const lmsSecret = 'made%20up & used=here+only';

let drawn = 0;

/** The parameters of a launch as an LMS sends it, without its signature. An empty change leaves a parameter out. */
export function launchFields(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  drawn += 1;
  const fields: Record<string, string> = {
    lti_message_type: 'basic-lti-launch-request',
    lti_version: 'LTI-1p0',
    resource_link_id: 'link-1',
    user_id: 'u-1',
    roles: 'Learner',
    context_title: 'Biology 101',
    oauth_consumer_key: lmsKey,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: `nonce-${drawn}-${Date.now()}`,
    oauth_version: '1.0',
    oauth_callback: 'about:blank',
    ...changes,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** The signature of a launch for a URL, in plain code that shares nothing with the application, with any rule broken. */
export function signatureFor(
  url: string,
  fields: Readonly<Record<string, string>>,
  broken: Partial<Rules> = {},
): string {
  const { origin, pathname, searchParams } = new URL(url);
  return plainSignature({
    method: 'POST',
    uri: `${origin}${pathname}`,
    pairs: [...searchParams, ...Object.entries(fields)],
    key: `${rfc3986(lmsSecret)}&`,
    hash: 'sha1',
    encode: rfc3986,
    compare: byNameThenValue,
    ...broken,
  });
}

/** The form of a launch; the signature is last, as it is added last. */
export function signedForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  broken?: Partial<Rules>,
): URLSearchParams {
  return new URLSearchParams({ ...fields, oauth_signature: signatureFor(url, fields, broken) });
}

/** A bench whose catcher listens as a tool, and has the credential of one LMS. */
export class CatchBench extends Bench {
  urls: CatcherUrls = { launch: '', login: '', jwks: '', configuration: '' };
  port = 0;

  async begin(): Promise<void> {
    await this.createVault();
    await this.addCredential('The LMS', lmsKey, lmsSecret);
    this.port = await freePort();
    await this.listen({});
  }

  addCredential(name: string, consumerKey: string, secret: string) {
    const allowedHosts = ['tool.example'];
    return this.call('credentials.create', {
      draft: { kind: 'oauth-consumer', name, consumerKey, secret, allowedHosts },
    });
  }

  /** Listens with these settings in place of the usual ones. */
  async listen(changes: Partial<CatcherSettings>): Promise<void> {
    const settings = {
      port: this.port,
      reach: 'loopback' as const,
      publicUrl: null,
      answer: { kind: 'page' as const },
    };
    await this.call('catcher.stop', {});
    await this.call('catcher.saveSettings', { settings: { ...settings, ...changes } });
    this.urls = (await this.call('catcher.start', {})).urls;
  }

  /** Posts a form as a browser does, and answers with what was caught. */
  async catch(body: URLSearchParams | string, url = this.urls.launch): Promise<Capture> {
    await fetch(url, {
      method: 'POST',
      body: String(body),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    return this.newest();
  }

  async newest(): Promise<Capture> {
    const [newest] = await this.call('catcher.captures', {});
    return this.call('catcher.capture', { id: newest?.id ?? '' });
  }

  register(platform: AdvantagePlatform, changes: Partial<CatcherRegistration> = {}): Promise<CatcherRegistration> {
    const draft = {
      name: 'Small platform',
      issuer: platform.origin,
      clientId: platform.clientId,
      authenticationUrl: platform.authenticationUrl,
      keys: { kind: 'url' as const, url: platform.keysUrl },
      deploymentIds: ['deployment-1'],
      ...changes,
    };
    return this.call('catcher.createRegistration', { draft });
  }

  async forgetRegistrations(): Promise<void> {
    for (const { id } of await this.call('catcher.registrations', {})) {
      await this.call('catcher.deleteRegistration', { id });
    }
  }
}

/** The causes named for a wrong signature. */
export function causesOf({ signature }: Capture): string[] {
  return (signature?.findings ?? []).map(({ cause }) => cause);
}

export function errorsOf({ checks }: Pick<Capture, 'checks'>): CheckFinding[] {
  return checks.filter(({ severity }) => severity === 'error');
}

/** The healthy twin: nothing is wrong with it. */
export function expectHealthy(capture: Capture): void {
  expect({ verdict: capture.summary.verdict, errors: errorsOf(capture), causes: causesOf(capture) }).toEqual({
    verdict: 'valid',
    errors: [],
    causes: [],
  });
}
