import { readNonce } from '@/lib/nonce';
import { framedMail } from './framed-mail';
import classes from './Mail.module.css';

interface Props {
  html: string;
  title: string;
}

/** A mail as its reader sees it: no scripts, no forms, no way out of the frame, nothing loaded from elsewhere. */
export function MailFrame({ html, title }: Props) {
  return (
    <iframe
      className={classes.frame}
      title={title}
      sandbox=""
      srcDoc={policy(readNonce()) + framedMail(html, readNonce())}
    />
  );
}

/** The page's own policy holds in the frame, too; this one stands in the document itself, before the first word of it. */
function policy(nonce: string | undefined): string {
  const styles = nonce ? `'nonce-${nonce}'` : "'unsafe-inline'";
  const content = `default-src 'none'; style-src ${styles}; img-src 'self' data:`;
  return `<meta http-equiv="Content-Security-Policy" content="${content}">`;
}
