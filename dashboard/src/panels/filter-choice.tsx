import type { RunStatus } from '@smartops/contract';
import { ChevronDown } from 'lucide-react';
import { Menu } from '../ui/menu.tsx';

export const statuses = ['failed', 'running', 'pending', 'success'] as const satisfies readonly RunStatus[];

const statusWords: Readonly<Record<string, string>> = {
  failed: 'Failed',
  running: 'Running',
  pending: 'Pending',
  success: 'Success',
};

interface FilterChoiceProps {
  title: string;
  options: readonly string[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** One part of a filter: any, or one of what there is. */
export function FilterChoice({ title, options, value, onChange }: FilterChoiceProps) {
  return (
    <Menu
      label={value ? `${title}: ${wordOf(value)}` : title}
      look="ghost"
      items={[
        { label: 'Any', chosen: value === undefined, run: () => onChange(undefined) },
        ...withChosen(options, value).map((option) => ({
          label: wordOf(option),
          chosen: option === value,
          run: () => onChange(option),
        })),
      ]}
    >
      <span className={value ? 'font-medium' : ''}>{value ? wordOf(value) : title}</span>
      <ChevronDown size={14} aria-hidden />
    </Menu>
  );
}

const wordOf = (value: string) => statusWords[value] ?? value;

/** What can be chosen, and what the address asks for though it is not among it. */
export const withChosen = (options: readonly string[], chosen: string | undefined): readonly string[] =>
  chosen === undefined || options.includes(chosen) ? options : [chosen, ...options];
