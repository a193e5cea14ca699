import { setUrl, text, useUrl } from './url-state.ts';

/** The modals by their names in the address. */
export const modalNames = [
  'metric',
  'chart',
  'aws-service',
  'deployment-logs',
  'pipeline-logs',
  'network',
] as const;
export type ModalName = (typeof modalNames)[number];

const name = text('modal');
const subject = text('id');

/** Opens a modal over the page; the back button closes it. */
export const openModal = (modal: ModalName, id: string): void => setUrl({ modal, id }, 'push');

export const closeModal = (): void => setUrl({ modal: undefined, id: undefined }, 'push');

/** The modal the address asks for; undefined when there is none or nobody knows it. */
export function useModal(): { readonly name: ModalName; readonly id: string } | undefined {
  const [asked] = useUrl(name);
  const [id] = useUrl(subject);
  const known = modalNames.find((modal) => modal === asked);
  return known && id ? { name: known, id } : undefined;
}
