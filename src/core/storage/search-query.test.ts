import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchQuery } from './search-query.ts';
import { openTestStorage, someExchange, temporaryFolder } from './test-support.ts';

describe('searchQuery', () => {
  it('asks for every word as the beginning of a word', () => {
    expect(searchQuery('  tool  prov ')).toBe('"tool"* AND "prov"*');
  });

  it('takes operators and quotes for words', () => {
    expect(searchQuery('a OR "b')).toBe('"a"* AND "OR"* AND """b"*');
  });

  it.each(['', '   ', '"', '* - ( )', '\0'])('finds nothing to search for in %j', (input) => {
    expect(searchQuery(input)).toBeNull();
  });
});

describe('searching the history', () => {
  it('never fails, whatever is typed', async () => {
    const { exchanges } = await openTestStorage(temporaryFolder());
    exchanges.insert(someExchange(), 'a text');
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('"', '*', '^', ':', '(', ')', '-', '+', '\0', ' ', 'a', 'NEAR', 'AND', 'é') }),
    );
    fc.assert(
      fc.property(odd, (search) => {
        const { rows, total } = exchanges.list({ search, limit: 10 });
        expect(rows.length).toBe(total);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every word of a text by any of its beginnings', async () => {
    const { exchanges } = await openTestStorage(temporaryFolder());
    const word = fc.string({ unit: fc.constantFrom(...'abcxyz019éß漢字'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(word, fc.nat(11), (text, end) => {
        exchanges.insert(someExchange(), `before ${text} after`);
        const found = exchanges.list({ search: text.slice(0, end + 1), limit: 1 }).total;
        exchanges.delete(['exchange-1']);
        expect(found).toBe(1);
      }),
      { numRuns: 100 },
    );
  });
});
