import { describe, expect, it } from 'vitest';
import { MalformedJsonError, parseRubyJson, rubyInspect, rubyToS } from './ruby-value.ts';

describe('values as Ruby writes them', () => {
  it.each([
    ['null', ''],
    ['true', 'true'],
    ['false', 'false'],
    ['"raw ?=& é"', 'raw ?=& é'],
    ['1527500365052', '1527500365052'],
    ['9999999999999999', '9999999999999999'],
    ['-7', '-7'],
    ['1.0', '1.0'],
    ['1e3', '1000.0'],
    ['0.5', '0.5'],
    ['-12.25', '-12.25'],
    ['0.0001', '0.0001'],
    ['0.00001', '1.0e-05'],
    ['1e16', '1.0e+16'],
    ['1.5e20', '1.5e+20'],
    ['0.0', '0.0'],
    ['["a","b"]', '["a", "b"]'],
    ['[1,2.5,null,true]', '[1, 2.5, nil, true]'],
    ['{"a":1,"b":["x"]}', '{"a"=>1, "b"=>["x"]}'],
    ['[]', '[]'],
  ])('%s is signed as %s', (source, expected) => {
    expect(rubyToS(parseRubyJson(source))).toBe(expected);
  });

  it('escapes what Ruby escapes inside a list, and nothing else', () => {
    expect(rubyInspect('a"b\\c\n\t#{x} # é\u0001')).toBe('"a\\"b\\\\c\\n\\t\\#{x} # é\\x01"');
  });

  it('keeps a member named __proto__ as any other', () => {
    expect(rubyToS(parseRubyJson('{"__proto__":1}'))).toBe('{"__proto__"=>1}');
  });

  it.each(['{"a":', '', `${'['.repeat(102)}${']'.repeat(102)}`])('refuses what is no JSON to Ruby', (source) => {
    expect(() => parseRubyJson(source)).toThrow(MalformedJsonError);
  });
});
