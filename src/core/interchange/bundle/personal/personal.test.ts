import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalValues } from './detect.ts';
import { createReplacer } from './replace.ts';
import { standInsFor } from './stand-ins.ts';

const people = (parameters: [string, string][], json: string[] = [], claims: Record<string, unknown>[] = []) => ({
  people: { parameters, json, claims, declared: new Set<string>() },
});
const values = (...given: Parameters<typeof people>) => personalValues(people(...given), [], []);

describe('personal data is told', () => {
  it('by LTI parameters, claims, API fields, chosen fields and the look of mail addresses', () => {
    const found = personalValues(
      people(
        [
          ['lis_person_name_full', 'Sam Sample'],
          ['user_id', '42'],
          ['custom_matriculation', 'M-77123'],
          ['resource_link_title', 'Quiz 1'],
        ],
        ['{"student":{"first_name":"Robin","contactEmail":"robin@school.example"},"name":"Exam 1"}'],
        [{ sub: 'b1946ac9', given_name: 'Kim', iss: 'https://lms.example' }],
      ),
      ['Refused for lee@other.example.'],
      ['custom_matriculation'],
    );
    expect(found.map(({ category, value }) => [category, value])).toEqual([
      ['name', 'Sam Sample'],
      ['user-id', '42'],
      ['chosen', 'M-77123'],
      ['user-id', 'b1946ac9'],
      ['name', 'Kim'],
      ['email', 'robin@school.example'],
      ['name', 'Robin'],
      ['email', 'lee@other.example'],
    ]);
  });

  it('by what a contract declares, the custom claims of a token included', () => {
    const found = personalValues(
      {
        people: {
          parameters: [['seat', 'A-17']],
          json: ['{"Seat":"B-18"}'],
          claims: [{ 'https://purl.imsglobal.org/spec/lti/claim/custom': { seat: 'C-19' } }],
          declared: new Set(['seat', 'custom_seat']),
        },
      },
      [],
      [],
    );
    expect(found.map(({ category, value }) => [category, value])).toEqual([
      ['declared', 'A-17'],
      ['other', 'C-19'],
      ['declared', 'B-18'],
    ]);
  });

  it('and what an answer says about a field is not', () => {
    expect(values([], ['{"errors":{"first_name":["can\'t be blank"],"email":"is required"}}'])).toEqual([]);
  });
});

describe('pseudonyms', () => {
  const replacer = (parameters: [string, string][]) => createReplacer(standInsFor(values(parameters), 'pseudonyms'));

  it('are the same for the same value in a form, a URL, a base string and JSON', () => {
    const replace = replacer([
      ['lis_person_contact_email_primary', 'sam@school.example'],
      ['lis_person_name_full', 'Sam Sample'],
      ['user_id', '42'],
    ]);
    expect(replace('sam@school.example')).toBe('user1@masked.example');
    expect(replace('https://t.example/?who=sam%40school.example&n=Sam+Sample')).toBe(
      'https://t.example/?who=user1%40masked.example&n=Name-1',
    );
    expect(
      replace('POST&https%3A%2F%2Ft.example%2F&email%3Dsam%2540school.example%26name%3DSam%2520Sample%26user_id%3D42'),
    ).toBe('POST&https%3A%2F%2Ft.example%2F&email%3Duser1%2540masked.example%26name%3DName-1%26user_id%3Duser-1');
    expect(replace('{"user_id": "42", "at": 1742, "mail":"sam\\u0040school.example"}')).toBe(
      '{"user_id": "user-1", "at": 1742, "mail":"user1\\u0040masked.example"}',
    );
  });

  it('leave words alone that only contain a name', () => {
    const replace = replacer([['lis_person_name_given', 'Ann']]);
    expect(replace('Annotations by Ann, ann_id, "Ann"')).toBe('Annotations by Name-1, ann_id, "Name-1"');
  });

  it('leave no personal value behind, in any spelling', () => {
    const name = fc
      .string({ unit: fc.constantFrom(...'ABCDabcdxyzöü '), minLength: 8, maxLength: 20 })
      .filter((text) => text.trim() === text && text !== text.toLowerCase());
    fc.assert(
      fc.property(name, fc.constantFrom('raw', 'percent', 'twice', 'json', 'base64'), (value, spelling) => {
        const spelled = {
          raw: value,
          percent: encodeURIComponent(value),
          twice: encodeURIComponent(encodeURIComponent(value)),
          json: JSON.stringify(value).slice(1, -1),
          base64: Buffer.from(value).toString('base64'),
        }[spelling];
        const replace = replacer([['lis_person_name_full', value]]);
        expect(replace(`a=${spelled}&b`)).not.toContain(spelled);
      }),
    );
  });
});
