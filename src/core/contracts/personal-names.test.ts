import { expect, it } from 'vitest';
import { personalNamesIn } from './personal-names.ts';

it('parameters and properties are told by their mark, wherever they stand', () => {
  const document = {
    paths: {
      '/launch': {
        post: {
          parameters: [
            { name: 'matriculation', in: 'query', 'x-personal': true, schema: { type: 'string' } },
            { name: 'course', in: 'query', 'x-personal': false },
          ],
          requestBody: {
            content: { 'application/json': { schema: { properties: { Badge: { 'x-personal': true }, plain: {} } } } },
          },
        },
      },
    },
    components: {
      schemas: {
        Student: {
          allOf: [{ properties: { seat: { $ref: '#/components/schemas/Seat', 'x-personal': true } } }],
          properties: { properties: { 'x-personal': true } },
        },
      },
    },
  };
  expect([...personalNamesIn(document)].toSorted()).toEqual(['badge', 'matriculation', 'properties', 'seat']);
});
