import type { IncomingAlert, SenderKind, SenderMapping } from '@smartops/contract';
import { AppError } from '../../platform/errors.ts';
import { readGeneric } from './generic.ts';
import { readPrometheus } from './prometheus.ts';

const mostAlerts = 1_000;

/** What a body says, as this kind of sender says it. Throws AppError `invalid` with what is not as it should be. */
export function readDelivery(
  { kind, mapping }: { readonly kind: SenderKind; readonly mapping: SenderMapping | null | undefined },
  body: unknown,
): IncomingAlert[] {
  if (kind === 'generic' && !mapping)
    throw new AppError('invalid', 'A generic sender needs a mapping: where title and the rest stand');
  const alerts = mapping && kind === 'generic' ? readGeneric(mapping, body) : readPrometheus(kind, body);
  if (alerts.length > mostAlerts)
    throw new AppError(
      'invalid',
      `At most ${mostAlerts} alerts in one delivery; this one has ${alerts.length}`,
    );
  return alerts;
}
