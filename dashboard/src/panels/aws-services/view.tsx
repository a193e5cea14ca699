import type { Items } from '../../live/topic-store.ts';
import { ServiceCell } from './service-cell.tsx';

export function AwsServicesView({ items }: { items: Items<'aws-services'> }) {
  return (
    <div className="cells g3 keep2 grow-cells">
      {items.map((service) => (
        <ServiceCell key={service.id} service={service} />
      ))}
      <Filler count={(3 - (items.length % 3)) % 3} />
    </div>
  );
}

/** Completes the last row, so that hairlines end where the sheet does. */
function Filler({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: empty cells have no identity.
    <div key={index} className="max-tab:hidden" aria-hidden="true" />
  ));
}
