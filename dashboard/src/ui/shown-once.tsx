import { useEffect, useRef } from 'react';
import { CopyButton } from './copy-button.tsx';
import { Glyph } from './glyph.tsx';

interface ShownOnceProps {
  title: string;
  text: string;
  /** What the value is called. */
  label: string;
  value: string;
  stored: string;
  onStored: () => void;
}

/** A value that nobody can show again. It stays until the person says that they have it; leaving the page asks first. */
export function ShownOnce({ title, text, label, value, stored, onStored }: ShownOnceProps) {
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    heading.current?.focus();
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  return (
    <div className="notice">
      <Glyph look="warning" />
      <div className="notice-text">
        <p className="font-medium" ref={heading} tabIndex={-1}>
          {title}
        </p>
        <p className="text-fg-2">{text}</p>
      </div>
      <input
        className="text mono notice-value"
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <span className="flex gap-2">
        <CopyButton text={value} label="Copy" />
        <button type="button" className="btn ghost" onClick={onStored}>
          {stored}
        </button>
      </span>
    </div>
  );
}
