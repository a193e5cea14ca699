import type { Sender } from '@smartops/contract';
import { parseTime } from '../../format/age.ts';
import { call } from '../../live/call.ts';
import { reload } from '../../live/reload.ts';
import { Age } from '../../ui/age.tsx';
import { Status } from '../../ui/glyph.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useAct } from '../../ui/use-act.ts';
import type { Done, SenderDeed } from './deed.ts';

const kindWord: Record<Sender['kind'], string> = {
  alertmanager: 'Alertmanager',
  grafana: 'Grafana',
  generic: 'JSON',
};

interface SenderTableProps {
  senders: readonly Sender[];
  mayChange: boolean;
  onDeed: (deed: SenderDeed) => void;
  onDone: (done: Done) => void;
}

export function SenderTable({ senders, ...row }: SenderTableProps) {
  return (
    <div className="tw">
      <table>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Sender</th>
            <th scope="col" className="max-tab:hidden">
              Kind
            </th>
            <th scope="col" className="max-tab:hidden">
              Delivers to
            </th>
            <th scope="col" className="r max-tab:hidden">
              Alerts
            </th>
            <th scope="col" className="r">
              Heard
            </th>
            <th scope="col" className="end">
              <span className="sr-only">Menu</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {senders.map((sender) => (
            <Row key={sender.id} sender={sender} {...row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { sender: Sender } & Omit<SenderTableProps, 'senders'>;

function Row({ sender, mayChange, onDeed, onDone }: RowProps) {
  const { name, kind, tokenStart, path, received, receivedAt, refusal } = sender;
  const isRefused = refusal && (receivedAt === null || Date.parse(refusal.at) > Date.parse(receivedAt));
  return (
    <>
      <tr>
        <td>
          <State sender={sender} isRefused={Boolean(isRefused)} />
        </td>
        <td className="two max-w-52 max-tab:max-w-40">
          <div className="truncate font-medium">{name}</div>
          <div className="mono">{tokenStart}…</div>
        </td>
        <td className="text-fg-2 max-tab:hidden">{kindWord[kind]}</td>
        <td className="mono max-w-64 truncate text-fg-2 max-tab:hidden" title={path}>
          {path}
        </td>
        <td className="r text-fg-2 max-tab:hidden">{received.toLocaleString('en-US')}</td>
        <td className="r">{receivedAt === null ? 'never' : <Age at={parseTime(receivedAt)} />}</td>
        <td className="end">{mayChange && <RowMenu sender={sender} onDeed={onDeed} onDone={onDone} />}</td>
      </tr>
      {isRefused && (
        <tr>
          <td />
          <td colSpan={6} className="whitespace-normal py-2 text-fg-2">
            The last delivery was refused: {refusal.reason}
          </td>
        </tr>
      )}
    </>
  );
}

function State({ sender: { revoked, receivedAt }, isRefused }: { sender: Sender; isRefused: boolean }) {
  if (revoked) return <Status look="offline">Revoked</Status>;
  if (isRefused) return <Status look="warning">Refused</Status>;
  return receivedAt === null ? (
    <Status look="pending">Waiting</Status>
  ) : (
    <Status look="healthy">Heard</Status>
  );
}

function RowMenu({ sender, onDeed, onDone }: Omit<RowProps, 'mayChange'>) {
  const { id, name, revoked, version } = sender;
  const { failure, act } = useAct(async () => {
    const changed = await call('updateSender', { id, version, revoked: !revoked });
    const text = `The token of “${name}” is ${revoked ? 'taken again' : 'refused'} from now on.`;
    onDone({ text, sender: changed.sender, removed: false });
    await reload('listSenders');
  });
  return (
    <>
      {failure && (
        <span className="err" role="alert">
          {failure}
        </span>
      )}
      <Menu
        label={`${name} menu`}
        items={[
          { label: 'Edit…', run: () => onDeed({ what: 'edit', sender }) },
          { label: 'New token…', run: () => onDeed({ what: 'rotate', sender }) },
          { label: revoked ? 'Take its token again' : 'Revoke its token', run: act },
          { label: 'Remove…', apart: true, run: () => onDeed({ what: 'remove', sender }) },
        ]}
      />
    </>
  );
}
