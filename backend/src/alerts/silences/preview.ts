import type { SilenceForm } from '@smartops/contract';
import type { StoredAlert } from '../alert.ts';
import { hides, matches, phaseAt, type Schedule } from './silence.ts';

export interface Preview {
  readonly now: readonly StoredAlert[];
  readonly told: readonly StoredAlert[];
  readonly week: readonly StoredAlert[];
}

/**
 * What a silence would hide: of what fires now everything that matches, of what began lately what matches and, for a
 * weekly window, began inside it. Pure.
 */
export function previewOf(
  form: Pick<SilenceForm, 'matchers' | 'weekly' | 'exceptCritical'>,
  { firing, lately }: { readonly firing: readonly StoredAlert[]; readonly lately: readonly StoredAlert[] },
): Preview {
  const always: Schedule = { startsAt: 0, endsAt: null, weekly: form.weekly };
  const inWindow = ({ firedAt }: StoredAlert) => !form.weekly || phaseAt(always, firedAt).state === 'active';
  return {
    now: firing.filter((one) => hides(form, one)),
    told: firing.filter((one) => matches(form.matchers, one) && !hides(form, one)),
    week: lately.filter((one) => hides(form, one) && inWindow(one)),
  };
}
