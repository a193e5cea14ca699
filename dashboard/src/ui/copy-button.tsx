import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

/** Copies a text; says so in its own place for two seconds, keeping its width. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      className="btn"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <Icon size={14} aria-hidden />
      <span className="grid">
        <span className={`col-start-1 row-start-1 ${copied ? 'invisible' : ''}`}>{label}</span>
        <span className={`col-start-1 row-start-1 ${copied ? '' : 'invisible'}`} role="status">
          {copied && 'Copied'}
        </span>
      </span>
    </button>
  );
}
