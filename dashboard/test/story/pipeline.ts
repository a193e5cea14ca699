import type { Pipeline, Stage } from '@smartops/contract';
import { type Ago, github, second } from './origins.ts';

export function pipeline(ago: Ago): Pipeline {
  const stage = (name: string, from?: number, to?: number, more: Partial<Stage> = {}): Stage => ({
    id: name.toLowerCase().replace(' ', '-'),
    name,
    status: to === undefined ? (from === undefined ? 'pending' : 'running') : 'success',
    rawStatus: 'completed',
    duration: '—',
    durationMs: from !== undefined && to !== undefined ? from - to : null,
    startedAt: from === undefined ? null : ago(from),
    finishedAt: to === undefined ? null : ago(to),
    url: null,
    ...more,
  });
  return {
    id: 'run-1',
    name: 'Deploy',
    repository: 'harbor-goods/ledger-worker',
    branch: 'main',
    commit: '7be02d1',
    author: 'Sofia Lindqvist',
    title: 'Batch settlement writes',
    status: 'running',
    rawStatus: 'in_progress',
    stages: [
      stage('Build', 270 * second, 168 * second),
      stage('Unit tests', 166 * second, 108 * second),
      stage('Lint', 165 * second, 144 * second),
      stage('Image scan', 165 * second, 121 * second),
      stage('Canary', 47 * second),
      stage('Promote'),
    ],
    startedAt: ago(270 * second),
    updatedAt: ago(5 * second),
    durationMs: null,
    usualMs: 430 * second,
    attempt: 1,
    url: 'https://github.com/harbor-goods/ledger-worker/actions/runs/1',
    ...github,
  };
}
