import { type KeyboardEvent, type ReactNode, useEffect } from 'react';

interface TabsProps<Option extends string> {
  label: string;
  options: readonly Option[];
  words: Readonly<Record<Option, string>>;
  /** Beside a name: how many, or what is wrong. */
  counts?: Readonly<Partial<Record<Option, ReactNode>>>;
  value: Option;
  /** The id of the part they switch. */
  controls: string;
  onChange: (option: Option) => void;
}

/** Tabs as WAI-ARIA has them: one stop for Tab, the arrow keys walk and choose. */
export function Tabs<Option extends string>(props: TabsProps<Option>) {
  const { label, options, words, counts, value, controls, onChange } = props;
  // On a narrow screen the chosen one may be beyond the edge.
  useEffect(() => {
    document.getElementById(`${controls}-${value}`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [controls, value]);

  function walk(event: KeyboardEvent<HTMLDivElement>) {
    const at = options.indexOf(value);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const option = next === undefined ? undefined : options.at(next % options.length);
    if (!option) return;
    event.preventDefault();
    onChange(option);
    document.getElementById(`${controls}-${option}`)?.focus();
  }
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={walk}>
      {options.map((option) => (
        <button
          key={option}
          id={`${controls}-${option}`}
          type="button"
          role="tab"
          aria-selected={option === value}
          aria-controls={controls}
          tabIndex={option === value ? 0 : -1}
          onClick={() => onChange(option)}
        >
          {words[option]} {counts?.[option] && <span className="count">{counts[option]}</span>}
        </button>
      ))}
    </div>
  );
}
