import { SearchField } from '../ui/search-field.tsx';
import { FilterChoice } from './filter-choice.tsx';

interface FilterBarProps<Name extends string> {
  label: string;
  placeholder: string;
  /** The words as they are typed, before anybody is asked. */
  typed: string;
  filter: { readonly [Each in Name]?: string | undefined };
  parts: readonly { readonly name: Name; readonly title: string; readonly options: readonly string[] }[];
  onChange: (name: Name | 'text', value: string | undefined) => void;
}

/** Words to look for, and what can be chosen of each part. */
export function FilterBar<Name extends string>(props: FilterBarProps<Name>) {
  const { label, placeholder, typed, filter, parts, onChange } = props;
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <SearchField
        label={label}
        placeholder={placeholder}
        value={typed}
        onChange={(value) => onChange('text', value)}
      />
      {parts.map(({ name, title, options }) => (
        <FilterChoice
          key={name}
          title={title}
          options={options}
          value={filter[name]}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </div>
  );
}
