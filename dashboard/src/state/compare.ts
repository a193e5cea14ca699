import { setUrl, text, useUrl } from './url-state.ts';

const fields = { to: text('compare'), from: text('with') };

/** Opens the comparison of a deployment with another, or with what was live before it. */
export const openCompare = (to: string, from?: string): void => setUrl({ compare: to, with: from }, 'push');

export const closeCompare = (): void => setUrl({ compare: undefined, with: undefined }, 'push');

/** The two that the address asks to compare. */
export function useCompare(): { readonly id: string; readonly with?: string } | undefined {
  const [id] = useUrl(fields.to);
  const [from] = useUrl(fields.from);
  return id ? { id, ...(from && { with: from }) } : undefined;
}
