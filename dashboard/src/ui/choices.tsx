import { useId } from 'react';

interface ChoicesProps<Option extends string> {
  label: string;
  name: string;
  options: readonly Option[];
  words: Readonly<Record<Option, string>>;
  /** What the chosen one means, under all of them. */
  text?: string;
  value: Option;
  onChange: (option: Option) => void;
}

/** One of a few, as a field of a form. */
export function Choices<Option extends string>({
  label,
  name,
  options,
  words,
  text,
  value,
  onChange,
}: ChoicesProps<Option>) {
  const id = useId();
  return (
    <fieldset className="lab" aria-describedby={text && id}>
      <legend className="lab-line">{label}</legend>
      <div className="seg choices">
        {options.map((option) => (
          <label key={option}>
            <input
              type="radio"
              className="sr-only"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            {words[option]}
          </label>
        ))}
      </div>
      {text && (
        <p id={id} className="text-fg-3 text-xs">
          {text}
        </p>
      )}
    </fieldset>
  );
}
