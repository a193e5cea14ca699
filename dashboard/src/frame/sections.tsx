import { useRange, withRange } from '../state/range.ts';
import { PageLink } from '../ui/page-link.tsx';
import type { Page, Section } from './pages.ts';
import { useSectionCounts } from './section-counts.ts';

/** The tabs of a page that is several: each is an address of its own. */
export function Sections({ page, current }: { page: Page; current: Section | undefined }) {
  const range = useRange();
  const counts = useSectionCounts();
  return (
    <nav className="tabs subnav" aria-label={`${page.title} section`}>
      {page.sections?.map((section) => (
        <PageLink
          key={section.path}
          href={withRange(section.path, range)}
          aria-current={section === current ? 'page' : undefined}
        >
          {section.title}{' '}
          {counts[section.path] !== undefined && <span className="count">{counts[section.path]}</span>}
        </PageLink>
      ))}
    </nav>
  );
}
