import { X } from 'lucide-react';
import { useEffect } from 'react';
import { tellNews, useAlertNews } from '../../state/alert-news.ts';
import { Glyph } from '../../ui/glyph.tsx';

const shownMs = 8_000;

/** What was just done, as long as one may think better of it. */
export default function AlertNewsBar() {
  const news = useAlertNews();
  const id = news?.id;
  const stays = news?.isFailure ?? false;
  useEffect(() => {
    if (id === undefined || stays) return;
    const timer = setTimeout(() => tellNews(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [id, stays]);
  return (
    <div className="news" role="status">
      {news && (
        <div className="news-bar" key={news.id}>
          <Glyph look={news.isFailure ? 'warning' : 'healthy'} />
          <span className="min-w-0 flex-1">{news.text}</span>
          {news.undo && (
            <button
              type="button"
              className="btn"
              onClick={() => {
                news.undo?.();
                tellNews(undefined);
              }}
            >
              Undo
            </button>
          )}
          <button
            type="button"
            className="btn icon"
            aria-label="Hide this message"
            onClick={() => tellNews(undefined)}
          >
            <X size={16} strokeWidth={1.75} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
