import type { Me } from '@smartops/contract';
import { useState } from 'react';
import { mutate } from 'swr';
import { roleText, roleWord } from '../../facts/roles.ts';
import { auth } from '../../live/auth.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

export function Person({ me }: { me: Me }) {
  const [name, setName] = useState(me.name);
  const { busy, error, form } = useSubmit(async () => {
    await auth('update-user', { name: name.trim() });
    await mutate(() => true);
  }, 'name');
  const changed = name.trim() !== me.name && name.trim() !== '';
  return (
    <Sheet label="You" half>
      <Head line title="You" note={me.workspace.name} />
      <form className="form" {...form}>
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          maxLength={100}
          value={name}
          onChange={({ target }) => setName(target.value)}
          error={error('name')}
        />
        <dl className="kv">
          <dt>Email</dt>
          <dd>{me.email}</dd>
          <dt>Role</dt>
          <dd>
            {roleWord[me.role]}
            {me.approver && ', approves changes to production'}
            <span className="block text-fg-3 text-xs">{roleText[me.role]}</span>
          </dd>
        </dl>
        <BusyButton busy={busy} disabled={!changed}>
          Save name
        </BusyButton>
      </form>
    </Sheet>
  );
}
