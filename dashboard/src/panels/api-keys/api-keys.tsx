import type { ApiKey } from '@smartops/contract';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { call, useCall } from '../../live/call.ts';
import type { Reply } from '../../live/paths.ts';
import { reload } from '../../live/reload.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { NotRead } from '../call-notes.tsx';
import { KeyTable } from './key-table.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';

/** Keys for machines: what each may do, until when, and whether it is used. */
export function ApiKeys() {
  const { data, error, mutate } = useCall('listApiKeys', {});
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Reply<'createApiKey'>>();
  const [revoking, setRevoking] = useState<ApiKey>();
  return (
    <Sheet label="API keys">
      <Head line title="API keys" note={data && data.keys.length > 0 && `${data.keys.length}`}>
        <button type="button" className="btn" onClick={() => setMaking(true)}>
          <Plus size={14} aria-hidden />
          New key…
        </button>
      </Head>
      {made && (
        <ShownOnce
          title={`Copy the key “${made.key.name}” now`}
          text="It is shown once. Only its hash is kept, so nobody can show it again."
          label={`API key ${made.key.name}`}
          value={made.secret}
          stored="I have stored it"
          onStored={() => setMade(undefined)}
        />
      )}
      {!data && !error && <SkeletonRows rows={3} tall />}
      {error && !data && <NotRead error={error} retry={() => void mutate()} />}
      {data?.keys.length === 0 && (
        <div className="empty">
          <h3>No key yet</h3>
          <p>
            A key lets a machine read the API, or follow the stream, within its scopes and until its last day:{' '}
            <span className="mono">Authorization: Bearer …</span>
          </p>
        </div>
      )}
      {data && data.keys.length > 0 && (
        <KeyTable keys={data.keys} newest={made?.key.id} onRevoke={setRevoking} />
      )}
      {making && <NewKeyDialog onMade={setMade} onClose={() => setMaking(false)} />}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </Sheet>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { id, name, start, lastUsedAt } = apiKey;
  return (
    <Confirm
      title={`Revoke the key “${name}”`}
      act={`Revoke ${name}`}
      keep="Keep it"
      onClose={onClose}
      run={async () => {
        await call('revokeApiKey', { id });
        await reload('listApiKeys');
      }}
    >
      <p>
        Whatever still uses <span className="mono">{start}…</span> is refused from the next request on, and
        its streams close within 5 s. This cannot be undone.
      </p>
      {lastUsedAt === null && <p className="text-fg-2">It was never used.</p>}
    </Confirm>
  );
}
