import type { ComponentProps, ReactNode } from 'react';

interface CheckBoxProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'children'> {
  label: ReactNode;
  /** A second line that says what it means. */
  text?: ReactNode;
}

export function CheckBox({ label, text, ...input }: CheckBoxProps) {
  return (
    <label className="check">
      <input {...input} type="checkbox" />
      <span>
        {label}
        {text && <span className="block text-fg-3 text-xs">{text}</span>}
      </span>
    </label>
  );
}
