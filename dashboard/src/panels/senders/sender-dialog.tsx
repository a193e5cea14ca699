import type { IncomingAlert, Sender, SenderMapping } from '@smartops/contract';
import { useId, useState } from 'react';
import { severityLook, severityWord } from '../../facts/looks.ts';
import { call } from '../../live/call.ts';
import { CallError } from '../../live/exchange.ts';
import { reload } from '../../live/reload.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Status } from '../../ui/glyph.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useSubmit } from '../../ui/use-submit.ts';
import type { Done, WithToken } from './deed.ts';
import { firstMapping, mappingWords, samples } from './samples.ts';

interface SenderDialogProps {
  /** The one to change; without it one is added. */
  sender?: Sender;
  onMade?: (made: WithToken) => void;
  onDone?: (done: Done) => void;
  onClose: () => void;
}

const kinds = ['alertmanager', 'grafana', 'generic'] as const;
const words = { alertmanager: 'Alertmanager', grafana: 'Grafana', generic: 'JSON' };
const parts = Object.entries(mappingWords) as [keyof typeof mappingWords, string][];

/** Adds or changes a sender; what it would send is tried on a sample before anything depends on it. */
export function SenderDialog({ sender, onMade, onDone, onClose }: SenderDialogProps) {
  const id = useId();
  const [kind, setKind] = useState<Sender['kind']>(sender?.kind ?? 'alertmanager');
  const [mapping, setMapping] = useState<SenderMapping>(sender?.mapping ?? firstMapping);
  const submit = useSubmit(async (said) => {
    const name = said('name').trim();
    const mapped = kind === 'generic' && { mapping };
    if (sender) {
      const { id: own, version } = sender;
      const changed = await call('updateSender', { id: own, version, name, ...mapped });
      onDone?.({ text: `“${name}” was changed.`, sender: changed.sender, removed: false });
    } else onMade?.(await call('addSender', { name, kind, ...mapped }));
    await reload('listSenders');
    onClose();
  });
  return (
    <Dialog
      title={sender ? `Edit ${sender.name}` : 'New sender'}
      note={!sender && 'You get a token for it, shown once.'}
      onClose={onClose}
      foot={
        <>
          <span className="flex-1">Recorded in the audit log</span>
          <button type="button" className="btn" onClick={onClose}>
            Cancel
          </button>
          <BusyButton form={id} busy={submit.busy} look="ink">
            {sender ? 'Save' : 'Add sender'}
          </BusyButton>
        </>
      }
    >
      <form id={id} className="form" {...submit.form}>
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          maxLength={100}
          placeholder="prometheus-eu"
          defaultValue={sender?.name}
          error={submit.error('name')}
        />
        {!sender && (
          <Choices label="Kind" name="kind" options={kinds} words={words} value={kind} onChange={setKind} />
        )}
        {kind === 'generic' && (
          <fieldset className="lab">
            <legend className="lab-line">Where the parts stand, as JMESPath</legend>
            <div className="pair">
              {parts.map(([part, label]) => (
                <Field
                  key={part}
                  label={label}
                  name={`mapping.${part}`}
                  mono
                  spellCheck={false}
                  autoComplete="off"
                  value={mapping[part]}
                  onChange={({ target }) => setMapping({ ...mapping, [part]: target.value })}
                  error={submit.error(`mapping.${part}`)}
                />
              ))}
              <Field
                label="States that mean it has ended"
                name="mapping.resolvedWords"
                autoComplete="off"
                value={mapping.resolvedWords.join(', ')}
                onChange={({ target }) =>
                  setMapping({
                    ...mapping,
                    resolvedWords: target.value.split(',').map((word) => word.trim()),
                  })
                }
              />
            </div>
          </fieldset>
        )}
        {submit.failure && (
          <p className="err" role="alert">
            {submit.failure}
          </p>
        )}
        <Sample key={kind} kind={kind} mapping={kind === 'generic' ? mapping : undefined} />
      </form>
    </Dialog>
  );
}

function Sample({ kind, mapping }: { kind: Sender['kind']; mapping: SenderMapping | undefined }) {
  const id = useId();
  const [text, setText] = useState(samples[kind]);
  const [found, setFound] = useState<readonly IncomingAlert[]>();
  const { busy, failure, act } = useAct(async () => {
    setFound(undefined);
    const reply = await call('previewSender', {
      kind,
      sample: parsed(text),
      ...(mapping && { mapping }),
    }).catch((error: unknown) => {
      throw error instanceof CallError ? new Error(sentenceOf(error)) : error;
    });
    setFound(reply.alerts);
  });
  return (
    <div className="lab">
      <div className="lab-line">
        <label htmlFor={id}>A sample of what it sends</label>
        <BusyButton type="button" busy={busy} onClick={act}>
          Try it
        </BusyButton>
      </div>
      <textarea
        id={id}
        className="text mono area"
        rows={8}
        spellCheck={false}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {failure && (
        <p className="err" role="alert">
          {failure}
        </p>
      )}
      {found && <Found alerts={found} />}
    </div>
  );
}

function Found({ alerts }: { alerts: readonly IncomingAlert[] }) {
  return (
    <div className="tried" role="status">
      <p className="font-medium">
        {alerts.length === 0 ? 'No alert is found in it' : `${alerts.length} found in it`}
      </p>
      {alerts.map(({ fingerprint, status, severity, title, resource, message }) => (
        <div key={fingerprint} className="min-w-0 max-w-full">
          <Status look={status === 'resolved' ? 'healthy' : severityLook[severity]}>
            {status === 'resolved' ? 'Resolved' : severityWord[severity]}
          </Status>{' '}
          <span className="font-medium">{title}</span>{' '}
          <span className="text-fg-2">
            {resource}
            {message !== title && `: ${message}`}
          </span>
        </div>
      ))}
    </div>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The sample is no JSON: ${error instanceof Error ? error.message : ''}`);
  }
}

function sentenceOf({ message, fields }: CallError): string {
  const known = Object.entries(fields).map(([path, words]) => `${path.replace('mapping.', '')}: ${words}`);
  return known.join(' ') || message;
}
