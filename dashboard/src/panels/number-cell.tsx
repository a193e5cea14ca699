import { useId } from 'react';
import type { Draft } from './settings-form.ts';

interface NumberCellProps {
  label: string;
  /** Its place in the settings. */
  place: string;
  /** Null where there is none yet. */
  standing: number | null;
  unit: string;
  draft: Draft;
  disabled: boolean;
}

/** A number in a table that is typed over; what is wrong with it stands under it. */
export function NumberCell({ label, place, standing, unit, draft, disabled }: NumberCellProps) {
  const id = useId();
  const error = draft.errors[place];
  const text = standing === null ? '' : `${standing}`;
  return (
    <>
      <span className={`field number${disabled ? ' off' : ''}${error ? ' wrong' : ''}`}>
        <input
          aria-label={label}
          inputMode="decimal"
          autoComplete="off"
          value={draft.typed[place] ?? text}
          placeholder={standing === null ? 'none' : undefined}
          disabled={disabled}
          aria-invalid={error !== undefined}
          aria-describedby={error && id}
          onChange={({ target }) => draft.type(place, target.value, text)}
          onKeyDown={({ key }) => key === 'Enter' && draft.save()}
        />
        <span aria-hidden>{unit}</span>
      </span>
      {error && (
        <p id={id} className="err whitespace-normal" role="alert">
          {error}
        </p>
      )}
    </>
  );
}
