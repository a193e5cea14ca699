import type { RuleChoices, RuleScope, ScopeChoice } from '@smartops/contract';
import { useState } from 'react';
import { kindWord } from '../../facts/metric-words.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { Chip, Chips } from './chips.tsx';
import { useEdit } from './edit.ts';
import { Pick } from './fields.tsx';

const lists = ['kinds', 'connections', 'accounts', 'regions', 'resources'] as const;
type ListName = (typeof lists)[number];

const words: Record<ListName, string> = {
  kinds: 'kind',
  connections: 'source',
  accounts: 'account',
  regions: 'region',
  resources: 'resource',
};

/** Everything, or what is chosen: of one part any of its values, of several parts each. */
export function ScopeField() {
  const { form, set, choices, isLocked } = useEdit();
  const { scope } = form;
  const change = (more: Partial<RuleScope>) => set({ scope: { ...scope, ...more } });
  const titleOf = (name: ListName, value: string) =>
    name === 'kinds' ? kindWord(value) : (choices?.[name].find((one) => one.value === value)?.label ?? value);
  const isAll = lists.every((name) => scope[name].length === 0) && Object.keys(scope.tags).length === 0;
  return (
    <Chips
      add="Scope"
      isLocked={isLocked}
      adding={(done) => <Adding scope={scope} choices={choices} onChange={change} onDone={done} />}
    >
      {isAll && <span className="text-fg-2">everything that there is</span>}
      {lists.flatMap((name) =>
        scope[name].map((value) => (
          <Chip
            key={`${name} ${value}`}
            part={words[name]}
            text={titleOf(name, value)}
            isLocked={isLocked}
            onRemove={() => change({ [name]: scope[name].filter((one) => one !== value) })}
          />
        )),
      )}
      {Object.entries(scope.tags).map(([name, value]) => (
        <Chip
          key={`tag ${name}`}
          part={`tag ${name}`}
          text={value}
          isLocked={isLocked}
          onRemove={() => {
            const { [name]: _, ...tags } = scope.tags;
            change({ tags });
          }}
        />
      ))}
    </Chips>
  );
}

interface AddingProps {
  scope: RuleScope;
  choices: RuleChoices | undefined;
  onChange: (more: Partial<RuleScope>) => void;
  onDone: () => void;
}

const ownTag = 'tag';

function Adding({ scope, choices, onChange, onDone }: AddingProps) {
  const [part, setPart] = useState<string>('kinds');
  const tags = choices?.tags ?? [];
  const parts = {
    ...words,
    ...Object.fromEntries(tags.map(({ name }) => [`tag ${name}`, `tag ${name}`])),
    [ownTag]: 'another tag',
  };
  const list = lists.find((name) => name === part);
  const tag = part.startsWith('tag ') ? part.slice(4) : undefined;
  const known: readonly ScopeChoice[] = list
    ? (choices?.[list] ?? [])
    : (tags.find(({ name }) => name === tag)?.values ?? []);

  function add(value: string) {
    if (list) onChange({ [list]: [...new Set([...scope[list], value])] });
    else {
      const [name = '', text = '*'] = tag === undefined ? value.split('=') : [tag, value];
      if (name.trim()) onChange({ tags: { ...scope.tags, [name.trim()]: text.trim() } });
    }
    onDone();
  }
  return (
    <>
      <Pick label="Part of the scope" words={parts} value={part} onChange={setPart} />
      <ComboBox
        label={`Which ${parts[part as keyof typeof parts] ?? part}`}
        shown=""
        placeholder={part === ownTag ? 'name=value' : 'Any text; * stands for any'}
        options={known.map(({ value, label, count }) => ({
          value,
          label: part === 'kinds' ? `${kindWord(value)}, ${value}` : (label ?? value),
          note: `${count}`,
        }))}
        free={(text) => `Use “${text}”`}
        onPick={add}
      />
    </>
  );
}
