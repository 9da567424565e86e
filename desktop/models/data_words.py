"""Words for copies of the data, and for what an export would change."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from desktop import format
from desktop.i18n import translate
from desktop.models.route_words import strategy_words, when_words
from desktop.models.setting_words import WORDS, say
from desktop.theme import StatusName
from gateway.services.routes import Strategy, When
from gateway.services.transfer import ImportItem


def size(size_bytes: int) -> str:
    """``3.6 MB``."""
    return QLocale().formattedDataSize(
        size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )


def backup_word(label: str) -> str:
    """Why a copy was taken."""
    return {
        "manual": translate("data", "Made by you"),
        "daily": translate("data", "Daily"),
        "before-upgrade": translate("data", "Before an update"),
        "before-restore": translate("data", "Before a restore"),
    }.get(label, label)


def restore_problem(code: str) -> str:
    """Why a file cannot be restored, and what to do."""
    return {
        "missing": translate("data", "This file is not there any more."),
        "unreadable": translate("data", "This file cannot be read. Check its permissions."),
        "foreign": translate("data", "This is another program's database."),
        "newer": translate("data", "A newer Homeport made this backup. Update Homeport first."),
        "not_upgradable": translate(
            "data", "This backup is older than this Homeport and cannot be brought up to date."
        ),
        "damaged": translate("data", "This file is damaged. Choose another backup."),
    }.get(code, translate("data", "This file cannot be restored."))


def kind_word(kind: str) -> str:
    """The heading over things of a kind."""
    return {
        "setting": translate("data", "Settings"),
        "prices": translate("data", "Prices"),
        "person": translate("data", "People"),
        "limits": translate("data", "Budgets and rates"),
        "rule": translate("data", "Routing rules"),
        "channel": translate("data", "Channels"),
        "token": translate("data", "Tokens"),
    }[kind]


def item_name(item: ImportItem) -> str:
    """What a thing is called on the pages."""
    if item.kind == "setting" and item.name in WORDS:
        return say(WORDS[item.name].label)
    if item.kind == "prices":
        return {
            "ModelPrice": translate("data", "Your own prices"),
            "ModelRatio": translate("data", "Model ratios"),
            "CompletionRatio": translate("data", "Completion ratios"),
            "GroupRatio": translate("data", "Group multipliers"),
        }.get(item.name, item.name)
    if item.of == "owner":
        return translate("data", "{name}, the owner").format(name=item.name)
    if item.of == "group":
        return translate("data", "Group {name}").format(name=item.name)
    if item.of == "fallback":
        return translate("data", "{model} → {stand_in}").format(
            model=item.name, stand_in=item.values[0]
        )
    return item.name


def standing_pill(item: ImportItem) -> tuple[str, StatusName, str]:
    """Word, status and icon of a thing."""
    return {
        "new": (translate("data", "New"), "info", "plus"),
        "same": (translate("data", "Same"), "neutral", "check"),
        "different": (translate("data", "Different"), "warn", "pencil"),
        "blocked": (translate("data", "Not possible"), "neutral", "circle-off"),
    }[item.standing]  # type: ignore[return-value]


def item_detail(item: ImportItem) -> str:
    """What differs, or why it cannot be; '' when there is nothing to say."""
    if item.standing == "blocked":
        return {
            "fixed": translate("data", "Set by the environment or the command line here."),
            "unknown_provider": translate("data", "This Homeport does not know its provider."),
        }.get(item.reason, translate("data", "This Homeport does not know it."))
    if item.kind == "prices":
        words = format.plural(
            len(item.fields), translate("data", "1 entry"), translate("data", "{n} entries")
        )
        return words if item.fields else ""
    if item.kind == "rule":
        return _rule_word(item)
    if item.standing != "different":
        return ""
    words = translate("data", "Differs in: {fields}")
    named = translate("data", ", ").join(dict.fromkeys(_field_word(name) for name in item.fields))
    return words.format(fields=named) if item.fields else ""


def _rule_word(item: ImportItem) -> str:
    """What a rule says: who is asked first, or when a model stands in."""
    if item.of == "fallback":
        return when_words(When(item.values[-1]))
    return strategy_words(Strategy(item.values[0]))


def _field_word(name: str) -> str:
    known = {
        "keys": translate("data", "keys"),
        "models": translate("data", "models"),
        "balance": translate("data", "balance"),
        "unlimited": translate("data", "balance"),
        "enabled": translate("data", "on or off"),
        "name": translate("data", "name"),
        "base_url": translate("data", "address"),
        "group": translate("data", "group"),
        "groups": translate("data", "groups"),
        "expires_at": translate("data", "expiry"),
        "subnets": translate("data", "networks"),
        "priority": translate("data", "priority"),
        "weight": translate("data", "weight"),
        "budgets": translate("data", "budgets"),
        "rpm": translate("data", "requests a minute"),
        "tpm": translate("data", "tokens a minute"),
        "concurrency": translate("data", "requests at once"),
    }
    return known.get(name, translate("data", "other options"))
