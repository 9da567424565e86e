"""What the welcome page says about detections, failures and what can be done about them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.viewmodels.welcome_proposal import NO_MODELS
from gateway.services.channels import Code, Detection, ProviderView, Remedy

_CONTEXT = "welcome"


@dataclass(frozen=True, slots=True)
class Action:
    """A remedy's button."""

    text: object
    icon: str = ""

    def word(self) -> str:
        return _say(self.text)


RETRY = "retry"
KEY_PAGE = "key-page"
KEY = "key"
ADDRESS = "address"
NAME_MODELS = "name-models"
CANCEL = "cancel"

ACTIONS = {
    RETRY: Action(QT_TRANSLATE_NOOP("welcome", "Try again"), "refresh-cw"),
    KEY_PAGE: Action(QT_TRANSLATE_NOOP("welcome", "Open the key page"), "external-link"),
    KEY: Action(QT_TRANSLATE_NOOP("welcome", "Change the key"), "key-round"),
    ADDRESS: Action(QT_TRANSLATE_NOOP("welcome", "Change the base URL"), "link"),
    NAME_MODELS: Action(QT_TRANSLATE_NOOP("welcome", "Name the models"), "pencil"),
    CANCEL: Action(QT_TRANSLATE_NOOP("welcome", "Cancel"), "x"),
}

_MODEL_REMEDIES: dict[str, tuple[str, ...]] = {
    "key_rejected": (KEY_PAGE, KEY, RETRY),
    "no_money": (KEY_PAGE, RETRY),
    "rate_limited": (RETRY,),
    "unavailable": (RETRY,),
    "cannot_reach": (RETRY, ADDRESS),
    "timeout": (RETRY, ADDRESS),
    "tls": (ADDRESS, RETRY),
    "bad_answer": (ADDRESS, NAME_MODELS),
    "not_supported": (NAME_MODELS, ADDRESS),
    "invalid_base_url": (ADDRESS,),
    NO_MODELS: (RETRY, NAME_MODELS),
}

_TEST_REMEDIES: dict[Remedy, tuple[str, ...]] = {
    Remedy.CHECK_KEY: (KEY_PAGE, KEY, RETRY),
    Remedy.ADD_MONEY: (KEY_PAGE, RETRY),
    Remedy.CHECK_ADDRESS: (ADDRESS, RETRY),
    Remedy.CHECK_NETWORK: (RETRY, ADDRESS),
    Remedy.CHECK_CERTIFICATE: (ADDRESS, RETRY),
}

_UNUSABLE = {
    Code.UNKNOWN_TEXT: QT_TRANSLATE_NOOP(
        "welcome", "There is no key or address in this. Paste the key alone, or choose a provider."
    ),
    Code.PLACEHOLDER: QT_TRANSLATE_NOOP(
        "welcome", "A placeholder stands where the key belongs. Put the key in its place."
    ),
    Code.ADMIN_KEY: QT_TRANSLATE_NOOP(
        "welcome", "This is an admin key: it cannot use models. Make an ordinary API key."
    ),
    Code.SUBSCRIPTION_TOKEN: QT_TRANSLATE_NOOP(
        "welcome",
        "This is the token of a subscription, which only its own apps may use. Make an API key.",
    ),
}


def remedies_for_models(code: str, provider: ProviderView) -> tuple[str, ...]:
    """What to offer after the models could not be fetched."""
    return _without_page(_MODEL_REMEDIES.get(code, (RETRY, ADDRESS)), provider)


def remedies_for_test(remedy: Remedy, provider: ProviderView) -> tuple[str, ...]:
    """What to offer after a test failed."""
    return _without_page(_TEST_REMEDIES.get(remedy, (RETRY,)), provider)


def unusable(detection: Detection) -> str:
    """Why nothing can be made of a text."""
    return _say(_UNUSABLE.get(detection.code, _UNUSABLE[Code.UNKNOWN_TEXT]))


def _without_page(keys: tuple[str, ...], provider: ProviderView) -> tuple[str, ...]:
    return tuple(key for key in keys if key != KEY_PAGE or provider.key_url)


def _say(text: object) -> str:
    return QCoreApplication.translate(_CONTEXT, str(text))
