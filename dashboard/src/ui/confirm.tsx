import { type ReactNode, useId } from 'react';
import { BusyButton } from './busy-button.tsx';
import { Dialog } from './dialog.tsx';
import { useSubmit } from './use-submit.ts';

interface ConfirmProps {
  title: string;
  /** What exactly will happen, to what. */
  children: ReactNode;
  /** What the button does, with what. */
  act: string;
  keep?: string;
  run: () => Promise<unknown>;
  onClose: () => void;
}

/** Says what will happen and asks once. Closes when it is done; else it says why not. */
export function Confirm({ title, children, act, keep = 'Cancel', run, onClose }: ConfirmProps) {
  const id = useId();
  const { busy, failure, form } = useSubmit(async () => {
    await run();
    onClose();
  });
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
      foot={
        <>
          <span className="flex-1">Recorded in the audit log</span>
          <button type="button" className="btn" onClick={onClose}>
            {keep}
          </button>
          <BusyButton form={id} busy={busy} look="danger-solid">
            {act}
          </BusyButton>
        </>
      }
    >
      <form id={id} className="grid gap-3 p-4" {...form}>
        {children}
        {failure && (
          <p className="err" role="alert">
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  );
}
