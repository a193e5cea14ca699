import { mayAct } from '../facts/action-kinds.ts';
import { useMe } from '../live/call.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';

/** What can be done about the thing that a dialog shows; absent for those who may only look. */
export function ActionsMenu({ items }: { items: readonly MenuItem[] }) {
  return mayAct(useMe()) && items.length > 0 ? <Menu label="Actions" items={items} /> : null;
}
