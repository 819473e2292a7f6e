import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskFormFields, maskJsonFields } from './fields.ts';
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
