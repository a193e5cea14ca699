import { z } from 'zod';
import { readYaml } from '../workflow-yaml.ts';

/** What a workflow asks for when it is started by hand. */
export interface Input {
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: string;
  /** Undefined when there is none. */
  readonly usual: string | undefined;
  /** Of a choice; empty where any text will do. */
  readonly options: readonly string[];
}

/** What starts a workflow, as far as it matters here. */
export interface Triggers {
  /** Undefined when it cannot be started by hand. */
  readonly inputs: readonly Input[] | undefined;
  /** Whether a new GitHub Deployment starts it. */
  readonly onDeployment: boolean;
}

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Given = z.object({
  required: z.boolean().nullish(),
  type: z.string().nullish(),
  default: Scalar.nullish(),
  options: z.array(Scalar).nullish(),
});
const Dispatch = z.object({ inputs: z.record(z.string(), Given.nullable()).nullish() }).nullable();
const Events = z.union([
  z.string().transform((name) => ({ [name]: null }) as Record<string, unknown>),
  z
    .array(z.string())
    .transform((names) => Object.fromEntries(names.map((name) => [name, null])) as Record<string, unknown>),
  z.record(z.string(), z.unknown()),
]);
const Workflow = z.object({ on: Events });

/** Reads the text of a workflow. Pure; undefined when it is none. */
export function readTriggers(text: string): Triggers | undefined {
  const events = Workflow.safeParse(readYaml(text)).data?.on;
  if (!events) return undefined;
  const dispatch = 'workflow_dispatch' in events ? Dispatch.safeParse(events.workflow_dispatch) : undefined;
  if (dispatch && !dispatch.success) return undefined;
  return {
    inputs:
      dispatch && Object.entries(dispatch.data?.inputs ?? {}).map(([name, given]) => toInput(name, given)),
    onDeployment: 'deployment' in events,
  };
}

function toInput(name: string, given: z.output<typeof Given> | null): Input {
  return {
    name,
    isRequired: given?.required ?? false,
    type: given?.type ?? 'string',
    usual: given?.default ?? undefined,
    options: given?.options ?? [],
  };
}
