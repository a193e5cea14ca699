/** What every modal gets: what it is about, and how to close it. */
export interface ModalProps {
  readonly id: string;
  readonly part: string | undefined;
  readonly onClose: () => void;
}
