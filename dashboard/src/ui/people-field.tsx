import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { findPeople, type Person } from '../facts/people.ts';

interface PeopleFieldProps {
  label: string;
  /** Its name in the form. */
  name: string;
  people: readonly Person[];
  value: string;
  onChange: (id: string) => void;
  error?: string | undefined;
}

/** With fewer there is nothing to search. */
const searchable = 6;

/** One of the people who are there: a list to choose from, with a search once it is long. */
export function PeopleField({ label, name, people, value, onChange, error }: PeopleFieldProps) {
  const [words, setWords] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const shown = findPeople(people, words);
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    const [first] = list.current?.querySelectorAll('input') ?? [];
    (list.current?.querySelector<HTMLInputElement>('input:checked') ?? first)?.focus();
  };
  return (
    <fieldset className="radios" aria-describedby={error && `${id}e`}>
      <legend>{label}</legend>
      {people.length > searchable && (
        <div className="field people-find">
          <Search size={14} aria-hidden />
          <input
            type="search"
            placeholder="Name or address"
            aria-label={`Find: ${label}`}
            value={words}
            onChange={({ target }) => setWords(target.value)}
            onKeyDown={enter}
          />
        </div>
      )}
      <div className="people" ref={list}>
        {shown.map((one) => (
          <label key={one.id}>
            <input
              type="radio"
              name={name}
              value={one.id}
              checked={one.id === value}
              aria-invalid={error !== undefined && one.id === value}
              onChange={() => onChange(one.id)}
            />
            <span className="min-w-0 truncate">
              {one.name} {one.note && <span className="text-fg-3">{one.note}</span>}
            </span>
          </label>
        ))}
        {shown.length === 0 && <p className="text-fg-2">Nobody here is called that.</p>}
      </div>
      {error && (
        <p className="err" id={`${id}e`} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
