"""From error codes to sentences with what to do next.

What is no known error is a bug and goes to the log.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gateway.domain.failure import Failure, FailureClass
from gateway.errors import GatewayError, HomeportError, NotFound, ServiceError, StoreUnavailable

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
    "no_money": QT_TRANSLATE_NOOP(
        "problems", "The account has no money left, or its plan has ended."
    ),
    "rate_limited": QT_TRANSLATE_NOOP(
        "problems", "The provider asks to slow down. Try again in a moment."
    ),
    "unavailable": QT_TRANSLATE_NOOP(
        "problems", "The provider is overloaded at the moment. Try again soon."
    ),
    "invalid_base_url": QT_TRANSLATE_NOOP(
        "problems", "This is no usable base URL. It looks like https://api.example.com/v1."
    ),
    "model_not_found": QT_TRANSLATE_NOOP(
        "problems", "The provider does not have this model, or not for this key."
    ),
    "context_too_long": QT_TRANSLATE_NOOP("problems", "The request is too long for this model."),
    "content_filter": QT_TRANSLATE_NOOP("problems", "The provider's content filter refused this."),
    "refused": QT_TRANSLATE_NOOP("problems", "The provider refused the request."),
    "server_off": QT_TRANSLATE_NOOP(
        "problems", "Nothing answers at this address. Start the server, then try again."
    ),
    "vault_locked": QT_TRANSLATE_NOOP(
        "problems", "Your keychain is locked. Unlock it, then try again."
    ),
    "username_taken": QT_TRANSLATE_NOOP("problems", "Somebody else has this name by now."),
    "owner_protected": QT_TRANSLATE_NOOP(
        "problems", "The owner cannot be switched off or removed."
    ),
    "wrong_passphrase": QT_TRANSLATE_NOOP("problems", "This is not the passphrase. Try again."),
    "weak_passphrase": QT_TRANSLATE_NOOP("problems", "A passphrase has at least 8 characters."),
    "no_recovery": QT_TRANSLATE_NOOP(
        "problems", "No recovery passphrase was set. Put the key back, or enter your keys again."
    ),
    "recovery_damaged": QT_TRANSLATE_NOOP(
        "problems", "The sealed key is damaged. Restore a backup and use its passphrase."
    ),
    "not_an_export": QT_TRANSLATE_NOOP("problems", "This is not an export of Homeport."),
    "export_newer": QT_TRANSLATE_NOOP(
        "problems", "A newer Homeport made this export. Update Homeport first."
    ),
    "export_damaged": QT_TRANSLATE_NOOP(
        "problems", "This export was changed or cut on its way. Export it anew."
    ),
    "unreadable": QT_TRANSLATE_NOOP(
        "problems", "This file cannot be read. Check that it is there and its permissions."
    ),
    "no_person": QT_TRANSLATE_NOOP("problems", "The person it belongs to is not here."),
    "setting_fixed": QT_TRANSLATE_NOOP(
        "problems", "The environment or the command line sets this."
    ),
    "store_unavailable": QT_TRANSLATE_NOOP(
        "problems", "Homeport cannot write its database. Check the free space on the disk."
    ),
    "disk_full": QT_TRANSLATE_NOOP(
        "problems", "The disk is full, so no file was written. Free some space, then try again."
    ),
    "not_written": QT_TRANSLATE_NOOP(
        "problems", "The file could not be written there. Choose another folder."
    ),
    "prices_bad_address": QT_TRANSLATE_NOOP(
        "problems", "An address of prices begins with https:// and has no password in it."
    ),
    "prices_private_address": QT_TRANSLATE_NOOP(
        "problems", "This address leads into your own network. Allow that, if you mean it."
    ),
    "not_found": QT_TRANSLATE_NOOP("problems", "This is not there any more."),
}
_WITH_REASON = {
    "bad_prices": QT_TRANSLATE_NOOP("problems", "Nothing was changed: {why}"),
    "prices_unreachable": QT_TRANSLATE_NOOP("problems", "Nothing was fetched: {why}"),
    "backup_failed": QT_TRANSLATE_NOOP("problems", "The backup was not made: {why}"),
    "export_failed": QT_TRANSLATE_NOOP("problems", "The export was not written: {why}"),
    "restore_failed": QT_TRANSLATE_NOOP(
        "problems", "The restore failed, and everything is as it was: {why}"
    ),
    "restore_impossible": QT_TRANSLATE_NOOP("problems", "This cannot be restored: {why}"),
}
_FAILURES = {
    FailureClass.BAD_KEY: "key_rejected",
    FailureClass.NO_MONEY: "no_money",
    FailureClass.RATE_LIMIT: "rate_limited",
    FailureClass.OVERLOADED: "unavailable",
    FailureClass.NETWORK: "cannot_reach",
    FailureClass.TIMEOUT: "timeout",
    FailureClass.MODEL_NOT_FOUND: "model_not_found",
    FailureClass.CONTEXT_TOO_LONG: "context_too_long",
    FailureClass.CONTENT_FILTER: "content_filter",
    FailureClass.BAD_REQUEST: "refused",
    FailureClass.PROTOCOL: "bad_answer",
}
_BUG = QT_TRANSLATE_NOOP(
    "problems", "Something went wrong inside Homeport. Its log has the details."
)


def word_error(error: Exception) -> str:
    """One sentence for a person."""
    if isinstance(error, StoreUnavailable):
        return _say(_WORDS["store_unavailable"])
    if isinstance(error, NotFound):
        return _say(_WORDS["not_found"])
    if isinstance(error, ServiceError | GatewayError):
        if error.code in _WITH_REASON:
            return _say(_WITH_REASON[error.code]).format(why=error.message)
        words = _WORDS.get(error.code)
        return _say(words) if words else error.message
    if isinstance(error, HomeportError):
        return str(error)
    log.error("not a known problem", exc_info=error)
    return _say(_BUG)


def word_failure(failure: Failure) -> str:
    """One sentence for an upstream's failure; its own words are ``failure.message``."""
    if failure.error_code == "tls":
        return _say(_WORDS["tls"])
    return word_code(_FAILURES[failure.kind])


def word_code(code: str) -> str:
    """The sentence of a code known here."""
    return _say(_WORDS[code])


def _say(words: object) -> str:
    return QCoreApplication.translate(_CONTEXT, str(words))
