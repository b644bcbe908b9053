import { readNonce } from '@/lib/nonce';
import { framedMail } from './framed-mail';
import classes from './Mail.module.css';

interface Props {
  html: string;
  title: string;
}

/** A mail as its reader sees it: no scripts, no forms, no way out of the frame, nothing loaded from elsewhere. */
export function MailFrame({ html, title }: Props) {
  return <iframe className={classes.frame} title={title} sandbox="" srcDoc={framedMail(html, readNonce())} />;
}
