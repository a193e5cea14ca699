import { type ReactNode, useId } from 'react';
import { BusyButton } from './busy-button.tsx';
import { Dialog } from './dialog.tsx';
import type { useSubmit } from './use-submit.ts';

interface FormDialogProps {
  title: string;
  act: string;
  submit: ReturnType<typeof useSubmit>;
  note?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that is one form. */
export function FormDialog({ title, act, submit, note, onClose, children }: FormDialogProps) {
  const id = useId();
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
      foot={
        <>
          <span className="flex-1">{note}</span>
          <button type="button" className="btn" onClick={onClose}>
            Cancel
          </button>
          <BusyButton form={id} busy={submit.busy} look="ink">
            {act}
          </BusyButton>
        </>
      }
    >
      <form id={id} className="form" {...submit.form}>
        {children}
        {submit.failure && (
          <p className="err" role="alert">
            {submit.failure}
          </p>
        )}
      </form>
    </Dialog>
  );
}
