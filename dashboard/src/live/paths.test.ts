import { api } from '@smartops/contract';
import { expect, it } from 'vitest';
import { type CallName, calls, openCalls, requestOf } from './paths.ts';

const names = Object.keys(calls) as CallName[];

it('asks for exactly the methods and paths of the contract', () => {
  expect(Object.fromEntries(names.map((name) => [name, `${api[name].method} ${api[name].path}`]))).toEqual(
    calls,
  );
});

it('knows which of its calls answer strangers', () => {
  expect(names.filter((name) => api[name].role === 'public').sort()).toEqual([...openCalls].sort());
});

it('fills the path and puts the rest into the query', () => {
  expect(requestOf('getChart', { metricId: 'aws:demo/x~cpu.percent', timeRange: '1h' })).toEqual({
    method: 'GET',
    address: '/charts/aws%3Ademo%2Fx~cpu.percent?timeRange=1h',
    body: undefined,
  });
});

it('sends what a call changes in the body, never in the address', () => {
  expect(requestOf('updateMember', { id: 'a/b', role: 'viewer', approver: false })).toEqual({
    method: 'PATCH',
    address: '/members/a%2Fb',
    body: { role: 'viewer', approver: false },
  });
  expect(requestOf('lookAtInvitation', { token: 'secret' }).address).toBe('/invitation');
});

it('does not ask with half an address', () => {
  expect(() => requestOf('getLogOutline', { id: '1' })).toThrow('stageId');
});
