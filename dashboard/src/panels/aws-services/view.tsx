import type { Items } from '../../live/topic-store.ts';
import type { Size } from '../panel.tsx';
import { ServiceCell } from './service-cell.tsx';

export function AwsServicesView({ items, size }: { items: Items<'aws-services'>; size: Size }) {
  const columns = size === 'half' ? 3 : 6;
  return (
    <div className={`cells g${columns} keep2 grow-cells`}>
      {items.map((service) => (
        <ServiceCell key={service.id} service={service} />
      ))}
      <Filler count={(columns - (items.length % columns)) % columns} />
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
