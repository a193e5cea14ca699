import { Fragment } from 'react';
import type { Panel, Size } from './panel.tsx';

/** A page is a list of panels, from what matters most to what matters least; a size where it is not the panel's own. */
export function PanelPage({ panels }: { panels: readonly (Panel | readonly [Panel, Size])[] }) {
  return panels.map((entry) => {
    const [panel, size] = 'id' in entry ? [entry, undefined] : entry;
    return <Fragment key={panel.id}>{panel.render(size)}</Fragment>;
  });
}
