interface SegmentsProps<Option extends string> {
  label: string;
  options: readonly Option[];
  /** What each is called in full; drawn where `full`, else told on hover. */
  words: Readonly<Record<Option, string>>;
  full?: boolean;
  value: Option;
  onChange: (option: Option) => void;
}

/** A few options of which one is chosen. */
export function Segments<Option extends string>({
  label,
  options,
  words,
  full = false,
  value,
  onChange,
}: SegmentsProps<Option>) {
  return (
    <fieldset className="seg" aria-label={label}>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          title={words[option]}
          onClick={() => onChange(option)}
        >
          {full ? words[option] : option}
        </button>
      ))}
    </fieldset>
  );
}
