import { ComboBox, type ComboOption } from '../../ui/combo-box.tsx';
import { Chip, Chips } from './chips.tsx';
import { useEdit } from './edit.ts';

interface WordsFieldProps {
  /** What one of them is called: `name`. */
  one: string;
  /** What none of them means. */
  any: string;
  values: readonly string[];
  known: readonly string[];
  onChange: (values: string[]) => void;
}

/** Several texts in which `*` stands for anything. */
export function WordsField({ one, any, values, known, onChange }: WordsFieldProps) {
  const { isLocked } = useEdit();
  const options: ComboOption[] = known.map((value) => ({ value, label: value }));
  return (
    <Chips
      add={one}
      isLocked={isLocked}
      adding={(done) => (
        <ComboBox
          label={`Which ${one.toLowerCase()}`}
          shown=""
          placeholder="Any text; * stands for any"
          options={options}
          free={(text) => `Use “${text}”`}
          onPick={(value) => {
            onChange([...new Set([...values, value])]);
            done();
          }}
        />
      )}
    >
      {values.length === 0 && <span className="text-fg-2">{any}</span>}
      {values.map((value) => (
        <Chip
          key={value}
          text={value}
          isLocked={isLocked}
          onRemove={() => onChange(values.filter((other) => other !== value))}
        />
      ))}
    </Chips>
  );
}
