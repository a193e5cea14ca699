import { type FormEvent, useState } from 'react';
import { ask, type Wish } from '../../live/asking.ts';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';

const verdicts = ['approved', 'rejected'] as const;
const words = { approved: 'Let it go on', rejected: 'Turn it away' };

/** What GitHub is to be told of a run that waits; the next step says what that does. */
export function ReviewForm({ wish }: { wish: Wish }) {
  const [verdict, setVerdict] = useState<(typeof verdicts)[number]>('approved');
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '');
    ask({ ...wish, verdict, reason });
  }
  return (
    <form className="form" onSubmit={submit}>
      <Choices
        label="The run waits for a reviewer"
        name="verdict"
        options={verdicts}
        words={words}
        value={verdict}
        onChange={setVerdict}
      />
      <Field label="Comment, shown at GitHub" name="reason" maxLength={500} />
      <button type="submit" className="btn ink">
        Look what would happen
      </button>
    </form>
  );
}
