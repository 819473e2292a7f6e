import type { Parameters } from './parameters.ts';
import { rubyToS } from './ruby-value.ts';

/** A tool provider in the documented response shape. The secret is returned in clear, as the documents show. */
export interface ToolProvider {
  readonly id: number;
  readonly tool_name: string;
  readonly tool_url: string;
  readonly oauth_consumer_key: string;
  readonly oauth_consumer_secret: string;
  readonly institute_id: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly use_as_basic_link: boolean;
  readonly lti_custom_data: string;
}

export interface ToolProviderStore {
  create(parameters: Parameters, now: number): ToolProvider;
  find(id: string): ToolProvider | null;
  /** All in order of their ids. */
  all(): readonly ToolProvider[];
  clear(): void;
}

export function createToolProviderStore(): ToolProviderStore {
  let providers: ToolProvider[] = [];
  let lastId = 0;
  return {
    create(parameters, now) {
      lastId += 1;
      const provider = fromParameters(lastId, parameters, now);
      providers.push(provider);
      return provider;
    },
    find: (id) => providers.find((provider) => String(provider.id) === id) ?? null,
    all: () => providers,
    clear() {
      providers = [];
      lastId = 0;
    },
  };
}

/** `institute_id` of the request is left aside: it is for superusers, which the sandbox's caller is not. */
function fromParameters(id: number, parameters: Parameters, now: number): ToolProvider {
  const text = (name: string, fallback: string) => {
    const value = parameters.get(name);
    return value === undefined || value === null ? fallback : rubyToS(value);
  };
  const at = railsTime(now);
  return {
    id,
    tool_name: text('tool_name', ''),
    tool_url: text('tool_url', ''),
    oauth_consumer_key: text('oauth_consumer_key', ''),
    oauth_consumer_secret: text('oauth_consumer_secret', ''),
    institute_id: 1,
    created_at: at,
    updated_at: at,
    use_as_basic_link: ['true', '1'].includes(text('use_as_basic_link', 'true')),
    lti_custom_data: text('lti_custom_data', '{}'),
  };
}

/** ISO 8601 with milliseconds and a numeric offset, such as `2020-11-26T06:19:53.143+00:00`. */
function railsTime(now: number): string {
  return new Date(now).toISOString().replace('Z', '+00:00');
}
