// @vitest-environment jsdom
import { act, cleanup, render, renderHook, screen } from '@testing-library/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openModal, useModal } from './modal.ts';
import { setRange, useRange, withRange } from './range.ts';

beforeEach(() => history.replaceState(null, '', '/'));
afterEach(cleanup);

function Probe() {
  const range = useRange();
  const modal = useModal();
  return <output>{`${range} ${modal?.name ?? 'none'} ${modal?.id ?? ''}`}</output>;
}

const says = (text: string) => expect(screen.getByRole('status').textContent).toBe(text);

it('reads the range from the address and falls back on what nobody knows', async () => {
  history.replaceState(null, '', '/?range=7d');
  render(<Probe />);
  says('7d none ');
  await act(async () => history.replaceState(null, '', '/?range=99y'));
  says('1h none ');
});

it('keeps the default out of the address, everything else in it', async () => {
  render(<Probe />);
  await act(async () => setRange('24h'));
  expect(location.search).toBe('?range=24h');
  says('24h none ');
  await act(async () => setRange('1h'));
  expect(location.search).toBe('');
  expect(withRange('/web3', '7d')).toBe('/web3?range=7d');
});

it('opens a modal by its address, and none that nobody knows', async () => {
  render(<Probe />);
  await act(async () => openModal('metric', 'host~cpu'));
  says('1h metric host~cpu');
  await act(async () => history.pushState(null, '', '/?modal=constructor&id=1'));
  says('1h none ');
});

/** As Next's router: it listens after the components in it, and writes the address it knows with each state of its own. */
function Router({ children }: { children: ReactNode }) {
  const known = useRef(location.href);
  const write = () => history.replaceState({ isRouters: true }, '', known.current);
  useEffect(() => {
    const original = history.replaceState.bind(history);
    history.replaceState = (data, unused, url) => {
      if (!data?.isRouters) known.current = String(url);
      original({ ...history.state, ...data }, unused, url);
    };
    return () => {
      history.replaceState = original;
    };
  }, []);
  return (
    <>
      {children}
      <button type="button" onClick={write}>
        Refresh
      </button>
    </>
  );
}

it('keeps a click that came before the router listened', async () => {
  vi.resetModules();
  history.replaceState({ isRouters: true }, '', '/');
  const early = await import('./range.ts');
  early.setRange('7d');
  expect(history.state).toEqual({ isRouters: true });
  renderHook(early.useRange, { wrapper: Router });
  await act(async () => undefined);
  await act(async () => screen.getByRole('button').click());
  expect(location.search).toBe('?range=7d');
});
