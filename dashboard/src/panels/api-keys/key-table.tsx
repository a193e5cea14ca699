import type { ApiKey } from '@smartops/contract';
import { roleWord } from '../../facts/roles.ts';
import { parseTime } from '../../format/age.ts';
import { formatExact } from '../../format/time.ts';
import { Age } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { Menu } from '../../ui/menu.tsx';
import { type Column, menuColumn, Table } from '../../ui/table.tsx';
import { expiryOf } from './expiry.ts';

const columns: readonly Column[] = [
  'Key',
  { title: 'Scopes', look: 'max-tab:hidden' },
  { title: 'Role', look: 'max-tab:hidden' },
  { title: 'Made by', look: 'max-wide:hidden' },
  { title: 'Expires', look: 'r' },
  { title: 'Last used', look: 'r max-tab:hidden' },
  menuColumn,
];

interface KeyTableProps {
  keys: readonly ApiKey[];
  /** The one that was made just now. */
  newest: string | undefined;
  onRevoke: (key: ApiKey) => void;
}

export function KeyTable({ keys, newest, onRevoke }: KeyTableProps) {
  return (
    <Table columns={columns}>
      {keys.map((key) => (
        <tr key={key.id} className={key.id === newest ? 'is-new' : undefined}>
          <td className="two max-w-52 max-tab:max-w-40">
            <div className="truncate font-medium">{key.name}</div>
            <div className="mono">{key.start}…</div>
          </td>
          <td className="max-w-72 whitespace-normal text-fg-2 max-tab:hidden">{key.scopes.join(', ')}</td>
          <td className="max-tab:hidden">{roleWord[key.role]}</td>
          <td className="max-w-40 truncate text-fg-2 max-wide:hidden">{key.createdBy}</td>
          <td className="r">
            <Expiry at={parseTime(key.expiresAt)} />
          </td>
          <td className="r text-fg-2 max-tab:hidden">
            {key.lastUsedAt === null ? 'never' : <Age at={Date.parse(key.lastUsedAt)} />}
          </td>
          <td className="end">
            <Menu label={`${key.name} menu`} items={[{ label: 'Revoke…', run: () => onRevoke(key) }]} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Expiry({ at }: { at: number | null }) {
  const now = useNow(60_000);
  const { words, look } = expiryOf(at, now);
  if (look === 'far') return <span title={at === null ? undefined : formatExact(at)}>{words}</span>;
  return <Status look={look === 'gone' ? 'offline' : 'warning'}>{words}</Status>;
}
