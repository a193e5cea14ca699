import { ChevronDown, RefreshCw } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { ranges, rangeWords } from '../format/range.ts';
import { useTopic } from '../live/use-live.ts';
import { setRange, useRange, withRange } from '../state/range.ts';
import { Menu } from '../ui/menu.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { Segments } from '../ui/segments.tsx';
import { ConnectionState } from './connection.tsx';
import { Mark } from './mark.tsx';
import type { Page, Section } from './pages.ts';
import { ThemeButton } from './theme-button.tsx';
import { useRefresh } from './use-refresh.ts';
import { UserMenu } from './user-menu.tsx';

/** Nobody needs it for the first word. */
const Bell = lazy(() => import('./bell.tsx').then(({ Bell }) => ({ default: Bell })));

interface Place {
  page: Page | undefined;
  section: Section | undefined;
}

export function TopBar({ page, section }: Place) {
  const demo = useTopic('sources')?.some((source) => source.demo) ?? false;
  return (
    <header className="top">
      <span className="tab:hidden">
        <Mark />
      </span>
      <Title page={page} section={section} />
      {demo && (
        <span className="tag demo" title="Some of this comes from the built-in demo cloud">
          Demo
        </span>
      )}
      <span className="flex-1" />
      <RangeChoice />
      <RefreshButton />
      <ConnectionState />
      <Suspense fallback={<span className="btn icon" />}>
        <Bell />
      </Suspense>
      <span className="max-tab:hidden">
        <ThemeButton />
      </span>
      <UserMenu />
    </header>
  );
}

function Title({ page, section }: Place) {
  const range = useRange();
  if (!page || !section) return <h1>{page?.title ?? 'Not found'}</h1>;
  return (
    <h1>
      {section.title !== page.title && (
        <span className="max-tab:hidden font-normal text-fg-2">
          <PageLink href={withRange(page.path, range)}>{page.title}</PageLink> <span aria-hidden>/</span>{' '}
        </span>
      )}
      {section.title}
    </h1>
  );
}

function RangeChoice() {
  const range = useRange();
  return (
    <>
      <span className="max-tab:hidden">
        <Segments label="Time range" options={ranges} words={rangeWords} value={range} onChange={setRange} />
      </span>
      <span className="tab:hidden">
        <Menu
          label={`Time range, ${rangeWords[range].toLowerCase()}`}
          look="ghost"
          items={ranges.map((option) => ({
            label: rangeWords[option],
            chosen: option === range,
            run: () => setRange(option),
          }))}
        >
          {range}
          <ChevronDown size={14} aria-hidden />
        </Menu>
      </span>
    </>
  );
}

function RefreshButton() {
  const { busy, refresh } = useRefresh();
  return (
    <button
      type="button"
      className="btn icon"
      aria-label="Refresh all"
      title="Refresh all"
      aria-disabled={busy}
      onClick={() => void (busy || refresh())}
    >
      <RefreshCw size={16} strokeWidth={1.75} aria-hidden className={busy ? 'spin' : undefined} />
    </button>
  );
}
