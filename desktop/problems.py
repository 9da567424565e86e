"""From error codes to sentences with what to do next.

What is no known error is a bug and goes to the log.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gateway.errors import GatewayError, NotFound, ServiceError, StoreUnavailable
from gateway.vault import VaultError

log = logging.getLogger(__name__)

_CONTEXT = "problems"
_WORDS = {
    "key_rejected": QT_TRANSLATE_NOOP(
        "problems", "The provider rejected this key. Check that it was copied whole."
    ),
    "cannot_reach": QT_TRANSLATE_NOOP(
        "problems", "The provider cannot be reached. Check the address and your connection."
    ),
    "not_supported": QT_TRANSLATE_NOOP("problems", "This provider does not list its models."),
    "tls": QT_TRANSLATE_NOOP("problems", "The server's certificate is not trusted."),
    "bad_answer": QT_TRANSLATE_NOOP(
        "problems", "The address answered, but not like a model provider. Check the base URL."
    ),
    "timeout": QT_TRANSLATE_NOOP("problems", "The provider did not answer in time. Try again."),
    "vault_locked": QT_TRANSLATE_NOOP(
        "problems", "Your keychain is locked. Unlock it, then try again."
    ),
    "store_unavailable": QT_TRANSLATE_NOOP(
        "problems", "Homeport cannot write its database. Check the free space on the disk."
    ),
    "not_found": QT_TRANSLATE_NOOP("problems", "This is not there any more."),
}
_BUG = QT_TRANSLATE_NOOP(
    "problems", "Something went wrong inside Homeport. Its log has the details."
)


def word_error(error: Exception) -> str:
    """One sentence for a person."""
    if isinstance(error, VaultError):
        return _say(_WORDS["vault_locked"])
    if isinstance(error, StoreUnavailable):
        return _say(_WORDS["store_unavailable"])
    if isinstance(error, NotFound):
        return _say(_WORDS["not_found"])
    if isinstance(error, ServiceError | GatewayError):
        words = _WORDS.get(error.code)
        return _say(words) if words else error.message
    log.error("not a known problem", exc_info=error)
    return _say(_BUG)


def _say(words: object) -> str:
    return QCoreApplication.translate(_CONTEXT, str(words))
