import { useLingui } from '@lingui/react/macro';
import { type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { fileLink } from '@/api/knowledge';
import { toastDone } from '@/lib/toast';
import classes from './ArticleBody.module.css';
import { prepare } from './clean';

interface Props {
  html: string;
  /** Whose pictures these are. */
  articleId?: string | undefined;
}

/** The text of an article: cleaned once more, pictures fetched with the reader's own rights. */
export function ArticleBody({ html, articleId }: Props) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () =>
      prepare(html, {
        table: t`Table`,
        copy: t`Copy`,
        callouts: {
          note: t`Note`,
          tip: t`Tip`,
          important: t`Important`,
          warning: t`Warning`,
          caution: t`Careful`,
        },
      }),
    [html, t],
  );
  useEffect(() => {
    if (!articleId || !shown) return;
    for (const picture of box.current?.querySelectorAll<HTMLImageElement>('img[data-file]') ?? []) {
      void fileLink(articleId, picture.dataset.file ?? '')
        .then(({ url }) => {
          picture.src = url;
        })
        .catch(() => picture.setAttribute('data-missing', ''));
    }
  }, [shown, articleId]);
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof HTMLButtonElement) || event.target.dataset.copy === undefined) return;
    const code = event.target.parentElement?.querySelector('pre')?.textContent ?? '';
    void navigator.clipboard?.writeText(code).then(() => toastDone(t`Copied`));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons are inside, this only hears their clicks
    // biome-ignore lint/a11y/useKeyWithClickEvents: a button's key press is a click
    <div
      ref={box}
      className={classes.body}
      onClick={onClick}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server, then by `prepare`
      dangerouslySetInnerHTML={{ __html: shown }}
    />
  );
}
