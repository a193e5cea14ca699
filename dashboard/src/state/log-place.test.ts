// @vitest-environment jsdom
import { renderHook } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { lineAddress, setLine, setPart, useLine } from './log-place.ts';

beforeEach(() => history.replaceState(null, '', '/?modal=pipeline-logs&id=7'));

it('keeps the line with the part it belongs to, and forgets it with the next part', () => {
  setLine('71', 42);
  expect(location.search).toBe('?modal=pipeline-logs&id=7&part=71&line=42');
  expect(renderHook(useLine).result.current).toBe(42);
  setPart('72');
  expect(location.search).toBe('?modal=pipeline-logs&id=7&part=72');
});

it.each(['0', '-3', '1.5', 'many', ''])('takes %j for no line', (line) => {
  history.replaceState(null, '', `/?line=${line}`);
  expect(renderHook(useLine).result.current).toBeUndefined();
});

it('makes no step that the back button would have to undo', () => {
  const before = history.length;
  setLine('71', 1);
  setPart(undefined);
  expect(history.length).toBe(before);
});

it('gives the address of a line without going there', () => {
  expect(lineAddress('71', 9)).toBe(`${location.origin}/?modal=pipeline-logs&id=7&part=71&line=9`);
  expect(location.search).not.toContain('line=');
});
