export { buildRequest, encodeJsonBody, initialValues, type JsonType, type UnsignedRequest } from './build-request.ts';
export { checkForm } from './check-form.ts';
export {
  type ContractCheck,
  type ContractLibrary,
  type ContractSources,
  checkContract,
  createContractLibrary,
  type StoredContract,
} from './library.ts';
export { type ContractFile, type LoadedContract, loadContract, type ParsedContract, parseContract } from './load.ts';
export { judge } from './verdict/judge.ts';
export { decodeBody, type JudgedResponse, judgedResponse } from './verdict/response.ts';
