import { ProblemError } from '../../protocol/problem.ts';

const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const methodsWithBody: readonly string[] = ['POST', 'PUT', 'PATCH'];

/** The HTTP method in upper case (RFC 5849 §3.4.1.1). Throws `signing.unsupported-method` for anything that is not one. */
export function httpMethod(text: string): string {
  const method = text.toUpperCase();
  if (methods.includes(method)) return method;
  throw new ProblemError('signing.unsupported-method', {
    field: 'method',
    params: { method: text },
    detail: `"${text}" is not an HTTP method. Use one of ${methods.join(', ')}.`,
  });
}

/** Whether parameters of such a request belong into its body unless told otherwise. */
export function carriesBody(method: string): boolean {
  return methodsWithBody.includes(method);
}
