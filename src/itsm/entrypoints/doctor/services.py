"""What the desk leans on besides the database: Redis, files, mail, the scanner, the disk."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

from itsm.entrypoints.doctor.findings import Finding, failing, ok, warning
from itsm.platform.cache.redis import RedisPort
from itsm.platform.mail.adapters import sendgrid_account
from itsm.platform.mail.port import MailError
from itsm.platform.mail.sendgrid import SendGridAccount, SendGridMail
from itsm.platform.mail.smtp import SmtpMail
from itsm.platform.mail.smtp_url import BadSmtpUrlError, parse_smtp_url
from itsm.platform.scanner.adapters import BadScannerUrlError, open_scanner
from itsm.platform.scanner.port import ScannerUnavailableError
from itsm.platform.storage.adapters import BadStorageUrlError, open_storage
from itsm.platform.storage.port import new_key

if TYPE_CHECKING:
    from itsm.platform.settings import Settings
    from itsm.platform.storage.port import StoragePort

_PROBE: Final = b"itsm doctor"
LEAST_FREE: Final = 2 * 1024**3


async def look_at_redis(settings: Settings) -> Finding:
    """Return whether Redis answers."""
    url = settings.redis_url.get_secret_value()
    if not url:
        return warning(
            "redis",
            "ITSM_REDIS_URL is empty: each process keeps limits and wake-ups to itself",
            "set it wherever more than one process serves",
        )
    redis = RedisPort(url, is_cluster=settings.redis_cluster)
    try:
        if await redis.ping():
            return ok("redis", "answers")
        return failing(
            "redis",
            "does not answer within a quarter of a second; nothing is lost, live updates take up to half a second",
            "check the address and password in ITSM_REDIS_URL",
        )
    finally:
        await redis.close()


async def look_at_files(settings: Settings) -> Finding:
    """Write, read and delete a small file where attachments lie."""
    try:
        storage = open_storage(settings.storage_url, settings.home)
        await _write_and_read(storage)
    except BadStorageUrlError as fault:
        return failing("files", str(fault), "correct ITSM_STORAGE_URL")
    except Exception as fault:  # noqa: BLE001 - whatever keeps it from working is the finding
        reason = f"{type(fault).__name__}: {fault}"[:300]
        return failing(
            "files", f"cannot be written and read: {reason}", "check rights, credentials and the bucket's name"
        )
    return ok("files", f"written, read and deleted in {settings.storage_url or settings.home / 'files'}")


async def _write_and_read(storage: StoragePort) -> None:
    key = new_key()

    async def chunks() -> AsyncIterator[bytes]:
        yield _PROBE

    await storage.put(key, chunks())
    try:
        read = b"".join([chunk async for chunk in storage.open(key)])
    finally:
        await storage.delete(key)
    if read != _PROBE:
        raise OSError("what was read is not what was written")


async def look_at_mail(settings: Settings) -> Finding:
    """Greet the mail server and sign in; nothing is sent."""
    if (account := sendgrid_account(settings)) is not None:
        return await _look_at_sendgrid(account)
    url = settings.smtp_url.get_secret_value()
    if not url:
        return warning(
            "mail", "ITSM_SMTP_URL is empty: mails stay in Admin → Outbox", "set it to smtp://user:password@host:587"
        )
    try:
        await SmtpMail(parse_smtp_url(url)).greet()
    except BadSmtpUrlError as fault:
        return failing("mail", str(fault), "correct ITSM_SMTP_URL")
    except MailError as fault:
        return failing(
            "mail", f"the server refuses: {fault}"[:300], "check host, port, tls= and the account in ITSM_SMTP_URL"
        )
    return ok("mail", "the server takes our sign-in")


async def _look_at_sendgrid(account: SendGridAccount) -> Finding:
    """Ask SendGrid whether our key may send; nothing is sent."""
    try:
        await SendGridMail(account).greet()
    except MailError as fault:
        return failing(
            "mail",
            f"SendGrid refuses: {fault}"[:300],
            "check ITSM_SENDGRID_API_KEY; it needs Mail Send",
        )
    return ok("mail", "SendGrid takes our key")


async def look_at_scanner(settings: Settings) -> Finding:
    """Ask the virus scanner for its version."""
    try:
        scanner = open_scanner(settings.clamd_url, max_mb=settings.clamd_max_mb)
        if scanner is None:
            return warning(
                "virus scanner",
                "ITSM_CLAMD_URL is empty: files are marked as not scanned",
                "run clamd and set it to tcp://host:3310",
            )
        return ok("virus scanner", await scanner.version())
    except BadScannerUrlError as fault:
        return failing("virus scanner", str(fault), "correct ITSM_CLAMD_URL")
    except ScannerUnavailableError as fault:
        return failing(
            "virus scanner",
            f"does not answer ({fault}); new files wait and are not served",
            "start clamd, check ITSM_CLAMD_URL",
        )


def look_at_disk(settings: Settings) -> Finding:
    """Return how much room the folder of this installation has."""
    folder = next(path for path in (settings.home.absolute(), *settings.home.absolute().parents) if path.exists())
    free = shutil.disk_usage(folder).free
    seen = f"{free / 1024**3:.1f} GiB free below {folder}"
    return (
        ok("disk", seen) if free >= LEAST_FREE else warning("disk", seen, "make room; PostgreSQL stops at a full disk")
    )
