import type { Matcher } from '@smartops/contract';
import { Plus, X } from 'lucide-react';
import { useId } from 'react';

interface MatchersProps {
  matchers: readonly Matcher[];
  onChange: (matchers: readonly Matcher[]) => void;
}

const names = ['resource', 'rule', 'severity', 'region', 'source', 'account', 'title', 'metric'];

/** What an alert has to be; all of it. */
export function Matchers({ matchers, onChange }: MatchersProps) {
  const list = useId();
  const put = (index: number, part: Partial<Matcher>) =>
    onChange(matchers.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset className="matchers">
      <legend>
        Alerts whose <span className="text-fg-3">(* stands for any text; a label goes by its name)</span>
      </legend>
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {matchers.map(({ name, op, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a matcher is known by its place; its words change while one types.
        <div key={index} className="matcher">
          <input
            className="text"
            list={list}
            aria-label={`Name of matcher ${index + 1}`}
            value={name}
            onChange={({ target }) => put(index, { name: target.value })}
          />
          <select
            className="text"
            aria-label={`How matcher ${index + 1} compares`}
            value={op}
            onChange={({ target }) => put(index, { op: target.value === '=' ? '=' : '!=' })}
          >
            <option value="=">is</option>
            <option value="!=">is not</option>
          </select>
          <input
            className="text"
            aria-label={`Value of matcher ${index + 1}`}
            value={value}
            onChange={({ target }) => put(index, { value: target.value })}
          />
          <button
            type="button"
            className="btn icon"
            aria-label={`Remove matcher ${index + 1}`}
            disabled={matchers.length === 1}
            onClick={() => onChange(matchers.filter((_, at) => at !== index))}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="btn chip"
        onClick={() => onChange([...matchers, { name: 'resource', op: '=', value: '' }])}
      >
        <Plus size={14} aria-hidden />
        Matcher
      </button>
    </fieldset>
  );
}
