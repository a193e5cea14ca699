interface NoneMatchesProps {
  title: string;
  text: string;
  onClear: () => void;
}

/** Nothing is listed because of what is asked for. */
export function NoneMatches({ title, text, onClear }: NoneMatchesProps) {
  return (
    <div className="empty">
      <h3>{title}</h3>
      <p>{text}</p>
      <button type="button" className="btn" onClick={onClear}>
        Clear filter
      </button>
    </div>
  );
}
