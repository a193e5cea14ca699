import { useRange, withRange } from '../state/range.ts';
import { PageLink } from '../ui/page-link.tsx';

/** The way from a panel to its page; the range comes along. */
export function PanelLink({ path, text }: { path: string; text: string }) {
  const range = useRange();
  return (
    <PageLink className="btn ghost" href={withRange(path, range)}>
      {text}
    </PageLink>
  );
}
