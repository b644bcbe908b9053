"""Sending mail: a port, an SMTP adapter and an adapter that keeps mails in the outbox."""
