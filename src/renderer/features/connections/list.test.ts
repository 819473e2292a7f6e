import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../protocol/models/connection.ts';
import { needsAttention, searchConnections, sortConnections, treeRows } from './list.ts';

function connection(part: Partial<Connection> & { id: string }): Connection {
  return {
    name: part.id,
    contractId: 'proctorexam',
    baseUrl: 'https://exam.example',
    credentialId: null,
    environment: 'test',
    variables: {},
    notes: '',
    createdAt: 0,
    updatedAt: 0,
    lastVerdict: null,
    lastExchangeAt: null,
    ...part,
  };
}

const riverside = connection({
  id: 'r',
  name: 'Riverside – exams',
  environment: 'production',
  lastVerdict: 'conforms',
  lastExchangeAt: 300,
});
const hill = connection({
  id: 'h',
  name: 'Hill – books',
  baseUrl: 'http://tool.localhost:8080',
  lastVerdict: 'failed',
});
const north = connection({ id: 'n', name: 'Northfield', variables: { institute_id: '17' }, lastExchangeAt: 900 });
const all = [riverside, hill, north];
const ids = (list: Connection[]) => list.map((one) => one.id).join('');

describe('searchConnections', () => {
  it('looks at name, host and variables, and asks for every word', () => {
    expect(ids(searchConnections(all, 'hill 8080', []))).toBe('h');
    expect(ids(searchConnections(all, 'RIVER', []))).toBe('r');
    expect(ids(searchConnections(all, '17', []))).toBe('n');
    expect(ids(searchConnections(all, 'hill exams', []))).toBe('');
    expect(ids(searchConnections(all, '  ', []))).toBe('rhn');
  });
});

describe('sortConnections', () => {
  it('puts the worst verdict, production and the latest first', () => {
    expect(ids(sortConnections(all, { column: 'verdict', descending: false }))).toBe('hrn');
    expect(ids(sortConnections(all, { column: 'environment', descending: false }))).toBe('rhn');
    expect(ids(sortConnections(all, { column: 'when', descending: false }))).toBe('nrh');
    expect(ids(sortConnections(all, { column: 'name', descending: true }))).toBe('rnh');
  });
});

describe('needsAttention', () => {
  it('is about outcomes, not about connections that were never tested', () => {
    expect(all.filter(needsAttention)).toEqual([hill]);
  });
});

describe('treeRows', () => {
  it('shows operations below the open connection only', () => {
    const operation = {
      id: 'createToolProvider',
      title: 'Create',
      description: '',
      method: 'POST',
      path: '/tool_providers',
      kind: 'request' as const,
      bodyEncoding: 'json' as const,
      signing: { scheme: 'proctorexam' as const },
      fields: [],
      responses: [],
    };
    expect(treeRows(all, 'h', [operation]).map((row) => row.kind)).toEqual([
      'connection',
      'connection',
      'operation',
      'connection',
    ]);
    const flows = [{ title: 'Exam with an LTI tool' }, { title: 'Another' }];
    expect(treeRows(all, 'h', [operation], flows).map((row) => row.kind)).toEqual([
      'connection',
      'connection',
      'flow',
      'operation',
      'connection',
    ]);
  });
});
