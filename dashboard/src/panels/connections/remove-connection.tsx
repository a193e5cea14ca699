import type { ConnectionSetting } from '@smartops/contract';
import { call } from '../../live/call.ts';
import { tellSaved } from '../../live/last-save.ts';
import { reload } from '../../live/reload.ts';
import { Confirm } from '../../ui/confirm.tsx';

export function RemoveConnection({
  connection,
  onClose,
}: {
  connection: ConnectionSetting;
  onClose: () => void;
}) {
  const { id, title, version, secrets } = connection;
  return (
    <Confirm
      title={`Remove ${title}`}
      act={`Remove ${title}`}
      keep="Keep it"
      onClose={onClose}
      run={async () => {
        const { save } = await call('removeConnection', { id, version });
        tellSaved('connections', save);
        await reload('listConnections', 'getSettings');
      }}
    >
      <p>It is not looked at any more, and what was seen of it leaves the screens.</p>
      <p className="text-fg-2">
        It can be undone for 30 days;{' '}
        {secrets.length > 0
          ? 'until then its secrets stay sealed, then they are deleted.'
          : 'then it is gone.'}
      </p>
    </Confirm>
  );
}
