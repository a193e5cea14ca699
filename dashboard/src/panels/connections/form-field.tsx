import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import type { FormField } from './form-fields.ts';

interface ConnectionFieldProps {
  field: FormField;
  value: string;
  /** Of a secret that is stored: what may be shown of it. */
  stored: { readonly hint: string | null } | undefined;
  error: string | undefined;
}

/** One field, drawn as its kind asks. What is stored and secret is never shown: an empty field keeps it. */
export function ConnectionField({ field, value, stored, error }: ConnectionFieldProps) {
  const id = useId();
  const { name, title, description, kind, required, usual, options } = field;
  const isSecret = kind === 'secret' || kind === 'key' || kind === 'address';
  const shared = {
    id,
    name: `config.${name}`,
    className: `text${isSecret ? ' mono' : ''}`,
    'aria-invalid': error !== undefined,
    'aria-describedby': `${id}d${error ? ` ${id}e` : ''}`,
    required: required && !stored,
    placeholder: stored ? `${stored.hint ?? 'set'}; leave empty to keep it` : usual,
    spellCheck: false,
    autoComplete: isSecret ? 'new-password' : 'off',
  };
  return (
    <div className="lab">
      <div className="lab-line">
        <label htmlFor={id}>{title}</label>
        {!required && <span className="text-fg-3 text-xs">optional</span>}
      </div>
      {kind === 'choice' ? (
        <span className="choose">
          <select {...shared} defaultValue={value}>
            <option value="">Any</option>
            {options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
          <ChevronDown size={14} aria-hidden />
        </span>
      ) : kind === 'key' ? (
        <textarea {...shared} rows={4} className="text mono area" />
      ) : (
        <input
          {...shared}
          type={kind === 'secret' ? 'password' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : kind === 'address' ? 'url' : undefined}
          defaultValue={isSecret ? '' : value}
        />
      )}
      <p id={`${id}d`} className="text-fg-3 text-xs">
        {description}
        {kind === 'list' && `${/[^.]$/.test(description ?? '') ? '.' : ''} Separate them by commas.`}
      </p>
      {error && (
        <p className="err" id={`${id}e`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
