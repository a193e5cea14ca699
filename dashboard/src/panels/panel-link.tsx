import Link from 'next/link';
import { useRange, withRange } from '../state/range.ts';

/** The way from a panel to its page; the range comes along. */
export function PanelLink({ path, text }: { path: string; text: string }) {
  const range = useRange();
  return (
    <Link className="btn ghost" href={withRange(path, range)}>
      {text}
    </Link>
  );
}
