import type { AuditEntry } from '@smartops/contract';
import { formatClock, formatExact, formatMoment, formatZone } from '../../format/time.ts';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { Table } from '../../ui/table.tsx';
import { outcomeWord, shortHash, whoOf } from './filter.ts';

const dayMs = 86_400_000;
const looks = { allowed: 'healthy', refused: 'warning', failed: 'critical' } as const;

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const now = useNow(60_000);
  return (
    <Table
      columns={[
        now > 0 ? `Time, ${formatZone(now)}` : 'Time',
        { title: 'Who', look: 'max-tab:hidden' },
        'Action',
        { title: 'Target', look: 'max-tab:hidden' },
        'Outcome',
        { title: 'Because', look: 'max-wide:hidden' },
        { title: 'From', look: 'max-wide:hidden' },
        { title: 'Hash, after the one below', look: 'r max-tab:hidden' },
      ]}
    >
      {entries.map((entry) => (
        <Row key={entry.seq} entry={entry} now={now} />
      ))}
    </Table>
  );
}

function Row({ entry, now }: { entry: AuditEntry; now: number }) {
  const { seq, timestamp, actor, action, target, outcome, reason, address, hash } = entry;
  const at = Date.parse(timestamp);
  return (
    <tr>
      <td className="text-fg-2" title={`Row ${seq}, ${formatExact(at)}`}>
        {now - at < dayMs ? formatClock(at) : formatMoment(at, now)}
      </td>
      <td className="max-w-44 truncate max-tab:hidden" title={actor.name}>
        {whoOf(actor)}
      </td>
      <td className="max-w-44 max-tab:max-w-36">
        <div className="mono truncate">{action}</div>
        <div className="truncate text-fg-3 text-xs tab:hidden">{whoOf(actor)}</div>
        {target && target !== actor.name && (
          <div className="truncate text-fg-3 text-xs tab:hidden">{target}</div>
        )}
      </td>
      <td className="max-w-56 truncate text-fg-2 max-tab:hidden" title={target ?? undefined}>
        {target ?? '—'}
      </td>
      <td title={reason ?? undefined}>
        <Status look={looks[outcome]}>{outcomeWord[outcome]}</Status>
      </td>
      <td className="max-w-64 truncate text-fg-2 max-wide:hidden" title={reason ?? undefined}>
        {reason ?? '—'}
      </td>
      <td className="mono text-fg-2 max-wide:hidden">{address ?? 'server'}</td>
      <td className="mono r text-fg-3 max-tab:hidden" title={hash}>
        {shortHash(hash)}
      </td>
    </tr>
  );
}
