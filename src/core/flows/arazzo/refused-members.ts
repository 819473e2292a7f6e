/**
 * Members of Arazzo 1.0.1 that are not run here, each with what to write instead. A file that has one is refused rather than run differently from what its
 * author meant. What else is unknown is taken for a slip of the pen.
 */
const refused: Readonly<Record<string, string>> = {
  operationPath: 'Name the operation by its `operationId`.',
  workflowId: 'A step cannot run another workflow: write its steps here.',
  dependsOn: 'Workflows run one at a time: put the steps this one depends on at its beginning.',
  onSuccess: 'Steps run in the order they are written: take it out.',
  onFailure: 'A step that fails stops the run, which can be gone on with from there: take it out.',
  successActions: 'Steps run in the order they are written: take it out.',
  failureActions: 'A step that fails stops the run, which can be gone on with from there: take it out.',
  components: 'Write inputs, parameters and actions where they are used.',
  reference: 'Write the parameter or action out where it is used.',
  replacements: 'Write the values into the `payload`; to put a value into a text, use `x-insert`.',
  context: 'Compare with `$statusCode`, `$response.body#/…` or `$response.header.…` in a simple condition.',
};

/** Why a member is refused, with the way out. */
export function refusalOf(member: string): string {
  const instead = Object.hasOwn(refused, member) ? refused[member] : undefined;
  return instead === undefined
    ? `\`${member}\` is not read here and would have no effect. Check its spelling, or take it out.`
    : `\`${member}\` is Arazzo, but is not run here. ${instead}`;
}
