import { type BinaryToTextEncoding, createHash, createHmac } from 'node:crypto';
import { equalInConstantTime } from '../../../signing/compare.ts';
import { sortByName } from '../../../signing/proctorexam/base-string.ts';
import type { Bench } from '../hypothesis.ts';

/** A signed parameter: where it came from, and the texts that stand for it in the base string. */
export type Entry = {
  readonly origin: 'message' | 'path';
  readonly name: string;
  readonly value: string;
  readonly signedName: string;
  readonly signedValue: string;
};

export type EntryOrder = (entries: readonly Entry[]) => readonly Entry[];

export type DigestRule = (key: string, text: string) => Buffer;

/** Everything a ProctorExam signature depends on, under one assumption about how it was made. */
export type Reading = {
  entries: readonly Entry[];
  order: EntryOrder;
  separator: string;
  before: string;
  after: string;
  between: string;
  secretKey: string;
  digest: DigestRule;
  write: (digest: Buffer) => string;
  /** As received. */
  signature: string;
};

export function entry(origin: Entry['origin'], name: string, value: string): Entry {
  return { origin, name, value, signedName: name, signedValue: value };
}

export const documentedOrder: EntryOrder = (entries) => sortByName(entries);
export const documentedDigest: DigestRule = (key, text) => createHmac('sha256', key).update(text, 'utf8').digest();
export const documentedWriting = (digest: Buffer): string => digest.toString('hex');

export const hmac =
  (hash: 'sha1' | 'sha256' | 'sha512', keyEncoding: BufferEncoding = 'utf8'): DigestRule =>
  (key, text) =>
    createHmac(hash, Buffer.from(key, keyEncoding)).update(text, 'utf8').digest();

/** A plain hash, with the key before or after the text. */
export const keylessHash =
  (keyFirst: boolean): DigestRule =>
  (key, text) =>
    createHash('sha256')
      .update(keyFirst ? key + text : text + key, 'utf8')
      .digest();

export const written =
  (encoding: BinaryToTextEncoding) =>
  (digest: Buffer): string =>
    digest.toString(encoding);

/** The base string of a reading. */
export function proctorExamText({ entries, order, separator, before, after, between }: Reading): string {
  const pairs = order(entries).map(({ signedName, signedValue }) => `${signedName}${between}${signedValue}`);
  return `${before}${pairs.join(separator)}${after}`;
}

const digestLengths = [20, 32, 64];

export const proctorExamBench: Bench<Reading> = {
  fingerprint: (reading) => {
    // Two rules of digest are told apart by what they give.
    const probe = reading.write(reading.digest(reading.secretKey, proctorExamText(reading)));
    return `${reading.signature}\n${probe}`;
  },
  size: (reading) => proctorExamText(reading).length,
  reproduces: (reading) => {
    const digest = reading.digest(reading.secretKey, proctorExamText(reading));
    return digestLengths.includes(digest.length) && equalInConstantTime(reading.write(digest), reading.signature);
  },
};
