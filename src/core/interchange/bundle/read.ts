import {
  BUNDLE_FORMAT,
  BUNDLE_VERSION,
  type Bundle,
  bundleSchema,
  MAX_BUNDLE_LENGTH,
} from '../../../protocol/models/data/bundle.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { invalidInput } from '../../api/bind.ts';

/** Deeper than any bundle; what is nested further is no bundle and is not parsed. */
const deepest = 12;
export const dataBlockId = 'countersign-evidence';
const block = new RegExp(`<script type="application/json" id="${dataBlockId}">([^<]*)</script>`);

/** Whether a text looks like a bundle, without reading it. */
export function looksLikeBundle(text: string): boolean {
  return block.test(text) || (text.trimStart().startsWith('{') && text.slice(0, 200).includes(`"${BUNDLE_FORMAT}"`));
}

/**
 * Reads a bundle somebody else made: the page, or the JSON in it. Nothing of it is trusted: length, depth and shape are checked,
 * unknown members refused.
 *
 * @throws ProblemError `bundle.unreadable` with the reason.
 */
export function readBundle(text: string): Bundle {
  if (text.length > MAX_BUNDLE_LENGTH) throw unreadable(`it is longer than ${MAX_BUNDLE_LENGTH} characters`);
  const bare = text.replace(/^\uFEFF/, '').trim();
  const json = bare.startsWith('{') ? bare : block.exec(bare)?.[1];
  if (json === undefined) throw unreadable('it holds no evidence of Countersign');
  if (depthOf(json) > deepest) throw unreadable('it is nested too deeply');
  const parsed = bundleSchema.safeParse(parseJson(json));
  if (parsed.success) return parsed.data;
  const { field = '', detail = '' } = invalidInput(parsed.error).problem;
  if (field === 'version')
    throw unreadable(`it is of another version than ${BUNDLE_VERSION}: a newer Countersign made it`);
  throw unreadable(field === '' ? detail : `${field}: ${detail}`);
}

function unreadable(detail: string): ProblemError {
  return new ProblemError('bundle.unreadable', { detail });
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw unreadable('its data is not JSON; it may be cut off');
  }
}

/** How deep objects and arrays are nested, told without building any of them. */
function depthOf(json: string): number {
  let depth = 0;
  let most = 0;
  for (let position = 0; position < json.length; position += 1) {
    const character = json[position];
    if (character === '"') {
      position += 1;
      while (position < json.length && json[position] !== '"') position += json[position] === '\\' ? 2 : 1;
    } else if (character === '{' || character === '[') {
      depth += 1;
      most = Math.max(most, depth);
    } else if (character === '}' || character === ']') {
      depth -= 1;
    }
  }
  return most;
}
