import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFieldValues, maskFormFields, maskJsonFields } from './fields.ts';
import { mask } from './mask.ts';

describe('maskJsonFields', () => {
  it('replaces values and keeps the formatting', () => {
    const text = '{\n  "key" : "k",\n  "OAuth_Consumer_Secret" :  "a\\"b",\n  "pin": 12.5, "none": null }';
    expect(maskJsonFields(text, ['oauth_consumer_secret', 'pin', 'none'])).toBe(
      `{\n  "key" : "k",\n  "OAuth_Consumer_Secret" :  "${mask}",\n  "pin": "${mask}", "none": null }`,
    );
  });

  it('masks everything inside an object or array but its keys', () => {
    expect(maskJsonFields('{"secret":{"a":["x",1,true,{"b":"}"}]},"c":2}', ['secret'])).toBe(
      `{"secret":{"a":["${mask}","${mask}","${mask}",{"b":"${mask}"}]},"c":2}`,
    );
  });

  it('knows an escaped name and is not taken in by a name inside a string', () => {
    expect(maskJsonFields('{"s\\u0065cret":"x","note":"\\"secret\\":\\"y\\""}', ['secret'])).toBe(
      `{"s\\u0065cret":"${mask}","note":"\\"secret\\":\\"y\\""}`,
    );
  });

  it('masks a value that is cut off', () => {
    expect(maskJsonFields('{"secret":"half of', ['secret'])).toBe(`{"secret":"${mask}"`);
  });

  it('changes nothing else in any JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (other, secret) => {
        const text = `{"before":${other},"secret":${JSON.stringify(secret)},"after":${other}}`;
        expect(maskJsonFields(text, ['secret'])).toBe(`{"before":${other},"secret":"${mask}","after":${other}}`);
      }),
    );
  });
});

it('maskFormFields replaces values in forms and query strings', () => {
  expect(maskFormFields('a=1&client%5Fsecret=x%20y&b=2', ['client_secret'])).toBe(`a=1&client%5Fsecret=${mask}&b=2`);
  expect(maskFormFields('https://tool.example/?token=x&b=2#f', ['token'])).toBe(
    `https://tool.example/?token=${mask}&b=2#f`,
  );
});

describe('jsonFieldValues', () => {
  it('finds values of secret fields at any depth, decoded', async () => {
    const text =
      '{"list":[{"oauth_consumer_secret":"a\\u0062c\\"d"},{"other":"x","OAUTH_CONSUMER_SECRET" : "second"}]}';
    expect(await jsonFieldValues(text, ['oauth_consumer_secret'])).toEqual(['abc"d', 'second']);
  });

  it('finds them in an answer that is broken off', async () => {
    expect(
      await jsonFieldValues('{"oauth_consumer_secret":"whole","oauth_consumer_secret":"bro', ['oauth_consumer_secret']),
    ).toEqual(['whole', 'bro']);
  });

  it('finds any value JSON can write', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (value) => {
        expect(await jsonFieldValues(JSON.stringify({ secret: value }), ['secret'])).toEqual([value]);
      }),
    );
  });

  it('finds texts and numbers inside lists and objects, but not the names of members', async () => {
    const text = '{"secret": {"part": "one", "more": [2718, true, null, "two"]}, "other": "three"}';
    expect(await jsonFieldValues(text, ['secret'])).toEqual(['one', '2718', 'two']);
  });
});
