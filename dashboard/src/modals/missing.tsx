import { Dialog } from '../ui/dialog.tsx';
import { SkeletonRows } from '../ui/sheet.tsx';

interface MissingProps {
  /** Whether the list it would be in is known. */
  known: boolean;
  what: string;
  onClose: () => void;
}

/** For an address that points at something that is gone, or not known yet. */
export function Missing({ known, what, onClose }: MissingProps) {
  return (
    <Dialog title={what} size="small" onClose={onClose}>
      {known ? (
        <div className="empty">
          <p>There is no such {what.toLowerCase()} any more, or it was never read from here.</p>
        </div>
      ) : (
        <SkeletonRows rows={3} />
      )}
    </Dialog>
  );
}
