import { Plus, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';

interface ChipProps {
  /** What it is a value of. */
  part?: string;
  text: string;
  isLocked: boolean;
  onRemove: () => void;
}

/** One value that somebody chose. */
export function Chip({ part, text, isLocked, onRemove }: ChipProps) {
  return (
    <span className="re-chip" title={text}>
      {part && <span className="text-fg-3">{part}</span>}
      <span className="truncate">{text}</span>
      {!isLocked && (
        <button type="button" aria-label={`Remove ${part ? `${part} ` : ''}${text}`} onClick={onRemove}>
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}

interface ChipsProps {
  /** What one more is called: `Scope`. */
  add: string;
  isLocked: boolean;
  /** The values there are. */
  children: ReactNode;
  /** The fields for one more; `done` closes them. */
  adding: (done: () => void) => ReactNode;
}

/** Values that somebody chose, and the way to one more. */
export function Chips({ add, isLocked, children, adding }: ChipsProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLFieldSetElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen) place.current?.querySelector<HTMLElement>('select, input')?.focus();
    else if (wasOpen.current) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const close = () => setOpen(false);
  return (
    <>
      <div className="re-chips">
        {children}
        {!isLocked && (
          <button
            ref={button}
            type="button"
            className="re-chip is-add"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Plus size={12} aria-hidden />
            {add}
          </button>
        )}
      </div>
      {isOpen && (
        <fieldset
          ref={place}
          aria-label={`One more: ${add.toLowerCase()}`}
          className="re-adding"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            close();
          }}
        >
          {adding(close)}
        </fieldset>
      )}
    </>
  );
}
