import { describe, expect, it } from 'vitest';
import { readHost, readHosts } from './hosts.ts';

describe('readHost', () => {
  it('takes hosts and pasted addresses', () => {
    expect(readHost(' API.Example.com ')).toBe('api.example.com');
    expect(readHost('https://exams.example.com/api/v3?x=1')).toBe('exams.example.com');
    expect(readHost('http://127.0.0.1:50123')).toBe('127.0.0.1:50123');
    expect(readHost('example.com:443')).toBe('example.com');
    expect(readHost('example.com:80')).toBe('example.com');
    expect(readHost('münchen.example')).toBe('xn--mnchen-3ya.example');
  });

  it('refuses what is no host', () => {
    for (const entry of ['', '*.example.com', 'a.example/path', 'two words', 'user@host.example', 'ftp://a.example'])
      expect(readHost(entry), entry).toBeNull();
    expect(readHost('https://user:pass@a.example')).toBeNull();
  });
});

describe('readHosts', () => {
  it('keeps each once and names what it refuses', () => {
    expect(readHosts(['A.example', 'https://a.example/', '*.b.example'])).toEqual({
      hosts: ['a.example'],
      refused: ['*.b.example'],
    });
  });
});
