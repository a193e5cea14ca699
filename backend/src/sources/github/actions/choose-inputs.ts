import type { Environment } from '@smartops/contract';
import { environmentOfDeployment } from '../deployment-rule.ts';
import type { Input } from './triggers.ts';

/** What a workflow that is started by hand has to bring where. */
export interface Goal {
  /** Undefined when it has no name but its commit. */
  readonly version: string | undefined;
  readonly sha: string;
  readonly ref: string;
  readonly environment: Environment;
  /** The environment's own name; null where there are no GitHub Deployments. */
  readonly environmentName: string | null;
}

export interface Chosen {
  /** What is sent. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What GitHub fills in by itself. */
  readonly usual: Readonly<Record<string, string>>;
}

type Found = { readonly value: string } | { readonly refusal: string } | 'usual';

const names = {
  environment: /^(?:deploy|target)?[-_]?(?:env|environment|stage)(?:[-_]?name)?$/i,
  version: /^(?:app|release|target|image|git)?[-_]?(?:version|tag|release)(?:[-_]?name)?$/i,
  sha: /^(?:git|commit)?[-_]?(?:sha|commit|revision)(?:[-_]?(?:sha|id|hash))?$/i,
  ref: /^(?:git)?[-_]?(?:ref|branch)(?:[-_]?name)?$/i,
};

/** The inputs that bring it there, or why nobody but a person can say them. Pure. */
export function chooseInputs(asked: readonly Input[], goal: Goal): Chosen | { readonly refusal: string } {
  const inputs: Record<string, string> = {};
  const usual: Record<string, string> = {};
  for (const input of asked) {
    const found = valueFor(input, goal);
    if (found === 'usual') {
      if (input.usual !== undefined) usual[input.name] = input.usual;
    } else if ('refusal' in found) return found;
    else if (input.options.length > 0 && !input.options.includes(found.value))
      return { refusal: `its input ${input.name} does not offer ${found.value}` };
    else inputs[input.name] = found.value;
  }
  return { inputs, usual };
}

function valueFor(input: Input, goal: Goal): Found {
  const { name, type } = input;
  if (type === 'environment' || names.environment.test(name)) return environmentFor(input, goal);
  if (names.version.test(name)) return versionFor(input, goal);
  if (names.sha.test(name)) return { value: goal.sha };
  if (names.ref.test(name)) return { value: goal.ref };
  if (input.isRequired && input.usual === undefined && type !== 'boolean')
    return { refusal: `it asks for ${name}, which only a person can say` };
  return 'usual';
}

/** Under the name it has there: `production` may be offered as `prod`. */
function environmentFor({ name, options }: Input, { environment, environmentName }: Goal): Found {
  const own = environmentName ?? environment;
  if (options.length === 0 || options.includes(own)) return { value: own };
  const [alike, another] = options.filter(
    (option) => environmentOfDeployment({ environment: option }) === environment,
  );
  return alike !== undefined && another === undefined && environment !== 'preview'
    ? { value: alike }
    : { refusal: `its input ${name} offers ${options.join(', ')}, and none is plainly ${own}` };
}

/** A usual version, such as `latest`, would be another one than is meant. */
function versionFor({ name, isRequired, usual }: Input, { version, sha }: Goal): Found {
  if (version !== undefined) return { value: version };
  return isRequired || usual
    ? { refusal: `it asks for ${name}, and ${sha.slice(0, 7)} has no version` }
    : 'usual';
}
