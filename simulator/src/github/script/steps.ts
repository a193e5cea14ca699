import { SECOND } from '../../world/world.ts';
import type { Conclusion, JobKind, JobPlan } from './plan.ts';

export interface StepPlan {
  readonly name: string;
  readonly number: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly conclusion: Conclusion;
  /** The one the job is there for, and the one that fails. */
  readonly isMain: boolean;
}

interface Outline {
  readonly before: readonly string[];
  readonly main: string;
  readonly after?: readonly string[];
}

const checkout = 'Run actions/checkout@v5';
const node = 'Set up Node 24';

const outlines: Record<JobKind, Outline> = {
  build: { before: [checkout, 'Set up Docker Buildx'], main: 'Build image', after: ['Upload digest'] },
  lint: { before: [checkout, node, 'Run npm ci'], main: 'Run npm run lint' },
  test: { before: [checkout, node, 'Run npm ci'], main: 'Run npm test' },
  scan: { before: ['Download digest'], main: 'Scan image' },
  push: { before: ['Log in to Amazon ECR'], main: 'Push image' },
  migrate: { before: ['Download migrations'], main: 'Run npm run db:migrate' },
  canary: { before: ['Configure AWS credentials', 'Shift traffic'], main: 'Watch canary' },
  deploy: {
    before: ['Configure AWS credentials', 'Register task definition'],
    main: 'Update service',
    after: ['Tell the channel'],
  },
  smoke: { before: [checkout], main: 'Run npm run smoke' },
  nightly: { before: [checkout, node, 'Run npm ci'], main: 'Run nightly job' },
};

/** What a workflow file says of a job; the runner adds its own around it. */
export function stepNamesOf(kind: JobKind): readonly string[] {
  const { before, main, after = [] } = outlines[kind];
  return [...before, main, ...after];
}

/** The steps of a job that ran; none of one that was skipped. They fill it without gaps. */
export function stepsOf({ kind, startsAt, endsAt, conclusion }: JobPlan): StepPlan[] {
  if (conclusion === 'skipped' || endsAt <= startsAt) return [];
  const { before, after = [] } = outlines[kind];
  const posts = before.includes(checkout) ? [`Post ${checkout}`] : [];
  const names = ['Set up job', ...stepNamesOf(kind), ...posts, 'Complete job'];
  const mainAt = before.length + 1;
  // A job that was cancelled is cut off where it stood, so its steps are laid out for a minute.
  const end = conclusion === 'cancelled' ? Math.max(endsAt, startsAt + 60 * SECOND) : endsAt;
  const total = (end - startsAt) / SECOND;
  const each = Math.min(4, Math.floor(total / (2 * names.length)));
  let at = startsAt;
  let failed = false;
  return names.map((name, index) => {
    const rest = names.length - 1 - index;
    const isMain = index === mainAt;
    const begins = Math.min(at, endsAt);
    at = isMain
      ? end - rest * Math.min(each, 1) * SECOND
      : at + (index > mainAt ? Math.min(each, 1) : each) * SECOND;
    const isCleanUp = index >= mainAt + 1 + after.length;
    const skipped = (failed && !isCleanUp) || begins >= endsAt + (conclusion === 'cancelled' ? 0 : 1);
    const stops = skipped ? begins : Math.min(index === names.length - 1 ? end : at, endsAt);
    const isCut = conclusion === 'cancelled' && !skipped && stops === endsAt;
    const fails = isMain && conclusion === 'failure';
    failed ||= fails;
    const how = skipped ? 'skipped' : fails ? 'failure' : isCut ? 'cancelled' : 'success';
    return { name, number: index + 1, startsAt: begins, endsAt: stops, conclusion: how, isMain };
  });
}
