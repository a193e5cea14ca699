import type { NotifyRoute } from '@smartops/contract';
import { CheckBox } from '../../ui/check-box.tsx';
import { Field } from '../../ui/field.tsx';
import { dayWords } from './words.ts';

type Window = NonNullable<NotifyRoute['schedule']>;

interface WindowFieldsProps<Value extends Window> {
  label: string;
  text: string;
  value: Value | null;
  /** What stands there when it is switched on. */
  start: Value;
  onChange: (value: Value | null) => void;
}

/** Days and hours in a time zone, or none. */
export function WindowFields<Value extends Window>({
  label,
  text,
  value,
  start,
  onChange,
}: WindowFieldsProps<Value>) {
  return (
    <fieldset className="lab gap-3">
      <legend className="sr-only">{label}</legend>
      <CheckBox
        label={label}
        text={text}
        checked={value !== null}
        onChange={({ target }) => onChange(target.checked ? start : null)}
      />
      {value && (
        <>
          <div className="days">
            {dayWords.map((word, index) => (
              <CheckBox
                key={word}
                label={word}
                checked={value.days.includes(index + 1)}
                onChange={({ target }) => {
                  const others = value.days.filter((day) => day !== index + 1);
                  onChange({ ...value, days: target.checked ? [...others, index + 1] : others });
                }}
              />
            ))}
          </div>
          <div className="pair">
            <Field
              label="From"
              name={`${label} from`}
              type="time"
              value={value.from}
              onChange={({ target }) => onChange({ ...value, from: target.value })}
            />
            <Field
              label="To"
              name={`${label} to`}
              type="time"
              value={value.to}
              onChange={({ target }) => onChange({ ...value, to: target.value })}
            />
          </div>
          <Field
            label="Time zone"
            name={`${label} zone`}
            autoComplete="off"
            value={value.timeZone}
            onChange={({ target }) => onChange({ ...value, timeZone: target.value })}
          />
        </>
      )}
    </fieldset>
  );
}
