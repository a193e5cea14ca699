import { FingerprintPattern, Plus } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import { formatMoment } from '../../format/time.ts';
import { auth, type Passkey } from '../../live/auth.ts';
import type { CallError } from '../../live/exchange.ts';
import { addPasskey, passkeysMissing } from '../../live/passkeys.ts';
import { reload } from '../../live/reload.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { NotRead } from '../call-notes.tsx';

export function Passkeys() {
  const { data, error, mutate } = useSWR<readonly Passkey[], CallError>(['passkeys'], () =>
    auth('passkey/list-user-passkeys'),
  );
  const [open, setOpen] = useState<'add' | Passkey>();
  const close = () => setOpen(undefined);
  return (
    <Sheet label="Passkeys" half>
      <Head line title="Passkeys" note={data && data.length > 0 && `${data.length}`}>
        <button type="button" className="btn" onClick={() => setOpen('add')}>
          <Plus size={14} aria-hidden />
          Add a passkey…
        </button>
      </Head>
      {!data && !error && <SkeletonRows rows={2} tall />}
      {error && !data && <NotRead error={error} retry={() => void mutate()} />}
      {data?.length === 0 && (
        <div className="empty">
          <h3>No passkey yet</h3>
          <p>
            A passkey signs you in with a fingerprint, a face or a PIN. It cannot be guessed, phished or
            reused.
          </p>
        </div>
      )}
      {data && data.length > 0 && (
        <ul className="list">
          {data.map((passkey) => (
            <li key={passkey.id} className="alert-row">
              <FingerprintPattern size={14} className="text-fg-3" aria-hidden />
              <div className="min-w-0">
                <p className="truncate font-medium">{passkey.name || 'Passkey'}</p>
                <p className="text-fg-3 text-xs">{addedAt(passkey)}</p>
              </div>
              <button type="button" className="btn" onClick={() => setOpen(passkey)}>
                Remove…
              </button>
            </li>
          ))}
        </ul>
      )}
      {open === 'add' && <AddPasskey onClose={close} />}
      {typeof open === 'object' && <RemovePasskey passkey={open} onClose={close} />}
    </Sheet>
  );
}

const addedAt = ({ createdAt }: Passkey) =>
  createdAt ? `Added ${formatMoment(Date.parse(createdAt), Date.now())}` : 'Added at an unknown time';

function AddPasskey({ onClose }: { onClose: () => void }) {
  const submit = useSubmit(async (said) => {
    const missing = passkeysMissing();
    if (missing) throw new Error(missing);
    await addPasskey(said('name').trim() || 'Passkey');
    await reload('passkeys', 'listMembers');
    onClose();
  });
  return (
    <FormDialog
      title="Add a passkey"
      act="Continue in the browser"
      note="Your browser asks where to keep it."
      submit={submit}
      onClose={onClose}
    >
      <Field
        label="Name, to tell it apart"
        name="name"
        maxLength={60}
        placeholder="Laptop"
        error={submit.error('name')}
      />
    </FormDialog>
  );
}

function RemovePasskey({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const name = passkey.name || 'Passkey';
  return (
    <Confirm
      title={`Remove the passkey “${name}”`}
      act="Remove passkey"
      keep="Keep it"
      onClose={onClose}
      run={async () => {
        await auth('passkey/delete-passkey', { id: passkey.id });
        await reload('passkeys', 'listMembers');
      }}
    >
      <p>
        “{name}” signs nobody in here any more. Your device still lists it until you delete it there. Browsers
        that are signed in stay signed in.
      </p>
    </Confirm>
  );
}
