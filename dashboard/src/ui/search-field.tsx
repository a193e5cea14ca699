import { Search } from 'lucide-react';

interface SearchFieldProps {
  /** For those who hear it. */
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  look?: string;
  id?: string;
  /** What leads here from the keyboard. */
  keyHint?: string;
}

/** Words to look for. */
export function SearchField({ label, placeholder, value, onChange, look, id, keyHint }: SearchFieldProps) {
  return (
    <label className={`field ${look ?? 'w-70 max-tab:w-full'}`}>
      <Search size={14} aria-hidden />
      <input
        type="search"
        id={id}
        placeholder={placeholder}
        aria-label={label}
        maxLength={200}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {keyHint && <kbd className="max-tab:hidden">{keyHint}</kbd>}
    </label>
  );
}
