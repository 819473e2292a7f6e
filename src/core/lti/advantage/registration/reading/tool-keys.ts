import { keySetFrom } from '../../keys/pasted-keys.ts';
import { type MemberReader, membersOf } from './notes.ts';

/** The keys of a tool: the address of its key set, the keys themselves, or both. Notes it when there is neither. */
export function toolKeys(
  reader: MemberReader,
  urlMember: string,
  keyMember: string,
): { keySetUrl: string; keySet: string } {
  const keySetUrl = reader.address(urlMember, { note: 'Where the tool keeps its public keys.' });
  const pasted = membersOf(reader.raw(keyMember));
  const read = pasted === null ? null : keySetFrom(JSON.stringify(pasted));
  if (reader.has(keyMember)) {
    if (read === null) reader.note(keyMember, 'wrong', 'A JWK or a JWK set is expected.');
    else if ('problem' in read) reader.note(keyMember, 'wrong', `Expected: ${read.problem}.`);
    else reader.note(keyMember, 'understood', 'The public key of the tool.');
  } else if (keySetUrl === '' && !reader.has(urlMember)) {
    reader.note(
      urlMember,
      'noted',
      `Neither ${urlMember} nor ${keyMember}: launches work, services and deep linking do not.`,
    );
  }
  return { keySetUrl, keySet: read !== null && 'keySet' in read ? read.keySet : '' };
}
