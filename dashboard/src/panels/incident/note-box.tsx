import { type KeyboardEvent, useRef } from 'react';
import { call } from '../../live/call.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { noteBoxId } from './use-keys.ts';

/** A note for whoever comes next; Enter sends it, Shift and Enter begin a new line. */
export function NoteBox({ id, again }: { id: string; again: () => Promise<void> }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const { busy, failure, error, form } = useSubmit(async (said) => {
    const text = said('text').trim();
    if (text === '') return;
    await call('addIncidentNote', { id, text });
    if (box.current) box.current.value = '';
    await again();
  });
  const send = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  const wrong = error('text') ?? failure;
  return (
    <form className="note-box" {...form}>
      <label className="note-field">
        <span className="sr-only">Write a note</span>
        <textarea
          ref={box}
          id={noteBoxId}
          name="text"
          rows={1}
          maxLength={4_000}
          placeholder="Write a note"
          aria-invalid={wrong !== undefined}
          onKeyDown={send}
        />
        <kbd className="max-tab:hidden">n</kbd>
      </label>
      <BusyButton busy={busy} look="md">
        Add
      </BusyButton>
      {wrong && (
        <p className="err w-full" role="alert">
          {wrong}
        </p>
      )}
    </form>
  );
}
