import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { fillDigits } from './digits.ts';
import { Glyph } from './glyph.tsx';

interface CodeBoxesProps {
  label: string;
  hint?: ReactNode;
  busy: boolean;
  error: string | undefined;
  /** Called when the sixth digit is there. */
  onComplete: (code: string) => void;
}

const empty = ['', '', '', '', '', ''];

/** Six digits, one box each: typing walks on, Backspace walks back, a paste fills all of them. Sent with the sixth. */
export function CodeBoxes({ label, hint, busy, error, onComplete }: CodeBoxesProps) {
  const id = useId();
  const boxes = useRef<HTMLFieldSetElement>(null);
  const [digits, setDigits] = useState<readonly string[]>(empty);
  const focus = (at: number) => boxesIn(boxes.current)[Math.min(Math.max(at, 0), 5)]?.focus();
  // It stands where something was asked for, and is asked again, empty, after a wrong code.
  useEffect(() => {
    if (busy) return;
    setDigits(empty);
    boxesIn(boxes.current)[0]?.focus();
  }, [busy]);

  function take(at: number, text: string) {
    const next = fillDigits(digits, at, text);
    setDigits(next);
    const gap = next.indexOf('');
    focus(gap < 0 ? 5 : gap);
    if (gap < 0) onComplete(next.join(''));
  }

  function walk(event: KeyboardEvent<HTMLInputElement>, at: number) {
    if (event.key === 'ArrowLeft') focus(at - 1);
    else if (event.key === 'ArrowRight') focus(at + 1);
    else if (event.key === 'Backspace' && !digits[at]) {
      setDigits(digits.with(Math.max(at - 1, 0), ''));
      focus(at - 1);
    } else return;
    event.preventDefault();
  }

  return (
    <fieldset className="lab" ref={boxes} aria-describedby={error && id}>
      <div className="lab-line">
        <legend className="contents">{label}</legend>
        {hint}
      </div>
      <div className="code-boxes">
        {digits.map((digit, at) => (
          <input
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place.
            key={at}
            className="text"
            inputMode="numeric"
            autoComplete={at === 0 ? 'one-time-code' : 'off'}
            aria-label={`Digit ${at + 1} of 6`}
            aria-invalid={error !== undefined}
            readOnly={busy}
            value={digit}
            onFocus={(event) => event.currentTarget.select()}
            onKeyDown={(event) => walk(event, at)}
            onChange={({ target }) =>
              target.value === '' ? setDigits(digits.with(at, '')) : take(at, target.value.slice(-6))
            }
            onPaste={(event) => {
              event.preventDefault();
              take(0, event.clipboardData.getData('text'));
            }}
          />
        ))}
      </div>
      {error ? (
        <p className="err" id={id} role="alert">
          {error}
        </p>
      ) : (
        <p className="flex items-center gap-1.5 text-fg-3 text-xs" role="status">
          {busy && <Glyph look="running" />}
          {busy ? 'Checking' : 'Sent with the sixth digit.'}
        </p>
      )}
    </fieldset>
  );
}

const boxesIn = (set: HTMLElement | null) => set?.querySelectorAll('input') ?? [];
