import type { RunData } from '@smartops/contract';
import { z } from 'zod';
import { readYaml } from './workflow-yaml.ts';

/** A job as the workflow's file has it. */
export interface JobTemplate {
  readonly key: string;
  /** What its jobs are called, where no expression stands in it. */
  readonly label: string;
  /** Keys of other jobs. */
  readonly needs: readonly string[];
}

const Needs = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Jobs = z.object({
  jobs: z.record(z.string(), z.object({ name: z.coerce.string().nullish(), needs: Needs.nullish() })),
});

/** The jobs of a workflow's file; undefined when it is none. Pure. */
export function readJobs(text: string): JobTemplate[] | undefined {
  const { data } = Jobs.safeParse(readYaml(text));
  return (
    data &&
    Object.entries(data.jobs).map(([key, { name, needs }]) => ({
      key,
      label: name ?? key,
      needs: needs ?? [],
    }))
  );
}

type Job = Pick<RunData['jobs'][number], 'id' | 'name' | 'startedAt' | 'finishedAt'>;

/**
 * For each job of a run the jobs that it waited for, by id. GitHub's API has no graph, so jobs are found by their names in the
 * file: `name`, `name (matrix values)`, `caller / called`, and expressions as any text. Undefined when one of them is not found. Pure.
 */
export function needsOf(
  jobs: readonly Job[],
  templates: readonly JobTemplate[],
): Map<string, readonly string[]> | undefined {
  const keysOf = new Map(jobs.map((job) => [job.id, keysFor(job.name, templates)]));
  if ([...keysOf.values()].some((keys) => keys.length === 0)) return undefined;
  const needsBy = new Map(templates.map(({ key, needs }) => [key, needs]));
  return new Map(
    jobs.map((job) => {
      const keys = new Set(keysOf.get(job.id)?.flatMap((key) => needsBy.get(key) ?? []));
      const needed = jobs.filter(
        (one) =>
          one.id !== job.id && keysOf.get(one.id)?.some((key) => keys.has(key)) && mayPrecede(one, job),
      );
      return [job.id, needed.map(({ id }) => id)];
    }),
  );
}

/** Several templates may have one name, and then only times tell which of their needs are meant. */
const mayPrecede = (need: Job, job: Job) =>
  job.startedAt === null || (need.finishedAt !== null && need.finishedAt <= job.startedAt + 1_000);

function keysFor(name: string, templates: readonly JobTemplate[]): string[] {
  const [caller = name] = name.split(' / ');
  const plain = caller.replace(/ \([^()]*\)$/, '');
  for (const said of new Set([name, caller, plain])) {
    const same = templates.filter(({ label }) => label === said);
    if (same.length > 0) return same.map(({ key }) => key);
  }
  return templates.filter(({ label }) => isLike(label, caller)).map(({ key }) => key);
}

/** Whether a label with expressions in it could have become this name: its parts stand there in their order. */
function isLike(label: string, name: string): boolean {
  const [first = '', ...rest] = label.split(/\$\{\{.*?\}\}/);
  const last = rest.pop();
  if (last === undefined || !name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
