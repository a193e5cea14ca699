import type { ConnectionSetting } from '@smartops/contract';

/** Where a connection leads, in a few words. */
export function reachesOf({ kind, config, secrets, origin }: ConnectionSetting): string {
  if (origin === 'demo') return 'the practice cloud';
  if (kind === 'host') return 'this machine';
  const list = (value: unknown) => [value ?? []].flat().join(', ');
  if (kind === 'aws') return list(config.regions) || '—';
  if (kind === 'github') return `${config.owner ?? '—'}/${list(config.repositories) || '—'}`;
  return secrets.find(({ hint }) => hint)?.hint ?? '—';
}
