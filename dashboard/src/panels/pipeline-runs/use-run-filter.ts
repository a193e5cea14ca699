import type { RunFilter } from '@smartops/contract';
import { setUrl, text, useUrl } from '../../state/url-state.ts';
import { names, toFilter } from './filter.ts';

const fields = {
  status: text(names.status),
  repository: text(names.repository),
  workflow: text(names.workflow),
  branch: text(names.branch),
  actor: text(names.actor),
  environment: text(names.environment),
  text: text(names.text),
};
const nothing = Object.fromEntries(Object.values(names).map((name) => [name, undefined]));

/** The filter of the runs; it lives in the address. `typed` is the text as it stands in its field. */
export function useRunFilter() {
  const [status] = useUrl(fields.status);
  const [repository] = useUrl(fields.repository);
  const [workflow] = useUrl(fields.workflow);
  const [branch] = useUrl(fields.branch);
  const [actor] = useUrl(fields.actor);
  const [environment] = useUrl(fields.environment);
  const [typed] = useUrl(fields.text);
  return {
    filter: toFilter({ status, repository, workflow, branch, actor, environment, text: typed }),
    typed: typed ?? '',
    change: (name: keyof RunFilter, value: string | undefined) =>
      setUrl({ [names[name]]: value || undefined }, 'replace'),
    clear: () => setUrl(nothing, 'replace'),
  };
}
