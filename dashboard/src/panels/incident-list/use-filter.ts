import { setUrl, text, useUrl } from '../../state/url-state.ts';
import { names, type Part, toFilter } from './filter.ts';

const fields = {
  tab: text(names.tab),
  severity: text(names.severity),
  assignee: text(names.assignee),
  service: text(names.service),
  span: text(names.span),
  find: text(names.find),
};
const { tab: _, ...narrowing } = names;
const nothing = Object.fromEntries(Object.values(narrowing).map((name) => [name, undefined]));

/** The filter of the incidents; it lives in the address. `typed` is the text as it stands in its field. */
export function useFilter() {
  const [tab] = useUrl(fields.tab);
  const [severity] = useUrl(fields.severity);
  const [assignee] = useUrl(fields.assignee);
  const [service] = useUrl(fields.service);
  const [span] = useUrl(fields.span);
  const [find] = useUrl(fields.find);
  return {
    filter: toFilter({ tab, severity, assignee, service, span, find }),
    typed: find ?? '',
    change: (part: Part, value: string | undefined) =>
      setUrl({ [names[part]]: value || undefined }, 'replace'),
    clear: () => setUrl(nothing, 'replace'),
  };
}
