import type { Me, Notice } from '@smartops/contract';

/** What rings somebody's bell: what others and the system did, and what is for nobody else. */
export function noticesFor(notices: readonly Notice[], me: Me | undefined): readonly Notice[] {
  if (!me) return notices;
  const id = me.kind === 'loopback' ? null : me.id;
  return notices.filter(({ by, to }) => !(by && by.id === id) && (to === null || to === id));
}
