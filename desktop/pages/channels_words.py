"""What the editor of a channel says: keys, settings of providers, results of tests."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop import format
from desktop.i18n import translate
from desktop.models.channel_status import until
from desktop.theme import Tone
from gateway.domain.balance import Balance
from gateway.domain.channel import ChannelKey, KeyState
from gateway.domain.failure import FailureClass
from gateway.services.channels import FieldSpec, ProviderView, Remedy, TestResult

_FIELDS = {
    "organization": QT_TRANSLATE_NOOP("ChannelWords", "Organization"),
    "interface": QT_TRANSLATE_NOOP("ChannelWords", "Interface"),
    "tc_region": QT_TRANSLATE_NOOP("ChannelWords", "Region"),
    "group_id": QT_TRANSLATE_NOOP("ChannelWords", "Group ID"),
    "project": QT_TRANSLATE_NOOP("ChannelWords", "Project"),
    "num_ctx": QT_TRANSLATE_NOOP("ChannelWords", "Context length in tokens"),
    "auth": QT_TRANSLATE_NOOP("ChannelWords", "How the key is sent"),
    "region": QT_TRANSLATE_NOOP("ChannelWords", "Region"),
    "api_version": QT_TRANSLATE_NOOP("ChannelWords", "API version"),
    "deployments": QT_TRANSLATE_NOOP("ChannelWords", "Deployments"),
    "remove_dots": QT_TRANSLATE_NOOP("ChannelWords", "Deployment names have no dots"),
    "guardrail": QT_TRANSLATE_NOOP("ChannelWords", "Guardrail"),
    "account_id": QT_TRANSLATE_NOOP("ChannelWords", "Account ID"),
    "gateway_id": QT_TRANSLATE_NOOP("ChannelWords", "Gateway"),
    "behind": QT_TRANSLATE_NOOP("ChannelWords", "Provider behind it"),
    "azure_resource": QT_TRANSLATE_NOOP("ChannelWords", "Azure's resource"),
    "azure_api_version": QT_TRANSLATE_NOOP("ChannelWords", "Azure's API version"),
    "portkey_provider": QT_TRANSLATE_NOOP("ChannelWords", "Provider behind it"),
    "portkey_config": QT_TRANSLATE_NOOP("ChannelWords", "Config"),
    "app_url": QT_TRANSLATE_NOOP("ChannelWords", "App's address"),
    "app_name": QT_TRANSLATE_NOOP("ChannelWords", "App's name"),
}
_NOTES: dict[str, object] = {
    "behind": QT_TRANSLATE_NOOP(
        "ChannelWords", "compat takes models of all of them, as provider/model."
    ),
    "azure_resource": QT_TRANSLATE_NOOP(
        "ChannelWords", "For azure-openai: its name, without .openai.azure.com."
    ),
    "azure_api_version": QT_TRANSLATE_NOOP(
        "ChannelWords", "For azure-openai: a date such as 2024-10-21."
    ),
    "app_url": QT_TRANSLATE_NOOP(
        "ChannelWords", "What OpenRouter shows in its lists of apps; empty for nothing."
    ),
    "region": QT_TRANSLATE_NOOP("ChannelWords", "A region in the key comes first."),
    "api_version": QT_TRANSLATE_NOOP(
        "ChannelWords", "v1 for today's addresses, or a date such as 2024-10-21."
    ),
    "deployments": QT_TRANSLATE_NOOP(
        "ChannelWords", "Other models are asked at a deployment of their own name."
    ),
    "remove_dots": QT_TRANSLATE_NOOP("ChannelWords", "gpt-3.5-turbo is asked as gpt-35-turbo."),
    "guardrail": QT_TRANSLATE_NOOP(
        "ChannelWords", "Its id, a colon and its version. It watches every request."
    ),
}
_ANY_PAIR: tuple[object, object, object, object] = (
    QT_TRANSLATE_NOOP("ChannelWords", "Name"),
    QT_TRANSLATE_NOOP("ChannelWords", "Value"),
    QT_TRANSLATE_NOOP("ChannelWords", "Add"),
    QT_TRANSLATE_NOOP("ChannelWords", "Remove"),
)
_PAIRS: dict[str, tuple[object, object, object, object]] = {
    "deployments": (
        QT_TRANSLATE_NOOP("ChannelWords", "Model"),
        QT_TRANSLATE_NOOP("ChannelWords", "Deployment"),
        QT_TRANSLATE_NOOP("ChannelWords", "Add deployment"),
        QT_TRANSLATE_NOOP("ChannelWords", "Remove this deployment"),
    ),
}
_CHOICES = {
    "x-api-key": QT_TRANSLATE_NOOP("ChannelWords", "As x-api-key"),
    "bearer": QT_TRANSLATE_NOOP("ChannelWords", "As a bearer token"),
    "compatible": QT_TRANSLATE_NOOP("ChannelWords", "Compatible with OpenAI"),
    "native": QT_TRANSLATE_NOOP("ChannelWords", "DashScope's own"),
    "jwt": QT_TRANSLATE_NOOP("ChannelWords", "As a signed token"),
}
_SEALED = {
    "open_keyring": QT_TRANSLATE_NOOP("ChannelWords", "sealed by the system keychain"),
    "open_keyfile": QT_TRANSLATE_NOOP("ChannelWords", "sealed with a key file"),
    "open_external": QT_TRANSLATE_NOOP("ChannelWords", "sealed with your key file"),
}
_LOCKED = QT_TRANSLATE_NOOP("ChannelWords", "the keychain is locked")


def _say(text: object) -> str:
    return translate("ChannelWords", str(text))


def field_label(spec: FieldSpec) -> str:
    """A provider's own setting; one without words here keeps its name."""
    return _say(_FIELDS[spec.name]) if spec.name in _FIELDS else spec.name


def field_note(spec: FieldSpec) -> str:
    """What is to be known about a setting, '' where its name says enough."""
    return _say(_NOTES[spec.name]) if spec.name in _NOTES else ""


def provider_note(provider: ProviderView | None) -> str:
    """What is to be known about a provider, '' for most."""
    if provider is None or not provider.retired:
        return ""
    return translate(
        "ChannelWords",
        "Its vendor has switched it off. Only somebody's stand-in at another address can answer.",
    )


def pair_words(spec: FieldSpec) -> tuple[str, str, str, str]:
    """Both sides of a pair, the button that adds one, the one that removes it."""
    left, right, add, remove = _PAIRS.get(spec.name, _ANY_PAIR)
    return _say(left), _say(right), _say(add), _say(remove)


def choice_label(choice: str) -> str:
    return _say(_CHOICES[choice]) if choice in _CHOICES else choice


def sealed_words(vault: str) -> str:
    """How secrets are kept, by the vault's state."""
    return _say(_SEALED.get(vault, _LOCKED))


@dataclass(frozen=True, slots=True)
class KeyWords:
    """The state of a key: icon, words, tone of both."""

    icon: str
    text: str
    tone: Tone


def key_words(key: ChannelKey, now_ms: int) -> KeyWords:
    match key.state:
        case KeyState.OFF:
            return KeyWords("circle-off", translate("ChannelWords", "Off"), "text3")
        case KeyState.REJECTED:
            return KeyWords("circle-x", translate("ChannelWords", "Rejected"), "error")
        case KeyState.NO_MONEY:
            return KeyWords("coins", translate("ChannelWords", "No money"), "error")
        case KeyState.LOCKED:
            return KeyWords("lock", translate("ChannelWords", "Locked"), "text2")
        case KeyState.READY if key.rest_until > now_ms:
            text = translate("ChannelWords", "Resting until {time}").format(
                time=until(key.rest_until)
            )
            return KeyWords("circle-pause", text, "info")
        case _:
            return KeyWords("key-round", translate("ChannelWords", "Ready"), "text3")


def balance_words(balance: Balance) -> str:
    """What is left on an account."""
    if balance.unlimited:
        return translate("ChannelWords", "No limit")
    amount = format.money(balance.nano, balance.currency)
    return translate("ChannelWords", "{amount} left").format(amount=amount)


def balance_read(key: ChannelKey) -> str:
    """When a key's balance was read, '' for never."""
    if key.balance is None:
        return ""
    when = format.moment(key.balance.at)
    return translate("ChannelWords", "Balance read {when}").format(when=when)


def masked(hint: str) -> str:
    """A key as it is shown: bullets of a fixed count and the end that tells it from others."""
    return "••••••••" + hint


@dataclass(frozen=True, slots=True)
class Fix:
    """What a button offers after a failed test: ``act`` is for the sheet, ``text`` for people."""

    act: str
    text: str


REPLACE_KEY = "replace-key"
OPEN_PAGE = "open-page"
ADDRESS = "address"
MODELS = "models"
RETRY = "retry"
AGREE = "agree"
"""To what a test is likely to cost."""
_FIXES = {
    Remedy.CHECK_KEY: REPLACE_KEY,
    Remedy.ADD_MONEY: OPEN_PAGE,
    Remedy.CHOOSE_MODEL: MODELS,
    Remedy.CHECK_ADDRESS: ADDRESS,
    Remedy.CHECK_CERTIFICATE: ADDRESS,
}
_FIX_WORDS = {
    REPLACE_KEY: QT_TRANSLATE_NOOP("ChannelWords", "Replace the key"),
    OPEN_PAGE: QT_TRANSLATE_NOOP("ChannelWords", "Open its page"),
    ADDRESS: QT_TRANSLATE_NOOP("ChannelWords", "Check the URL"),
    MODELS: QT_TRANSLATE_NOOP("ChannelWords", "Fetch models"),
    RETRY: QT_TRANSLATE_NOOP("ChannelWords", "Try again"),
}


def fix_for(result: TestResult, *, has_page: bool) -> Fix:
    """The button of a failed test."""
    act = _FIXES.get(result.remedy, RETRY)
    failure = result.failure
    if act == RETRY and failure is not None and failure.kind is FailureClass.MODEL_NOT_FOUND:
        act = MODELS
    if act == OPEN_PAGE and not has_page:
        act = RETRY
    return Fix(act, _say(_FIX_WORDS[act]))
