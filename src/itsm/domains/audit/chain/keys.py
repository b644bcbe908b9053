"""The keys of the chain: kept apart from the database, several while an old one is being replaced."""

from __future__ import annotations

from itsm.domains.audit.chain.engine import key_id
from itsm.platform.settings import get_settings


def sealing_key() -> bytes:
    """Return the key that new blocks are sealed with: from ITSM_AUDIT_KEY, else from the installation's secret."""
    settings = get_settings()
    return settings.derive_key("audit/chain", settings.audit_key.get_secret_value())


def known_keys() -> dict[str, bytes]:
    """Return every key a block may have been sealed with, by its id; older ones come from ITSM_AUDIT_OLD_KEYS."""
    settings = get_settings()
    old = (word.strip() for word in settings.audit_old_keys.get_secret_value().split(","))
    keys = [sealing_key(), settings.derive_key("audit/chain")]
    keys += [settings.derive_key("audit/chain", word) for word in old if word]
    return {key_id(key): key for key in keys}
