import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

export interface ComboOption {
  readonly value: string;
  readonly label: string;
  /** Quieter, at the end of its line. */
  readonly note?: string | undefined;
}

interface ComboBoxProps {
  label: string;
  /** What is chosen, in words; stands in the field until somebody types. */
  shown: string;
  options: readonly ComboOption[];
  placeholder?: string;
  /** For what is none of them: `Use “web-*”`. Without it only options can be chosen. */
  free?: (text: string) => string;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
  onPick: (value: string) => void;
}

const most = 60;

/** A field with a list to choose from, as WAI-ARIA has it: typing narrows it, the arrow keys walk, Enter takes. */
export function ComboBox(props: ComboBoxProps) {
  const { label, shown, options, placeholder, free, disabled, invalid, describedBy, onPick } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  /** Undefined while it is closed. */
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const found = typed === undefined ? [] : narrowed(options, typed);
  const asked = typed?.trim() ?? '';
  const own = free && asked !== '' && !options.some(({ value }) => value === asked) ? free(asked) : undefined;
  const lines = [...found.slice(0, most), ...(own === undefined ? [] : [{ value: asked, label: own }])];
  const current = lines[Math.min(at, lines.length - 1)];
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);

  function open(text: string) {
    setTyped(text);
    setAt(0);
  }
  function pick(value: string) {
    setTyped(undefined);
    onPick(value);
  }
  function press(event: KeyboardEvent) {
    const last = lines.length - 1;
    if (event.key === 'Escape' && typed !== undefined) setTyped(undefined);
    else if (event.key === 'ArrowDown') typed === undefined ? open('') : setAt(Math.min(at + 1, last));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      if (typed !== undefined && current) pick(current.value);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div className="combo">
      <input
        ref={input}
        className="text"
        role="combobox"
        aria-label={label}
        aria-expanded={typed !== undefined}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={typed !== undefined && current ? `${id}-${lines.indexOf(current)}` : undefined}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        placeholder={typed === undefined ? placeholder : shown || placeholder}
        value={typed ?? shown}
        onChange={({ target }) => open(target.value)}
        onClick={() => typed === undefined && open('')}
        onKeyDown={press}
        onBlur={() => setTyped(undefined)}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        hidden={typed === undefined}
        className="combo-list"
      >
        {lines.map((line, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's.
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus; it names the line by its id.
          <div
            key={line.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={line === current}
            className="combo-line"
            // Before the field loses the focus and closes the list.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(line.value)}
          >
            <span className="truncate">{line.label}</span>
            {'note' in line && line.note && <span className="combo-note">{line.note}</span>}
          </div>
        ))}
        {found.length > most && <p className="combo-more">{found.length - most} more; type to narrow</p>}
        {lines.length === 0 && <p className="combo-more">Nothing here fits</p>}
      </div>
    </div>
  );
}

/** Those that hold every word that was typed, in any case. */
function narrowed(options: readonly ComboOption[], text: string): readonly ComboOption[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  return options.filter(({ value, label }) =>
    words.every((word) => value.toLowerCase().includes(word) || label.toLowerCase().includes(word)),
  );
}
