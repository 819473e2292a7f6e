import type { z } from 'zod';
import type { Contract, ContractError } from '../../../protocol/models/contract.ts';
import type { Flow, FlowInput } from '../../../protocol/models/exchanges/flow.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { buildField } from '../../contracts/field.ts';
import { textMember } from '../../contracts/json.ts';
import { errorLine } from '../../contracts/load.ts';
import { readSourceText } from '../../contracts/source-text.ts';
import { arazzoSchema, type WorkflowDocument } from './document.ts';
import type { Expression } from './expression.ts';
import { type LoadedStep, loadSteps } from './load-steps.ts';
import { refusalOf } from './refused-members.ts';

/** A flow ready to run: what the protocol shows of it, and its steps with their expressions read. */
export type LoadedFlow = {
  flow: Flow;
  steps: readonly LoadedStep[];
  outputs: ReadonlyMap<string, Expression>;
  /** By input: its value in the sandbox, with names of the sandbox in braces. */
  sandboxValues: ReadonlyMap<string, string>;
  page: { outputName: string } | null;
};

export type ParsedFlows = { ok: true; flows: LoadedFlow[] } | { ok: false; errors: ContractError[] };

const mostErrors = 20;

/** What a check finds wrong, at a path of the document. */
export type Complain = (path: readonly string[], message: string) => void;

/**
 * Reads the flows of a contract from an Arazzo 1.0 file, YAML or JSON. Never throws: errors come back with line, column, JSON pointer
 * and a sentence each. Operations, inputs and outputs that are named have to be there, outputs in an earlier step.
 */
export function parseFlows(text: string, contract: Contract): ParsedFlows {
  const read = readSourceText(text, 'an Arazzo 1.0 document');
  if (!read.ok) return { ok: false, errors: read.errors };
  const { source } = read;
  const parsed = arazzoSchema.safeParse(source.value);
  if (!parsed.success) {
    const found = parsed.error.issues.flatMap((issue) => sentencesOf(issue));
    const ordered = [...found.filter(({ refused }) => refused), ...found.filter(({ refused }) => !refused)];
    return {
      ok: false,
      errors: ordered.slice(0, mostErrors).map(({ path, message }) => source.complain(path, message)),
    };
  }
  const errors: ContractError[] = [];
  const complain: Complain = (path, message) => errors.push(source.complain(path, message));
  const flows: LoadedFlow[] = [];
  for (const [index, workflow] of parsed.data.workflows.entries()) {
    // A file made to be wrong everywhere is not worth reading on.
    if (errors.length >= mostErrors) break;
    const at: Complain = (path, message) => complain(['workflows', String(index), ...path], message);
    flows.push(loadWorkflow(workflow, contract, at));
  }
  const ids = flows.map(({ flow }) => flow.id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) !== index)
      complain(['workflows', String(index), 'workflowId'], `The id "${id}" is used twice.`);
  }
  return errors.length > 0 ? { ok: false, errors: errors.slice(0, mostErrors) } : { ok: true, flows };
}

/** What a check of the shape found; what is refused for good comes before what may only follow from it. */
function sentencesOf(issue: z.core.$ZodIssue): { path: string[]; message: string; refused: boolean }[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: refusalOf(key), refused: true }));
  }
  const what = path.at(-1) ?? 'The document';
  const message = `${what} is not as Arazzo 1.0 or its reader here want it: ${issue.message}.`;
  return [{ path, message, refused: false }];
}

/** The first error as a problem; its detail names them all. */
export function flowsProblem(contractId: string, errors: readonly ContractError[]): ProblemError {
  const first = errors[0];
  return new ProblemError('flows.invalid', {
    params: {
      id: contractId,
      line: first?.line ?? 1,
      path: first?.path ?? '',
      message: first?.message ?? '',
      count: errors.length,
    },
    detail: errors.map(errorLine).join('\n'),
  });
}

function loadWorkflow(workflow: WorkflowDocument, contract: Contract, complain: Complain): LoadedFlow {
  const inputNames = new Set(Object.keys(workflow.inputs.properties));
  const secretNames = new Set(
    Object.entries(workflow.inputs.properties).flatMap(([name, schema]) =>
      schema.format === 'password' ? [name] : [],
    ),
  );
  const { steps, outputs } = loadSteps(workflow, contract, inputNames, secretNames, complain);
  for (const name of workflow.inputs.required) {
    if (!inputNames.has(name)) complain(['inputs', 'required'], `The required input "${name}" is not described.`);
  }
  const page = workflow['x-page'];
  if (page !== undefined && !outputs.has(page.id)) {
    complain(['x-page', 'id'], `"${page.id}" is no output of the workflow.`);
  }
  return {
    flow: {
      id: workflow.workflowId,
      title: workflow.summary ?? workflow.workflowId,
      description: workflow.description ?? '',
      inputs: inputsOf(workflow, steps),
      steps: steps.map(({ step }) => step),
      page: page === undefined ? null : { title: page.title },
      ...(workflow['x-source'] === undefined ? {} : { source: workflow['x-source'] }),
    },
    steps,
    outputs,
    sandboxValues: new Map(
      Object.entries(workflow.inputs.properties).flatMap(([name, schema]): [string, string][] =>
        schema['x-sandbox'] === undefined ? [] : [[name, schema['x-sandbox']]],
      ),
    ),
    page: page === undefined ? null : { outputName: page.id },
  };
}

function inputsOf(workflow: WorkflowDocument, steps: readonly LoadedStep[]): FlowInput[] {
  const { properties, required } = workflow.inputs;
  return Object.entries(properties).map(([name, schema]) => ({
    ...buildField(schema, {
      name,
      in: 'body',
      required: required.includes(name),
      signing: { scheme: 'none' },
      inheritedSource: undefined,
    }),
    ...(textMember(schema, 'contentMediaType') === 'text/html' ? { format: 'html' } : {}),
    title: textMember(schema, 'title') ?? name,
    credential: schema['x-credential'] ?? null,
    steps: steps.filter(({ inputNames }) => inputNames.has(name)).map(({ step }) => step.id),
  }));
}
