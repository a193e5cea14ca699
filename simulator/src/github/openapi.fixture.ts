import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
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
  problems(path: string, status: number, body: unknown): string[];
}

/** GitHub's own description of its API: `api.github.com` or `ghes-3.19`. */
export function describeGitHub(edition: string): Description {
  const file = createRequire(import.meta.url).resolve(`@octokit/openapi/generated/${edition}.json`);
  const description = JSON.parse(readFileSync(file, 'utf8'), nullableAsType);
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const uri = /^[a-z][a-z\d+.-]*:\S+$/i;
  // GitHub's own default for the addresses of a deployment status is the empty string.
  ajv.addFormat('uri', (text) => text === '' || uri.test(text));
  ajv.addSchema(description, 'github');
  return {
    problems(path, status, body) {
      const operation: Operation | undefined = description.paths[path]?.get;
      const response = operation?.responses[status];
      if (!response) return [`${path} is not said to answer ${status}`];
      const pointer = response.$ref
        ? `${response.$ref}/content/${escaped('application/json')}/schema`
        : `#/paths/${escaped(path)}/get/responses/${status}/content/${escaped('application/json')}/schema`;
      const validate = ajv.getSchema(`github${pointer}`);
      if (!validate) return [`${path} has no schema for ${status}`];
      if (validate(body)) return [];
      return (validate.errors ?? []).map(({ instancePath, message }) => `${path} ${instancePath} ${message}`);
    },
  };
}

const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** OpenAPI 3.0's `nullable` in JSON Schema's words. */
function nullableAsType(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('nullable' in value) || value.nullable !== true)
    return value;
  const { nullable, ...schema } = value;
  return { anyOf: [schema, { type: 'null' }] };
}
