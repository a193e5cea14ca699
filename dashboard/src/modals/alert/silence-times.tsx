import { dayWords, hourChoices, hourWords, type SilenceDraft } from '../../facts/silence-form.ts';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';

interface SilenceTimesProps {
  draft: SilenceDraft;
  onChange: (part: Partial<SilenceDraft>) => void;
  error: (name: string) => string | undefined;
}

export function SilenceTimes({ draft, onChange, error }: SilenceTimesProps) {
  const { kind, hours, startsAt, endsAt } = draft;
  const span = (
    <div className="pair">
      <Field
        label="From"
        name="startsAt"
        type="datetime-local"
        value={startsAt}
        error={error('startsAt')}
        onChange={({ target }) => onChange({ startsAt: target.value })}
      />
      <Field
        label={kind === 'weekly' ? 'Until, or empty' : 'To'}
        name="endsAt"
        type="datetime-local"
        value={endsAt}
        error={error('endsAt')}
        onChange={({ target }) => onChange({ endsAt: target.value })}
      />
    </div>
  );
  if (kind === 'weekly')
    return (
      <>
        <Window draft={draft} onChange={onChange} error={error} />
        {span}
      </>
    );
  return (
    <>
      <Choices
        label="For"
        name="hours"
        options={hourChoices}
        words={hourWords}
        value={hours}
        onChange={(next) => onChange({ hours: next })}
      />
      {hours === 'other' && span}
    </>
  );
}

function Window({ draft: { weekly }, onChange, error }: SilenceTimesProps) {
  const put = (part: Partial<SilenceDraft['weekly']>) => onChange({ weekly: { ...weekly, ...part } });
  const toggle = (day: number) =>
    put({
      days: weekly.days.includes(day) ? weekly.days.filter((one) => one !== day) : [...weekly.days, day],
    });
  return (
    <>
      <fieldset className="days">
        <legend>Begins on</legend>
        {Object.entries(dayWords).map(([day, word]) => (
          <button
            key={day}
            type="button"
            className="btn"
            aria-pressed={weekly.days.includes(Number(day))}
            onClick={() => toggle(Number(day))}
          >
            {word}
          </button>
        ))}
      </fieldset>
      <div className="trio">
        <Field
          label="At"
          name="weekly.from"
          type="time"
          value={weekly.from}
          error={error('weekly.from')}
          onChange={({ target }) => put({ from: target.value })}
        />
        <Field
          label={weekly.to <= weekly.from ? 'To, the day after' : 'To'}
          name="weekly.to"
          type="time"
          value={weekly.to}
          error={error('weekly.to')}
          onChange={({ target }) => put({ to: target.value })}
        />
        <Field
          label="Time zone"
          name="weekly.zone"
          value={weekly.zone}
          error={error('weekly.zone')}
          onChange={({ target }) => put({ zone: target.value })}
        />
      </div>
    </>
  );
}
