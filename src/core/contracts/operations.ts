import type { Operation, Source } from '../../protocol/models/contract.ts';
import { type DocumentedMessage, ltiSchema, messagesOf, sourceOf } from './extensions.ts';
import { isObject, type JsonObject, member, objectMember, type Path, textMember } from './json.ts';
import { bodyFields, type ParameterContext, parameterFields } from './parameters.ts';
import { dereferenceObject } from './references.ts';
import { type OperationSecurity, operationSecurity } from './signing-scheme.ts';

const httpMethods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

export type MediaTypeNode = { mediaType: string; schema: unknown; source: Source | undefined };
export type HeaderNode = { name: string; required: boolean; description: string; source: Source | undefined };

/** A documented response with what a verdict needs of it. */
export type ResponseNode = {
  /** `200`, `4XX` or `default`. */
  status: string;
  description: string;
  source: Source | undefined;
  contents: MediaTypeNode[];
  headers: HeaderNode[];
  messages: DocumentedMessage[];
};

export type OperationNode = { operation: Operation; responses: ResponseNode[]; path: Path };

type Warn = ParameterContext['warn'];

/** Every operation of a checked document, in the order of the file. */
export function buildOperations(root: JsonObject, warn: Warn): OperationNode[] {
  return Object.entries(objectMember(root, 'paths') ?? {}).flatMap(([template, item]) => {
    const pathItem = dereferenceObject(root, item);
    if (!template.startsWith('/') || pathItem === undefined) return [];
    return Object.keys(pathItem).flatMap((method) => {
      const operation = httpMethods.has(method) ? objectMember(pathItem, method) : undefined;
      return operation === undefined ? [] : [buildOperation(root, { template, method, pathItem, operation }, warn)];
    });
  });
}

type Found = { template: string; method: string; pathItem: JsonObject; operation: JsonObject };

function buildOperation(root: JsonObject, found: Found, warn: Warn): OperationNode {
  const { template, method, pathItem, operation } = found;
  const path = ['paths', template, method];
  const source = sourceOf(operation) ?? sourceOf(pathItem) ?? sourceOf(root);
  const lti = ltiSchema.safeParse(member(operation, 'x-lti')).data;
  const kind = kindOf(lti);
  const security: OperationSecurity =
    kind === 'launch-1.3' ? { signing: { scheme: 'lti-1.3' }, unsupported: [] } : operationSecurity(root, operation);
  if (security.unsupported.length > 0) {
    warn(
      [...path, 'security'],
      `Nothing here signs for ${security.unsupported.map((name) => `\`${name}\``).join(', ')}. Requests are sent without it; add \`x-signing\` to the scheme, or a header parameter.`,
    );
  }
  const context: ParameterContext = { root, signing: security.signing, source, warn };
  const body = bodyFields(context, operation, path);
  const parameters = parameterFields(
    context,
    { parameter: pathItem, path: path.slice(0, 2) },
    { parameter: operation, path },
    template,
  );
  const responses = buildResponses(root, operation, source);
  const id = textMember(operation, 'operationId') ?? `${method.toUpperCase()} ${template}`;
  return {
    path,
    responses,
    operation: {
      id,
      title: textMember(operation, 'summary') ?? id,
      description: textMember(operation, 'description') ?? textMember(pathItem, 'description') ?? '',
      method: method.toUpperCase(),
      path: template,
      kind,
      ...(lti === undefined ? {} : { lti }),
      bodyEncoding: body.encoding,
      signing: security.signing,
      fields: [...parameters, ...body.fields],
      responses: responses.map(({ status, description, contents, source: responseSource }) => ({
        status,
        description,
        contentTypes: contents.map(({ mediaType }) => mediaType),
        ...(responseSource === undefined ? {} : { source: responseSource }),
      })),
      ...(source === undefined ? {} : { source }),
    },
  };
}

/** LTI 1.3 is told by its own version number; 1.0 and 1.1 share `LTI-1p0` (LTI 1.1 §3). */
function kindOf(lti: Operation['lti']): Operation['kind'] {
  if (lti === undefined) return 'request';
  return /^1\.3(\.|$)/.test(lti.version) ? 'launch-1.3' : 'launch';
}

function buildResponses(root: JsonObject, operation: JsonObject, inherited: Source | undefined): ResponseNode[] {
  return Object.entries(objectMember(operation, 'responses') ?? {}).flatMap(([status, node]) => {
    const response = dereferenceObject(root, node);
    if (response === undefined || status.startsWith('x-')) return [];
    const source = sourceOf(response) ?? inherited;
    return [
      {
        status,
        description: textMember(response, 'description') ?? '',
        source,
        contents: Object.entries(objectMember(response, 'content') ?? {}).map(([mediaType, media]) => ({
          mediaType,
          schema: member(media, 'schema'),
          source: sourceOf(media) ?? source,
        })),
        headers: Object.entries(objectMember(response, 'headers') ?? {}).map(([name, header]) =>
          headerNode(root, name, header, source),
        ),
        messages: messagesOf(response),
      },
    ];
  });
}

function headerNode(root: JsonObject, name: string, node: unknown, inherited: Source | undefined): HeaderNode {
  const header = dereferenceObject(root, node);
  return {
    name,
    required: isObject(header) && header.required === true,
    description: textMember(header, 'description') ?? '',
    source: sourceOf(header) ?? inherited,
  };
}
