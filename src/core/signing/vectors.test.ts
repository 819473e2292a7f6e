import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { signInputSchema, signOutputSchema, verifyInputSchema } from '../../protocol/models/signing.ts';
import { createNonceSource, sign, verify } from './index.ts';
import { bodyHash } from './oauth1/body-hash.ts';
import { hmacHex } from './proctorexam/base-string.ts';

const vectorsSchema = z.array(
  z.strictObject({
    id: z.string(),
    provenance: z.string(),
    input: signInputSchema,
    expected: z.strictObject({ signature: z.string(), baseString: z.string().optional() }),
  }),
);
const primitivesSchema = z.strictObject({
  bodyHashes: z.array(
    z.strictObject({ provenance: z.string(), method: z.literal('HMAC-SHA1'), body: z.string(), hash: z.string() }),
  ),
  hmac: z.array(z.strictObject({ provenance: z.string(), key: z.string(), data: z.string(), hex: z.string() })),
});

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../test/fixtures/vectors/${name}.json`, import.meta.url), 'utf8'));
}

// Every vector brings its own time and nonce: asking for another is a fault.
const ports = {
  clock: { now: () => Number.NaN },
  random: {
    bytes(): Uint8Array {
      throw new Error('not to be asked');
    },
  },
};
const signingPorts = { ...ports, nonces: createNonceSource(ports.random, { remember: () => false }) };
const vectors = [...vectorsSchema.parse(fixture('oauth1')), ...vectorsSchema.parse(fixture('proctorexam'))];

describe('published and independently computed vectors', () => {
  test.each(vectors)('$id: $provenance', ({ input, expected }) => {
    const output = sign(input, signingPorts);
    expect(signOutputSchema.parse(output)).toEqual(output);
    expect(output.explanation.signature).toBe(expected.signature);
    if (expected.baseString !== undefined) expect(output.explanation.baseString).toBe(expected.baseString);
  });

  test.each(vectors.filter(({ id }) => id !== '1d'))('$id verifies as it was sent', ({ input }) => {
    const { request } = sign(input, signingPorts);
    const { url, method, headers } = request;
    const { scheme, credential } = input;
    const message = {
      scheme,
      method,
      url,
      headers,
      credential,
      ...(request.body === null ? {} : { body: request.body }),
    };
    const pathParams = input.scheme === 'proctorexam' ? { pathParams: input.pathParams } : {};
    expect(verify(verifyInputSchema.parse({ ...message, ...pathParams }))).toMatchObject({
      verdict: 'valid',
      findings: [],
    });
  });

  const primitives = primitivesSchema.parse(fixture('primitives'));
  test.each(primitives.bodyHashes)('body hash of "$body"', ({ method, body, hash }) => {
    expect(bodyHash(method, body)).toBe(hash);
  });
  test.each(primitives.hmac)('$provenance', ({ key, data, hex }) => {
    expect(hmacHex(key, data)).toBe(hex);
  });
});
