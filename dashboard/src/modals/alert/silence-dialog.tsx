import type { Alert, Silence } from '@smartops/contract';
import { useState } from 'react';
import { mutate } from 'swr';
import { draftFor, draftOf, type SilenceDraft, toForm } from '../../facts/silence-form.ts';
import { call, useMe } from '../../live/call.ts';
import { tellNews } from '../../state/alert-news.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import type { AboutAlerts } from './about.ts';
import { Matchers } from './matchers.tsx';
import { SilencePreview } from './silence-preview.tsx';
import { SilenceTimes } from './silence-times.tsx';

const kinds = { once: 'Once', weekly: 'Every week' } as const;
const kindTexts = {
  once: 'For a while, from now or from a time on.',
  weekly: 'A maintenance window: the same hours on some days of every week.',
};

interface SilenceDialogProps extends AboutAlerts {
  alerts: readonly Alert[];
  silence: Silence | undefined;
}

/** What is to be kept quiet and for how long, with what that hides. */
export function SilenceDialog({ alerts, silence, onClose }: SilenceDialogProps) {
  const me = useMe();
  const [now] = useState(() => Date.now());
  const [draft, setDraft] = useState(() => (silence ? draftOf(silence, now) : draftFor(alerts, now)));
  const change = (part: Partial<SilenceDraft>) => setDraft({ ...draft, ...part });
  const form = toForm(draft, now);
  const submit = useSubmit(async () => {
    if (!form) return;
    if (silence) await call('updateSilence', { ...form, id: silence.id });
    else await call('createSilence', form);
    await mutate((key) => Array.isArray(key) && key[0] === 'listSilences');
    onClose();
    tellNews({ text: `Silenced: ${form.comment}`, isFailure: false, undo: undefined });
  });
  return (
    <FormDialog
      title={silence ? `Change “${silence.comment}”` : 'Silence what matches'}
      act={silence ? 'Save' : 'Silence'}
      submit={submit}
      note={me && `Recorded as ${me.name}`}
      onClose={onClose}
    >
      <Matchers matchers={draft.matchers} onChange={(matchers) => change({ matchers })} />
      <Choices
        label="When"
        name="kind"
        options={['once', 'weekly']}
        words={kinds}
        text={kindTexts[draft.kind]}
        value={draft.kind}
        onChange={(kind) => change({ kind, ...(kind === 'weekly' && { endsAt: '' }) })}
      />
      <SilenceTimes draft={draft} onChange={change} error={submit.error} />
      <Field
        label="Why"
        name="comment"
        maxLength={500}
        value={draft.comment}
        error={submit.error('comment')}
        onChange={({ target }) => change({ comment: target.value })}
        placeholder="Drains after the rollback"
      />
      <CheckBox
        label="Let critical alerts through"
        checked={draft.exceptCritical}
        onChange={({ target }) => change({ exceptCritical: target.checked })}
      />
      <SilencePreview form={form} />
    </FormDialog>
  );
}
