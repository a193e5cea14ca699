import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

export function NameDialog({ onName, onClose }: { onName: (name: string) => void; onClose: () => void }) {
  const submit = useSubmit(async (said) => {
    const name = said('name').trim();
    if (name) onName(name);
    onClose();
  });
  return (
    <FormDialog
      title="Save this filter"
      act="Save"
      submit={submit}
      note="Kept by this browser"
      onClose={onClose}
    >
      <Field label="Name" name="name" maxLength={40} placeholder="Payments, nobody yet" />
    </FormDialog>
  );
}
