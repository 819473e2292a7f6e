import type { Contract, FieldLocation, Operation } from '../../protocol/models/contract.ts';
import type { FlowStep } from '../../protocol/models/flow.ts';
import { fromPointer } from '../contracts/json.ts';
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
};

export type LoadedStep = {
  step: FlowStep;
  values: readonly StepValue[];
  criteria: readonly Condition[];
  outputs: ReadonlyMap<string, Expression>;
  choose: LoadedChoice | null;
  /** Inputs it needs when it is carried out. */
  inputNames: ReadonlySet<string>;
};

/** The steps of a workflow and its outputs, every expression read and every name looked up. */
export function loadSteps(
  workflow: WorkflowDocument,
  contract: Contract,
  inputs: ReadonlySet<string>,
  complain: Complain,
): { steps: LoadedStep[]; outputs: ReadonlyMap<string, Expression> } {
  /** Outputs of the steps read so far. */
  const known = new Map<string, ReadonlySet<string>>();
  const steps = workflow.steps.map((document, index) => {
    const at: Complain = (path, message) => complain(['steps', String(index), ...path], message);
    if (known.has(document.stepId)) at(['stepId'], `The id "${document.stepId}" is used twice.`);
    const loaded = loadStep(document, { contract, inputs, known, complain: at });
    known.set(document.stepId, new Set(Object.keys(document.outputs)));
    return loaded;
  });
  const reader = createReader({ contract, inputs, known, complain }, false);
  const outputs = new Map(
    Object.entries(workflow.outputs).flatMap(([name, text]) => reader.expression(text, ['outputs', name], name)),
  );
  return { steps, outputs };
}

type Surroundings = {
  contract: Contract;
  inputs: ReadonlySet<string>;
  known: ReadonlyMap<string, ReadonlySet<string>>;
  complain: Complain;
};

function loadStep(document: StepDocument, around: Surroundings): LoadedStep {
  const { contract, complain } = around;
  const operation = findOperation(contract, document.operationId, ['operationId'], complain);
  const before = createReader(around, false);
  const after = createReader(around, true);
  const values = [...parametersOf(document, before), ...payloadOf(document, before, complain)];
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
      outputs: Object.keys(document.outputs),
    },
    values,
    criteria: document.successCriteria.flatMap(({ condition }, index) =>
      after.condition(condition, ['successCriteria', String(index), 'condition']),
    ),
    outputs: new Map(
      Object.entries(document.outputs).flatMap(([name, text]) => after.expression(text, ['outputs', name], name)),
    ),
    choose: choose ? loadChoice(choose, after) : null,
    inputNames: inputNamesOf(values),
  };
}

function parametersOf(document: StepDocument, reader: Reader): StepValue[] {
  return document.parameters.flatMap((parameter, index) =>
    reader
      .template(String(parameter.value), ['parameters', String(index), 'value'])
      .map((template) => ({ name: parameter.name, in: parameter.in, template, inserts: [] })),
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
  };
}

function findOperation(contract: Contract, id: string, path: string[], complain: Complain): Operation | undefined {
  const found = contract.operations.find((operation) => operation.id === id);
  if (found === undefined) complain(path, `The contract has no operation "${id}".`);
  else if (found.kind === 'launch') complain(path, `"${id}" is a launch: flows are made of requests.`);
  return found;
}

function inputNamesOf(values: readonly StepValue[]): Set<string> {
  const templates = values.flatMap(({ template, inserts }) => [template, ...inserts.map((insert) => insert.template)]);
  return new Set(
    templates.flatMap(expressionsOf).flatMap((expression) => (expression.kind === 'input' ? [expression.name] : [])),
  );
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
