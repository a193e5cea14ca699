import { ExternalLink, X } from 'lucide-react';
import { severityWord } from '../../facts/looks.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Chip, Chips } from './chips.tsx';
import { useEdit } from './edit.ts';
import { Part, Row, useFault } from './fields.tsx';
import { usualName } from './start.ts';

const noDatas = ['keep', 'fire', 'resolve'] as const;
const noDataWords = { keep: 'Keep its state', fire: 'Fire', resolve: 'Resolve' };
const noDataTexts = {
  keep: 'What fires goes on firing, what is quiet stays quiet. Nothing is assumed.',
  fire: 'A series that says nothing is taken for one that is wrong.',
  resolve: 'An alert ends when its series says nothing.',
};
const severities = ['info', 'warning', 'error', 'critical'] as const;

/** What it is called, and whether it is on. */
export function NamePart() {
  const { form, set, isLocked } = useEdit();
  const fault = useFault('name');
  return (
    <Part title="Rule">
      <Row title="Name" paths={['name']}>
        <input
          {...fault}
          className="text"
          aria-label="Name"
          autoComplete="off"
          maxLength={120}
          disabled={isLocked}
          value={form.name}
          placeholder={usualName(form) || 'What it is called'}
          onChange={({ target }) => set({ name: target.value })}
        />
      </Row>
      <Row title="On">
        <CheckBox
          label={form.enabled ? 'It judges what comes' : 'Off: it is kept and judges nothing'}
          aria-label="On"
          checked={form.enabled}
          disabled={isLocked}
          onChange={({ target }) => set({ enabled: target.checked })}
        />
      </Row>
    </Part>
  );
}

/** What silence means, how grave it is, and what an alert carries. */
export function RestParts() {
  const { form, set, isLocked } = useEdit();
  const isOfSeries = form.kind === 'threshold' || form.kind === 'change';
  return (
    <>
      {isOfSeries && (
        <Part title="No data">
          <fieldset disabled={isLocked} className="contents">
            <Choices
              label="When the series is silent"
              name="noData"
              options={noDatas}
              words={noDataWords}
              text={noDataTexts[form.noData]}
              value={form.noData}
              onChange={(noData) => set({ noData })}
            />
          </fieldset>
        </Part>
      )}
      <Part title="Severity">
        <fieldset disabled={isLocked} className="contents">
          <Choices
            label="Severity"
            name="severity"
            options={severities}
            words={severityWord}
            value={form.severity}
            onChange={(severity) => set({ severity })}
          />
        </fieldset>
      </Part>
      <Part title="Labels" note="for routes and silences">
        <Labels />
        <Runbook />
      </Part>
    </>
  );
}

function Labels() {
  const { form, set, isLocked, fault } = useEdit();
  const { labels } = form;
  const wrong = labels.flatMap(({ name }) => fault(`labels.${name}`) ?? []);
  return (
    <>
      <Chips
        add="Label"
        isLocked={isLocked}
        adding={(done) => (
          <NewLabel
            onAdd={(name, value) => {
              set({ labels: [...labels.filter((one) => one.name !== name), { name, value }] });
              done();
            }}
            onCancel={done}
          />
        )}
      >
        {labels.length === 0 && <span className="text-fg-2">none</span>}
        {labels.map(({ name, value }) => (
          <Chip
            key={name}
            part={name}
            text={value}
            isLocked={isLocked}
            onRemove={() => set({ labels: labels.filter((one) => one.name !== name) })}
          />
        ))}
      </Chips>
      {wrong.map((words) => (
        <p key={words} className="err" role="alert">
          {words}
        </p>
      ))}
    </>
  );
}

function NewLabel({
  onAdd,
  onCancel,
}: {
  onAdd: (name: string, value: string) => void;
  onCancel: () => void;
}) {
  const add = (text: string) => {
    const [name = '', ...rest] = text.split('=');
    if (name.trim()) onAdd(name.trim(), rest.join('=').trim());
  };
  return (
    <>
      <input
        className="text"
        aria-label="Label, as name=value"
        placeholder="team=shop"
        autoComplete="off"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          add(event.currentTarget.value);
        }}
        onBlur={({ currentTarget }) => currentTarget.value.trim() && add(currentTarget.value)}
      />
      <button type="button" className="btn icon" aria-label="No label" onClick={onCancel}>
        <X size={14} aria-hidden />
      </button>
    </>
  );
}

function Runbook() {
  const { form, set, isLocked } = useEdit();
  const fault = useFault('runbook');
  const isLink = /^https?:\/\/\S+$/.test(form.runbook.trim());
  return (
    <Row title="Runbook" paths={['runbook']}>
      <input
        {...fault}
        className="text"
        type="url"
        aria-label="Runbook"
        autoComplete="off"
        disabled={isLocked}
        value={form.runbook}
        placeholder="https://wiki.example/what-to-do"
        onChange={({ target }) => set({ runbook: target.value })}
      />
      {isLink && (
        <a
          className="btn icon"
          href={form.runbook.trim()}
          target="_blank"
          rel="noreferrer"
          aria-label="Open the runbook"
          title="Open the runbook"
        >
          <ExternalLink size={14} aria-hidden />
        </a>
      )}
    </Row>
  );
}
