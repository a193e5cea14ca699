import { setUrl, text, useUrl } from '../../state/url-state.ts';
import { type RunFilter, statuses } from './filter.ts';

const names = {
  status: 'run-status',
  repository: 'repository',
  workflow: 'workflow',
  branch: 'branch',
  words: 'run',
} as const satisfies Record<keyof RunFilter, string>;
const fields = {
  status: text(names.status),
  repository: text(names.repository),
  workflow: text(names.workflow),
  branch: text(names.branch),
  words: text(names.words),
};
const nothing = Object.fromEntries(Object.values(names).map((name) => [name, undefined]));

/** The filter of the runs; it lives in the address. */
export function useRunFilter() {
  const [asked] = useUrl(fields.status);
  const [repository] = useUrl(fields.repository);
  const [workflow] = useUrl(fields.workflow);
  const [branch] = useUrl(fields.branch);
  const [words] = useUrl(fields.words);
  const status = statuses.find((one) => one === asked);
  return {
    filter: { status, repository, workflow, branch, words },
    change: (name: keyof RunFilter, value: string | undefined) =>
      setUrl({ [names[name]]: value || undefined }, 'replace'),
    clear: () => setUrl(nothing, 'replace'),
  };
}
