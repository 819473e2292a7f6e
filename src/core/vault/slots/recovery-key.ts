import { createHash, createHmac } from 'node:crypto';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Random } from '../../ports.ts';

/** Crockford's Base32: no I, L, O and U, which are misread on paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 160 random bits: not to be guessed, so that no slow derivation is needed. */
const secretBytes = 20;
const secretLength = 32;
const checkLength = 4;
const groupLength = 6;

/** A recovery key as it is printed: six groups of six characters, the last four of them a checksum. */
export function newRecoveryKey(random: Random): string {
  const secret = random.bytes(secretBytes);
  const text = toBase32(secret);
  const groups = `${text}${checkOf(secret)}`.match(new RegExp(`.{${groupLength}}`, 'g')) ?? [];
  secret.fill(0);
  return groups.join('-');
}

/**
 * The key that opens a recovery slot. Case, spaces and hyphens do not matter, and letters that look like digits are read as
 * these. Throws `vault.recovery-key-mistyped` when length, characters or checksum show that it was not typed as printed.
 */
export function keyFromRecoveryKey(printed: string): Uint8Array {
  const text = printed
    .toUpperCase()
    .replace(/[\s\-\u2010-\u2015]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const secret = text.length === secretLength + checkLength ? fromBase32(text.slice(0, secretLength)) : undefined;
  if (secret === undefined || checkOf(secret) !== text.slice(secretLength)) {
    throw new ProblemError('vault.recovery-key-mistyped', { field: 'method.key' });
  }
  const key = createHmac('sha256', secret).update('countersign recovery key').digest();
  secret.fill(0);
  return key;
}

function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five, 2))).join('');
}

function fromBase32(text: string): Uint8Array | undefined {
  const values = [...text].map((character) => alphabet.indexOf(character));
  if (values.includes(-1)) return undefined;
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
}

/** The first 20 bits of a hash: one mistyped key in a million passes, and then opens nothing. */
function checkOf(secret: Uint8Array): string {
  return toBase32(createHash('sha256').update('countersign recovery check').update(secret).digest()).slice(
    0,
    checkLength,
  );
}
