import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { type Span, type SpanUnit, spanUnits } from './amount.ts';
import { useEdit } from './edit.ts';

export function Part({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="re-part">
      <legend>
        {title} {note && <span className="re-note">{note}</span>}
      </legend>
      {children}
    </fieldset>
  );
}

interface RowProps {
  title: string;
  /** The places in the spec whose faults stand under it. */
  paths?: readonly string[];
  hint?: ReactNode;
  children: ReactNode;
}

/** One line of the form, what is wrong with it, and what it means. */
export function Row({ title, paths = [], hint, children }: RowProps) {
  const { fault } = useEdit();
  return (
    <div className="re-row">
      <span className="re-k">{title}</span>
      <div className="re-line">{children}</div>
      {paths.map((path) => {
        const words = fault(path);
        return (
          words && (
            <p key={path} id={faultId(path)} className="err" role="alert">
              {words}
            </p>
          )
        );
      })}
      {hint && <p className="re-hint">{hint}</p>}
    </div>
  );
}

const faultId = (path: string) => `fault-${path.replace(/[^\w]/g, '-')}`;

/** What ties a field to the sentence about it. */
export function useFault(path: string) {
  const words = useEdit().fault(path);
  return words === undefined ? {} : ({ 'aria-invalid': true, 'aria-describedby': faultId(path) } as const);
}

interface NumberProps {
  label: string;
  path: string;
  value: string;
  unit: string;
  placeholder?: string;
  /** Set elsewhere, so that it is only read here. */
  isFixed?: boolean;
  onChange: (text: string) => void;
}

export function NumberField(props: NumberProps) {
  const { label, path, value, unit, placeholder, isFixed = false, onChange } = props;
  const { isLocked } = useEdit();
  const fault = useFault(path);
  // Whoever writes another unit need not read this one.
  const isPlain = /^[-−\d.,\s]*$/.test(value);
  return (
    <label className={`field re-num${fault['aria-invalid'] ? ' wrong' : ''}`}>
      <input
        {...fault}
        aria-label={unit ? `${label}, ${unit}` : label}
        inputMode="decimal"
        autoComplete="off"
        disabled={isLocked || isFixed}
        value={value}
        placeholder={placeholder}
        onChange={({ target }) => onChange(target.value)}
      />
      {unit && isPlain && !(placeholder && value === '') && <span aria-hidden>{unit}</span>}
    </label>
  );
}

interface SpanProps {
  label: string;
  path: string;
  value: Span;
  onChange: (span: Span) => void;
}

const unitWords: Record<SpanUnit, string> = { s: 'seconds', min: 'minutes', h: 'hours', d: 'days' };

export function SpanField({ label, path, value, onChange }: SpanProps) {
  const { isLocked } = useEdit();
  const fault = useFault(path);
  return (
    <span className={`field re-span${fault['aria-invalid'] ? ' wrong' : ''}`}>
      <input
        {...fault}
        aria-label={`${label}, ${unitWords[value.unit]}`}
        inputMode="decimal"
        autoComplete="off"
        disabled={isLocked}
        value={value.amount}
        onChange={({ target }) => onChange({ ...value, amount: target.value })}
      />
      <select
        aria-label={`Unit of ${label.toLowerCase()}`}
        disabled={isLocked}
        value={value.unit}
        onChange={({ target }) => onChange({ ...value, unit: target.value as SpanUnit })}
      >
        {spanUnits.map((unit) => (
          <option key={unit}>{unit}</option>
        ))}
      </select>
    </span>
  );
}

interface PickProps<Option extends string> {
  label: string;
  words: Readonly<Record<Option, string>>;
  value: Option;
  onChange: (option: Option) => void;
}

/** One of several, as a list that opens. */
export function Pick<Option extends string>({ label, words, value, onChange }: PickProps<Option>) {
  const id = useId();
  const { isLocked } = useEdit();
  return (
    <span className="choose re-pick">
      <select
        id={id}
        className="text"
        aria-label={label}
        disabled={isLocked}
        value={value}
        onChange={({ target }) => onChange(target.value as Option)}
      >
        {(Object.entries(words) as [Option, string][]).map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden />
    </span>
  );
}
