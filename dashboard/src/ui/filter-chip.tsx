import { Plus, X } from 'lucide-react';
import { Menu, type MenuItem } from './menu.tsx';

interface FilterChipProps {
  title: string;
  /** What is chosen, in words; nothing when left out. */
  value: string | undefined;
  items: readonly MenuItem[];
  onClear: () => void;
}

/** One part of a filter: what it is about, what is chosen, and a way to take that back. */
export function FilterChip({ title, value, items, onClear }: FilterChipProps) {
  return (
    <span className="al-chip">
      <Menu label={value ? `${title}: ${value}` : title} look={`chip${value ? ' on' : ''}`} items={items}>
        {value ? (
          <>
            <span className="text-fg-3">{title}</span>
            <span className="max-w-40 truncate">{value}</span>
          </>
        ) : (
          <>
            <Plus size={14} aria-hidden />
            {title}
          </>
        )}
      </Menu>
      {value && (
        <button
          type="button"
          className="btn icon"
          aria-label={`Any ${title.toLowerCase()}`}
          onClick={onClear}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}

interface ChoiceChipProps {
  title: string;
  options: readonly string[];
  value: string | undefined;
  /** Options that have other words than themselves. */
  words?: Readonly<Record<string, string>> | undefined;
  onChange: (value: string | undefined) => void;
}

/** One of what there is. What is asked for stays to be seen, though there is none of it; without any choice there is no chip. */
export function ChoiceChip({ title, options, value, words = {}, onChange }: ChoiceChipProps) {
  const wordOf = (one: string) => words[one] ?? one;
  const all = value === undefined || options.includes(value) ? options : [value, ...options];
  if (all.length === 0) return null;
  const items: MenuItem[] = all.map((one) => ({
    label: wordOf(one),
    chosen: one === value,
    run: () => onChange(one),
  }));
  return (
    <FilterChip
      title={title}
      value={value && wordOf(value)}
      items={items}
      onClear={() => onChange(undefined)}
    />
  );
}
