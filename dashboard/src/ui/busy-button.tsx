import type { ComponentProps } from 'react';
import { Glyph } from './glyph.tsx';

interface BusyButtonProps extends ComponentProps<'button'> {
  busy: boolean;
  /** `md ink`, `danger-solid` … */
  look?: string;
}

/** A button whose work takes a moment: it keeps its width and its name, and takes no second click. */
export function BusyButton({ busy, look = '', children, onClick, ...rest }: BusyButtonProps) {
  return (
    <button
      type="submit"
      {...rest}
      className={`btn ${look}`}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      <span className={`inline-flex items-center gap-1.5 ${busy ? 'opacity-0' : ''}`}>{children}</span>
      {busy && (
        <span className="absolute inset-0 grid place-content-center">
          <Glyph look="running" />
        </span>
      )}
    </button>
  );
}
