import type { Channel, NotifyRoute } from '@smartops/contract';
import { useState } from 'react';
import { severityWord } from '../../facts/looks.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { StepFields } from './step-fields.tsx';
import { WindowFields } from './window-fields.tsx';
import { labelsIn, wordsIn } from './words.ts';

interface RouteDialogProps {
  route: NotifyRoute;
  isNew: boolean;
  channels: readonly Channel[];
  onDone: (route: NotifyRoute) => void;
  onClose: () => void;
}

const severities = ['info', 'warning', 'error', 'critical'] as const;
const worlds = ['any', 'real', 'demo'] as const;
const worldWord = { any: 'Both', real: 'Real systems', demo: 'Demo' } as const;

/** One route. It is put into the list; the list is saved as a whole. */
export function RouteDialog({ route, isNew, channels, onDone, onClose }: RouteDialogProps) {
  const [draft, setDraft] = useState(route);
  const set = (more: Partial<NotifyRoute>) => setDraft((now) => ({ ...now, ...more }));
  const setMatch = (more: Partial<NotifyRoute['match']>) => set({ match: { ...draft.match, ...more } });
  const submit = useSubmit(async (said) => {
    const labels = labelsIn(said('labels'));
    const sources = wordsIn(said('sources'));
    onDone({
      ...draft,
      name: said('name').trim() || 'Route',
      groupMs: Math.max(0, Math.round(Number(said('group')) * 60_000)),
      match: { ...draft.match, labels, sources },
    });
  });
  const hours = { days: [1, 2, 3, 4, 5], timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  return (
    <FormDialog
      title={isNew ? 'Add a route' : `Change “${route.name}”`}
      act={isNew ? 'Add to the list' : 'Apply'}
      note="Saved with the list"
      submit={submit}
      onClose={onClose}
    >
      <Field
        label="Name"
        name="name"
        autoComplete="off"
        maxLength={80}
        defaultValue={route.name}
        placeholder="Checkout, by night"
      />
      <Choices
        label="Severity, and worse"
        name="severity"
        options={severities}
        words={severityWord}
        value={draft.match.severity}
        onChange={(severity) => setMatch({ severity })}
      />
      <Choices
        label="World"
        name="world"
        options={worlds}
        words={worldWord}
        value={draft.match.world}
        onChange={(world) => setMatch({ world })}
      />
      <Field
        label="Sources"
        name="sources"
        autoComplete="off"
        hint={<span className="text-fg-3 text-xs">empty: any; aws*, github:harbor</span>}
        defaultValue={draft.match.sources.join(', ')}
      />
      <Field
        label="Labels"
        name="labels"
        autoComplete="off"
        hint={<span className="text-fg-3 text-xs">all must fit; team=shop, tier=*</span>}
        defaultValue={Object.entries(draft.match.labels)
          .map(([name, value]) => `${name}=${value}`)
          .join(', ')}
      />
      <StepFields steps={draft.steps} channels={channels} onChange={(steps) => set({ steps })} />
      <Field
        label="Group over, minutes"
        name="group"
        type="number"
        min={0}
        max={1_440}
        step="any"
        hint={<span className="text-fg-3 text-xs">the first goes at once; 0: each alone</span>}
        defaultValue={draft.groupMs / 60_000}
      />
      <WindowFields
        label="Only at certain times"
        text="Outside of them the next route is asked."
        value={draft.schedule}
        start={{ ...hours, from: '09:00', to: '17:00' }}
        onChange={(schedule) => set({ schedule })}
      />
      <WindowFields
        label="Quiet hours"
        text="What comes then is kept and sent as one when they end."
        value={draft.quiet}
        start={{ ...hours, days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00', unlessCritical: true }}
        onChange={(quiet) => set({ quiet })}
      />
      {draft.quiet && (
        <CheckBox
          label="Unless critical"
          text="Critical ones go at once, also at night."
          checked={draft.quiet.unlessCritical}
          onChange={({ target }) =>
            draft.quiet && set({ quiet: { ...draft.quiet, unlessCritical: target.checked } })
          }
        />
      )}
      <CheckBox
        label="Ask the next route as well"
        text="A channel is told once even when two routes name it."
        checked={draft.goOn}
        onChange={({ target }) => set({ goOn: target.checked })}
      />
    </FormDialog>
  );
}
