import { setUrl, text, useUrl } from './url-state.ts';

/** The modals by their names in the address. */
export const modalNames = [
  'metric',
  'chart',
  'aws-service',
  'deployment-logs',
  'pipeline-logs',
  'network',
  'action',
  'alert',
] as const;
export type ModalName = (typeof modalNames)[number];

export interface OpenModal {
  readonly name: ModalName;
  readonly id: string;
  /** What inside it is asked for, for example one stage of a run. */
  readonly part: string | undefined;
}

const fields = { modal: text('modal'), id: text('id'), part: text('part') };

/** Opens a modal over the page; the back button closes it. */
export const openModal = (modal: ModalName, id: string, part?: string): void =>
  setUrl({ modal, id, part, line: undefined }, 'push');

export const closeModal = (): void =>
  setUrl({ modal: undefined, id: undefined, part: undefined, line: undefined }, 'push');

/** The modal the address asks for; undefined when there is none or nobody knows it. */
export function useModal(): OpenModal | undefined {
  const [asked] = useUrl(fields.modal);
  const [id] = useUrl(fields.id);
  const [part] = useUrl(fields.part);
  const name = modalNames.find((modal) => modal === asked);
  return name && id ? { name, id, part } : undefined;
}
