import type { MomentKind } from '@smartops/contract';
import type { NewMoment } from './incident.ts';

/** So many of a kind are told one by one. */
export const most = 25;
const words: Partial<Record<MomentKind, string>> = { alert: 'alerts began', 'alert-ended': 'alerts ended' };

/** A storm is told by its first alerts and by how many more there were; the list of alerts has them all. */
export function fewer(moments: readonly NewMoment[]): NewMoment[] {
  return [...Map.groupBy(moments, ({ kind }) => kind)].flatMap(([kind, all]) => {
    const word = words[kind];
    const [first, ...rest] = all.slice(most);
    if (!word || !first || rest.length === 0) return all;
    const at = Math.max(...[first, ...rest].map((moment) => moment.at));
    const text = `${(rest.length + 1).toLocaleString('en-US')} more ${word}`;
    return [...all.slice(0, most), { at, kind, text, key: `${first.key}:more` }];
  });
}
