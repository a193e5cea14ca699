interface LinesFieldProps {
  label: string;
  text: string;
  onChange: (text: string) => void;
  /** The lines that something is wrong with, from 1. */
  wrong?: ReadonlySet<number | undefined>;
  isInvalid: boolean;
  /** The id of what says why. */
  describedBy: string | undefined;
  fewest?: number;
  placeholder?: string;
  readOnly?: boolean;
  look?: string;
}

/** A text with the numbers of its lines, which is what errors speak of. */
export function LinesField(props: LinesFieldProps) {
  const { label, text, wrong, isInvalid, describedBy, fewest = 1, placeholder, readOnly, look = '' } = props;
  const lines = Math.max(fewest, text.split('\n').length);
  return (
    <div className={`yaml ${look}`}>
      <div aria-hidden className="yaml-nums">
        {Array.from({ length: lines }, (_, index) => index + 1).map((line) => (
          <div key={line} className={wrong?.has(line) ? 'is-wrong' : ''}>
            {line}
          </div>
        ))}
      </div>
      <textarea
        aria-label={label}
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
        spellCheck={false}
        autoCapitalize="off"
        wrap="off"
        rows={lines}
        placeholder={placeholder}
        readOnly={readOnly}
        value={text}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </div>
  );
}
