import { z } from 'zod';
import { sourceSchema } from '../../../protocol/models/contract.ts';

/** The part of Arazzo 1.0.1 that is read, and our extensions. A member that is not here is refused: it would have no effect. */

const name = z.string().min(1).max(200);
const arazzoName = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/, 'expected letters, digits, _ and - only');
const outputName = z.string().regex(/^[A-Za-z0-9_.-]{1,200}$/, 'expected letters, digits, dots, _ and - only');
const text = z.string().max(100_000);
const pointer = z.string().max(1000).regex(/^\//, 'expected a JSON pointer, which begins with /');
const scalar = z.union([text, z.number(), z.boolean()]);
const outputs = bounded(z.record(outputName, text), 100);

/** A record with so many members at most: the file may be anyone's. */
function bounded<T extends z.ZodType<Record<string, unknown>>>(schema: T, most: number): T {
  return schema.refine((value) => Object.keys(value).length <= most, `expected ${most} members at most`);
}

export const criterionSchema = z.strictObject({
  condition: text,
  type: z.literal('simple', 'only criteria of type simple are read').optional(),
});

/** `x-choose`: instead of carrying the step out, an entry of a list gives its outputs. Pointers count from the entry. */
export const chooseSchema = z.strictObject({
  operationId: name,
  items: text,
  label: pointer,
  detail: pointer.optional(),
  outputs: bounded(z.record(outputName, pointer), 100),
  /** The list comes in pages: the query parameter that asks for one, and where the answer says how many there are. */
  pages: z.strictObject({ parameter: name, count: text }).optional(),
});

const parametersSchema = z
  .array(z.strictObject({ name, in: z.enum(['path', 'query', 'header']), value: scalar }))
  .max(200)
  .default([]);

/**
 * `x-check`: the request that tells whether what a kept step made still exists. Its values may use the outputs of the step itself. 404 and 410 say that it
 * is gone, and so does a criterion that does not hold.
 */
export const checkSchema = z.strictObject({
  operationId: name,
  parameters: parametersSchema,
  successCriteria: z.array(criterionSchema).max(20).default([]),
});

/** `x-insert`: puts a value into a member of the payload where `marker` stands, or at its end. */
export const insertSchema = z.strictObject({ target: pointer, marker: z.string().min(1).max(200), value: text });

export const stepSchema = z.strictObject({
  stepId: arazzoName,
  description: text.optional(),
  operationId: name,
  parameters: parametersSchema,
  requestBody: z
    .strictObject({
      contentType: z.string().max(200).optional(),
      payload: bounded(z.record(z.string().max(200), scalar), 200),
      'x-insert': z.array(insertSchema).max(20).default([]),
    })
    .optional(),
  successCriteria: z.array(criterionSchema).max(20).default([]),
  outputs: outputs.default({}),
  'x-keep': z.boolean().default(false),
  'x-check': checkSchema.optional(),
  'x-choose': chooseSchema.optional(),
});
export type StepDocument = z.infer<typeof stepSchema>;

/** `x-credential`: the part of a credential of the vault that can be the value of an input instead of typing it. */
export const credentialPartSchema = z.enum(['oauth-consumer.consumerKey', 'oauth-consumer.secret']);

export const inputsSchema = z.strictObject({
  type: z.literal('object'),
  required: z.array(name).max(200).default([]),
  properties: bounded(
    z.record(
      outputName,
      z.looseObject({ 'x-sandbox': text.optional(), 'x-credential': credentialPartSchema.optional() }),
    ),
    200,
  ),
});

export const workflowSchema = z.strictObject({
  workflowId: arazzoName,
  summary: text.optional(),
  description: text.optional(),
  inputs: inputsSchema.default({ type: 'object', required: [], properties: {} }),
  steps: z.array(stepSchema).min(1).max(50),
  outputs: outputs.default({}),
  'x-source': sourceSchema.optional(),
  /** The page of the sandbox a finished run can be seen on; `id` names the output that stands in its address. */
  'x-page': z.strictObject({ title: name, sandbox: z.literal('examPage'), id: outputName }).optional(),
});
export type WorkflowDocument = z.infer<typeof workflowSchema>;

export const arazzoSchema = z.strictObject({
  arazzo: z.string().regex(/^1\.0\.\d+$/, 'only Arazzo 1.0 is read (1.0.0, 1.0.1)'),
  info: z.strictObject({
    title: text,
    version: text,
    summary: text.optional(),
    description: text.optional(),
  }),
  sourceDescriptions: z
    .array(z.strictObject({ name: arazzoName, url: text, type: z.literal('openapi').optional() }))
    .length(1, 'exactly one source is read: the OpenAPI file of the contract'),
  workflows: z.array(workflowSchema).min(1).max(50),
});
