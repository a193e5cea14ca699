import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

interface Operation {
  readonly responses: Readonly<Record<string, Response>>;
}
interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

export interface Description {
  /** Why a body is not what GitHub describes; empty when it is. */
  problems(path: string, status: number, body: unknown, method?: string): string[];
  /** The template of a path below the API, the one with the fewest blanks. */
  templateOf(path: string, method: string): string | undefined;
  /** Why a webhook's body is not what GitHub describes, by its event and action. */
  webhookProblems(event: string, action: string | undefined, body: unknown): string[];
}

const known = new Map<string, Description>();

/** GitHub's own description of its API: `api.github.com` or `ghes-3.19`. */
export function describeGitHub(edition: string): Description {
  const description = known.get(edition) ?? readDescription(edition);
  known.set(edition, description);
  return description;
}

function readDescription(edition: string): Description {
  const file = createRequire(import.meta.url).resolve(`@octokit/openapi/generated/${edition}.json`);
  const description = JSON.parse(readFileSync(file, 'utf8'), nullableAsType);
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const uri = /^[a-z][a-z\d+.-]*:\S+$/i;
  // GitHub's own default for the addresses of a deployment status is the empty string.
  ajv.addFormat('uri', (text) => text === '' || uri.test(text));
  ajv.addSchema(description, 'github');
  const paths: [template: string, pattern: RegExp, blanks: number][] = Object.keys(description.paths).map(
    (path) => [path, patternOf(path), path.split('{').length],
  );
  return {
    problems(path, status, body, method = 'get') {
      const operation: Operation | undefined = description.paths[path]?.[method];
      const response = operation?.responses[status];
      if (!response) return [`${method} ${path} is not said to answer ${status}`];
      const json = `content/${escaped('application/json')}/schema`;
      const pointer = response.$ref
        ? `${response.$ref}/${json}`
        : `#/paths/${escaped(path)}/${method}/responses/${status}/${json}`;
      return failures(ajv.getSchema(`github${pointer}`), `${method} ${path} ${status}`, body);
    },
    templateOf: (path, method) =>
      paths
        .filter(([template, pattern]) => description.paths[template][method] && pattern.test(path))
        .sort((a, b) => a[2] - b[2])[0]?.[0],
    webhookProblems(event, action, body) {
      const name = [event, action].filter(Boolean).join('-').replaceAll('_', '-');
      const pointer = `#/x-webhooks/${name}/post/requestBody/content/${escaped('application/json')}/schema`;
      return failures(ajv.getSchema(`github${pointer}`), name, body);
    },
  };
}

function failures(validate: ValidateFunction | undefined, name: string, body: unknown): string[] {
  if (!validate) return [`${name} has no schema`];
  if (validate(body)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name} ${instancePath} ${message}`);
}

const patternOf = (template: string) =>
  new RegExp(
    `^${template.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'path' || name === 'basehead' ? '.*' : '[^/]+'))}$`,
  );

const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** OpenAPI 3.0's `nullable` in JSON Schema's words. */
function nullableAsType(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('nullable' in value) || value.nullable !== true)
    return value;
  const { nullable, ...schema } = value;
  return { anyOf: [schema, { type: 'null' }] };
}
