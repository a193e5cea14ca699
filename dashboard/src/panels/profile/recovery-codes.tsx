import { Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { save } from '../../ui/save.ts';

/** The recovery codes, shown once. */
export function RecoveryCodes({ codes, onStored }: { codes: readonly string[]; onStored: () => void }) {
  const text = codes.join('\n');
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="notice">
      <Glyph look="warning" />
      <div className="notice-text">
        <p className="font-medium" ref={heading} tabIndex={-1}>
          Keep your recovery codes now
        </p>
        <p className="text-fg-2">
          They are shown once. Each signs you in once, when the phone is lost. Keep them where the password is
          not.
        </p>
        <ul className="codes code my-2">
          {codes.map((code) => (
            <li key={code} className="text-fg">
              {code}
            </li>
          ))}
        </ul>
        <span className="flex flex-wrap gap-2">
          <CopyButton text={text} label="Copy" />
          <button
            type="button"
            className="btn"
            onClick={() => save(`${text}\n`, 'smartops-recovery-codes.txt')}
          >
            <Download size={14} aria-hidden />
            Download
          </button>
          <button type="button" className="btn ghost" onClick={onStored}>
            I have stored them
          </button>
        </span>
      </div>
    </div>
  );
}
