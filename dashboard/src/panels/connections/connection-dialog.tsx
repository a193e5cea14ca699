import type { ConnectionSetting, ConnectionTest } from '@smartops/contract';
import { useId, useRef, useState } from 'react';
import { call, useCall } from '../../live/call.ts';
import { tellSaved } from '../../live/last-save.ts';
import { reload } from '../../live/reload.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { NotRead } from '../call-notes.tsx';
import { ConnectionField } from './form-field.tsx';
import { type FormField, fieldsOf, textOf, toConfig } from './form-fields.ts';
import { TestOutcome } from './test-outcome.tsx';

interface ConnectionDialogProps {
  /** The one to change; without it one is added. */
  connection?: ConnectionSetting;
  onClose: () => void;
}

const kinds = ['evm', 'github', 'aws'] as const;
type Kind = (typeof kinds)[number];
const words = { evm: 'EVM chain', github: 'GitHub', aws: 'AWS' };

/** Sets a connection up: tries it first, and shows what the source says when it does not answer. */
export function ConnectionDialog({ connection, onClose }: ConnectionDialogProps) {
  const id = useId();
  const { data, error, mutate } = useCall('listSourceKinds', {});
  const [kind, setKind] = useState<Kind>(kinds.find((one) => one === connection?.kind) ?? 'evm');
  const [test, setTest] = useState<ConnectionTest>();
  const anyway = useRef(false);
  const schema = data?.kinds.find((one) => one.id === kind)?.schema;
  const { first, more } = fieldsOf(schema ?? {});
  const submit = useSubmit(async (said) => {
    const config = toConfig([...first, ...more], said);
    if (!anyway.current) {
      setTest(undefined);
      const tried = await call('testConnection', { kind, config, ...(connection && { id: connection.id }) });
      setTest(tried.test);
      if (!tried.test.ok) return;
    }
    const title = said('title').trim() || undefined;
    const { save } = connection
      ? await call('updateConnection', {
          ...{ id: connection.id, version: connection.version, config },
          ...(title && { title }),
        })
      : await call('addConnection', { kind, config, ...(title && { title }) });
    tellSaved('connections', save);
    await reload('listConnections', 'getSettings');
    onClose();
  });
  const choose = (next: Kind) => {
    setKind(next);
    setTest(undefined);
  };
  return (
    <Dialog
      title={connection ? `Edit ${connection.title}` : 'Connect a system'}
      note="Secrets are sealed and never shown again."
      onClose={onClose}
      foot={
        <>
          <span className="flex-1">Recorded in the audit log</span>
          <button type="button" className="btn" onClick={onClose}>
            Cancel
          </button>
          {test && !test.ok && (
            <BusyButton
              form={id}
              busy={submit.busy}
              onClick={() => {
                anyway.current = true;
              }}
            >
              Save anyway
            </BusyButton>
          )}
          <BusyButton
            form={id}
            busy={submit.busy}
            look="ink"
            onClick={() => {
              anyway.current = false;
            }}
          >
            {connection ? 'Test and save' : 'Test and connect'}
          </BusyButton>
        </>
      }
    >
      {!data && !error && <SkeletonRows rows={5} tall />}
      {error && !data && <NotRead error={error} retry={() => void mutate()} />}
      {data && (
        <form id={id} className="form" {...submit.form}>
          {!connection && (
            <Choices
              label="System"
              name="kind"
              options={kinds}
              words={words}
              value={kind}
              onChange={choose}
            />
          )}
          <Fields key={kind} fields={first} connection={connection} submit={submit} />
          <Field
            label="Title"
            name="title"
            maxLength={100}
            autoComplete="off"
            defaultValue={connection?.title}
            hint={<span className="text-fg-3 text-xs">optional</span>}
            error={submit.error('title')}
          />
          {more.length > 0 && (
            <details open={more.some(({ name }) => submit.error(`config.${name}`)) || undefined}>
              <summary className="text-fg-2">More settings</summary>
              <div className="grid gap-4 pt-4">
                <Fields key={kind} fields={more} connection={connection} submit={submit} />
              </div>
            </details>
          )}
          {submit.failure && (
            <p className="err" role="alert">
              {submit.failure}
            </p>
          )}
          {test && <TestOutcome test={test} />}
        </form>
      )}
    </Dialog>
  );
}

function Fields({
  fields,
  connection,
  submit,
}: {
  fields: readonly FormField[];
  connection: ConnectionSetting | undefined;
  submit: ReturnType<typeof useSubmit>;
}) {
  return fields.map((field) => (
    <ConnectionField
      key={field.name}
      field={field.group ? { ...field, title: `${field.group}: ${field.title}` } : field}
      value={connection ? textOf(connection.config, field.name) : ''}
      stored={connection?.secrets.find((secret) => secret.field === field.name)}
      error={submit.error(`config.${field.name}`)}
    />
  ));
}
