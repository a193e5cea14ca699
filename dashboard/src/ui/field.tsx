import { type ComponentProps, type ReactNode, useId } from 'react';

interface FieldProps extends Omit<ComponentProps<'input'>, 'id' | 'className'> {
  label: string;
  name: string;
  /** Beside the label, at its end. */
  hint?: ReactNode;
  /** The sentence about what is wrong with it. */
  error?: string | undefined;
  mono?: boolean;
}

/** A labelled text field; what is wrong with it stands under it and is read with it. */
export function Field({ label, hint, error, mono = false, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="lab">
      <div className="lab-line">
        <label htmlFor={id}>{label}</label>
        {hint}
      </div>
      <input
        {...input}
        id={id}
        className={`text${mono ? ' mono' : ''}`}
        aria-invalid={error !== undefined}
        aria-describedby={error && `${id}e`}
      />
      {error && (
        <p className="err" id={`${id}e`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
