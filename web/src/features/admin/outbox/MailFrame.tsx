import { readNonce } from '@/lib/nonce';
import classes from './DeliveryDrawer.module.css';
import { framedMail } from './framed-mail';

interface Props {
  html: string;
  title: string;
}

/** A mail as its reader sees it: no scripts, no forms, no way out of the frame, nothing loaded from elsewhere. */
export function MailFrame({ html, title }: Props) {
  return <iframe className={classes.frame} title={title} sandbox="" srcDoc={framedMail(html, readNonce())} />;
}
