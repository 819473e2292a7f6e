import type { Contract, FieldLocation, Operation } from '../../../protocol/models/contract.ts';
import type { FlowStep } from '../../../protocol/models/exchanges/flow.ts';
import { fromPointer } from '../../contracts/json.ts';
import { type Condition, expressionsOfCondition, parseCondition } from './condition.ts';
import type { StepDocument, WorkflowDocument } from './document.ts';
import {
  describeExpression,
  type Expression,
  expressionsOf,
  type Parsed,
  parseExpression,
  parseTemplate,
  type Template,
} from './expression.ts';
import type { Complain } from './load.ts';

/** One value a step sends. */
export type StepValue = {
  name: string;
  in: FieldLocation;
  template: Template;
  inserts: readonly { marker: string; template: Template }[];
};

export type LoadedChoice = {
  operationId: string;
  items: Expression;
  label: readonly string[];
  detail: readonly string[] | null;
  outputs: ReadonlyMap<string, readonly string[]>;
  /** `null` for a list that is whole in one answer. */
  pages: { parameter: string; count: Expression } | null;
};

/** The request that tells whether what a step made still exists. */
export type LoadedCheck = { operationId: string; values: readonly StepValue[]; criteria: readonly Condition[] };

export type LoadedStep = {
  step: FlowStep;
  values: readonly StepValue[];
  criteria: readonly Condition[];
  outputs: ReadonlyMap<string, Expression>;
  choose: LoadedChoice | null;
  check: LoadedCheck | null;
  /** Steps whose outputs it sends: what it made is worth nothing without theirs. */
  needs: ReadonlySet<string>;
  /** Inputs it needs when it is carried out. */
  inputNames: ReadonlySet<string>;
};

/** The steps of a workflow and its outputs, every expression read and every name looked up. */
export function loadSteps(
  workflow: WorkflowDocument,
  contract: Contract,
  inputs: ReadonlySet<string>,
  secretInputs: ReadonlySet<string>,
  complain: Complain,
): { steps: LoadedStep[]; outputs: ReadonlyMap<string, Expression> } {
  /** Outputs of the steps read so far. */
  const known = new Map<string, ReadonlySet<string>>();
  const steps = workflow.steps.map((document, index) => {
    const at: Complain = (path, message) => complain(['steps', String(index), ...path], message);
    if (known.has(document.stepId)) at(['stepId'], `The id "${document.stepId}" is used twice.`);
    const loaded = loadStep(document, { contract, inputs, secretInputs, known, complain: at });
    known.set(document.stepId, new Set(Object.keys(document.outputs)));
    return loaded;
  });
  const reader = createReader({ contract, inputs, secretInputs, known, complain }, false);
  const outputs = new Map(
    Object.entries(workflow.outputs).flatMap(([name, text]) => reader.expression(text, ['outputs', name], name)),
  );
  return { steps, outputs };
}

type Surroundings = {
  contract: Contract;
  inputs: ReadonlySet<string>;
  secretInputs: ReadonlySet<string>;
  known: ReadonlyMap<string, ReadonlySet<string>>;
  complain: Complain;
};

function loadStep(document: StepDocument, around: Surroundings): LoadedStep {
  const { contract, complain } = around;
  const operation = findOperation(contract, document.operationId, ['operationId'], complain);
  const before = createReader(around, false);
  const after = createReader(around, true);
  const values = [...parametersOf(document, before), ...payloadOf(document, before, complain)];
  complainOfOpenSecrets(values, around, operation);
  const choose = document['x-choose'];
  const listing = choose && findOperation(contract, choose.operationId, ['x-choose', 'operationId'], complain);
  const missing = Object.keys(document.outputs).find((name) => choose !== undefined && !(name in choose.outputs));
  if (missing !== undefined) complain(['x-choose', 'outputs'], `A chosen entry gives no "${missing}".`);
  return {
    step: {
      id: document.stepId,
      title: document.description ?? operation?.title ?? document.stepId,
      operationId: document.operationId,
      operationTitle: operation?.title ?? document.operationId,
      choose: choose ? { operationId: choose.operationId, operationTitle: listing?.title ?? choose.operationId } : null,
      keep: document['x-keep'],
      checked: document['x-check'] !== undefined,
      outputs: Object.keys(document.outputs),
    },
    values,
    criteria: criteriaOf(document, after),
    outputs: new Map(
      Object.entries(document.outputs).flatMap(([name, text]) => after.expression(text, ['outputs', name], name)),
    ),
    choose: choose ? loadChoice(choose, after) : null,
    check: loadCheck(document, around),
    needs: needsOf(values),
    inputNames: inputNamesOf(values),
  };
}

function parametersOf(
  { parameters }: Pick<StepDocument, 'parameters'>,
  reader: Reader,
  at: readonly string[] = [],
): StepValue[] {
  return parameters.flatMap((parameter, index) =>
    reader
      .template(String(parameter.value), [...at, 'parameters', String(index), 'value'])
      .map((template) => ({ name: parameter.name, in: parameter.in, template, inserts: [] })),
  );
}

function criteriaOf(
  { successCriteria }: Pick<StepDocument, 'successCriteria'>,
  reader: Reader,
  at: readonly string[] = [],
): Condition[] {
  return successCriteria.flatMap(({ condition }, index) =>
    reader.condition(condition, [...at, 'successCriteria', String(index), 'condition']),
  );
}

function payloadOf({ requestBody }: StepDocument, reader: Reader, complain: Complain): StepValue[] {
  if (requestBody === undefined) return [];
  const { payload, 'x-insert': insertions } = requestBody;
  for (const [index, { target }] of insertions.entries()) {
    if (!(target.slice(1) in payload)) {
      complain(['requestBody', 'x-insert', String(index), 'target'], `The payload has no member ${target}.`);
    }
  }
  return Object.entries(payload).flatMap(([name, value]) =>
    reader.template(String(value), ['requestBody', 'payload', name]).map((template) => ({
      name,
      in: 'body' as const,
      template,
      inserts: insertions.flatMap(({ target, marker, value: text }, index) =>
        target === `/${name}`
          ? reader
              .template(text, ['requestBody', 'x-insert', String(index), 'value'])
              .map((inserted) => ({ marker, template: inserted }))
          : [],
      ),
    })),
  );
}

function loadChoice(choose: NonNullable<StepDocument['x-choose']>, reader: Reader): LoadedChoice | null {
  const items = reader.expression(choose.items, ['x-choose', 'items'], '')[0]?.[1];
  if (items === undefined) return null;
  return {
    operationId: choose.operationId,
    items,
    label: fromPointer(choose.label),
    detail: choose.detail === undefined ? null : fromPointer(choose.detail),
    outputs: new Map(Object.entries(choose.outputs).map(([name, pointer]) => [name, fromPointer(pointer)])),
    pages: pagesOf(choose, reader),
  };
}

function pagesOf({ pages }: NonNullable<StepDocument['x-choose']>, reader: Reader): LoadedChoice['pages'] {
  const count = pages && reader.expression(pages.count, ['x-choose', 'pages', 'count'], '')[0]?.[1];
  return pages === undefined || count === undefined ? null : { parameter: pages.parameter, count };
}

/** A check may use what its own step made. */
function loadCheck(document: StepDocument, around: Surroundings): LoadedCheck | null {
  const check = document['x-check'];
  if (check === undefined) return null;
  findOperation(around.contract, check.operationId, ['x-check', 'operationId'], around.complain);
  const known = new Map(around.known).set(document.stepId, new Set(Object.keys(document.outputs)));
  const after = createReader({ ...around, known }, true);
  return {
    operationId: check.operationId,
    values: parametersOf(check, createReader({ ...around, known }, false), ['x-check']),
    criteria: criteriaOf(check, after, ['x-check']),
  };
}

/** A secret may only go into fields that are masked: anywhere else it would stand in the history for all to read. */
function complainOfOpenSecrets(
  values: readonly StepValue[],
  { secretInputs, complain }: Surroundings,
  operation: Operation | undefined,
): void {
  if (operation === undefined) return;
  for (const value of values) {
    const input = [...inputNamesOf([value])].find((one) => secretInputs.has(one));
    const field = operation.fields.find((one) => one.name === value.name && one.in === value.in);
    if (input === undefined || field?.secret === true) continue;
    complain(
      value.in === 'body' ? ['requestBody', 'payload', value.name] : ['parameters'],
      `The input "${input}" is secret, but "${value.name}" of ${operation.id} is not: the history would show it. Give that field \`format: password\` in the OpenAPI file.`,
    );
  }
}

function needsOf(values: readonly StepValue[]): Set<string> {
  return new Set(
    expressionsIn(values).flatMap((expression) => (expression.kind === 'output' ? [expression.stepId] : [])),
  );
}

function findOperation(contract: Contract, id: string, path: string[], complain: Complain): Operation | undefined {
  const found = contract.operations.find((operation) => operation.id === id);
  if (found === undefined) complain(path, `The contract has no operation "${id}".`);
  else if (found.kind !== 'request') complain(path, `"${id}" is a launch: flows are made of requests.`);
  return found;
}

function inputNamesOf(values: readonly StepValue[]): Set<string> {
  return new Set(expressionsIn(values).flatMap((expression) => (expression.kind === 'input' ? [expression.name] : [])));
}

function expressionsIn(values: readonly StepValue[]): Expression[] {
  return values
    .flatMap(({ template, inserts }) => [template, ...inserts.map((insert) => insert.template)])
    .flatMap(expressionsOf);
}

/** Reads texts of the document; what is wrong is complained of and left out. */
type Reader = {
  template(text: string, path: string[]): Template[];
  expression(text: string, path: string[], name: string): [string, Expression][];
  condition(text: string, path: string[]): Condition[];
};

function createReader({ inputs, known, complain }: Surroundings, answered: boolean): Reader {
  const wrongIn = (expression: Expression): string | undefined => {
    switch (expression.kind) {
      case 'input':
        return inputs.has(expression.name) ? undefined : `There is no input "${expression.name}".`;
      case 'output':
        return known.get(expression.stepId)?.has(expression.name)
          ? undefined
          : `No earlier step "${expression.stepId}" has an output "${expression.name}".`;
      default:
        return answered ? undefined : `${describeExpression(expression)} is not known before the answer.`;
    }
  };
  const checked = <T>(parsed: Parsed<T>, path: string[], expressions: (value: T) => Expression[]): T[] => {
    if (!parsed.ok) {
      complain(path, parsed.message);
      return [];
    }
    const wrong = expressions(parsed.value)
      .map(wrongIn)
      .find((message) => message !== undefined);
    if (wrong === undefined) return [parsed.value];
    complain(path, wrong);
    return [];
  };
  return {
    template: (text, path) => checked(parseTemplate(text), path, expressionsOf),
    expression: (text, path, name) =>
      checked(parseExpression(text), path, (expression) => [expression]).map((expression) => [name, expression]),
    condition: (text, path) => checked(parseCondition(text), path, expressionsOfCondition),
  };
}
