import type { DeploymentFilter } from '@smartops/contract';
import { setUrl, text, useUrl } from '../../state/url-state.ts';
import { names, toFilter } from './filter.ts';

const fields = {
  environment: text(names.environment),
  service: text(names.service),
  status: text(names.status),
  author: text(names.author),
  text: text(names.text),
};
const nothing = Object.fromEntries(Object.values(names).map((name) => [name, undefined]));

/** The filter of the deployments; it lives in the address. `typed` is the text as it stands in its field. */
export function useDeploymentFilter() {
  const [environment] = useUrl(fields.environment);
  const [service] = useUrl(fields.service);
  const [status] = useUrl(fields.status);
  const [author] = useUrl(fields.author);
  const [typed] = useUrl(fields.text);
  return {
    filter: toFilter({ environment, service, status, author, text: typed }),
    typed: typed ?? '',
    change: (name: keyof DeploymentFilter, value: string | undefined) =>
      setUrl({ [names[name]]: value || undefined }, 'replace'),
    clear: () => setUrl(nothing, 'replace'),
  };
}
