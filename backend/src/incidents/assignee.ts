import type { Hand } from '../alerts/alert.ts';
import { FieldError } from '../platform/errors.ts';
import { type Doer, type IncidentContext, signOf } from './context.ts';

/** Whom `me`, the id of a member or the name of one means. Throws FieldError when that is nobody, or several. */
export async function assigneeOf(
  asked: string,
  doer: Doer,
  { members, now }: Pick<IncidentContext, 'members' | 'now'>,
): Promise<Hand> {
  const { by, id } = signOf(doer, now());
  if (asked === 'me') return { name: by, id };
  const all = await members();
  const known = all.find((one) => one.id === asked);
  const called = known ? [known] : all.filter(({ name }) => name === asked);
  const [only] = called;
  if (called.length > 1)
    throw new FieldError(
      'assignee',
      `${called.length} members are called ${asked}. Choose one from the list`,
    );
  if (only) return { name: only.name, id: only.id };
  // Whoever sits at the machine is no member, and yet there.
  if (asked === by) return { name: by, id };
  throw new FieldError('assignee', `No member is called ${asked}. Choose one from the list`);
}
