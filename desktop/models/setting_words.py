"""Words for the settings' own metadata: icon, label, one sentence, unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.i18n import translate
from gateway.services.settings import SettingView

_CONTEXT = "setting"


@dataclass(frozen=True, slots=True)
class SettingWords:
    """In English, as marked for translation; ``unit`` stands behind a number."""

    icon: str
    label: object
    sentence: object
    unit: object = ""
    placeholder: object = ""
    choices: tuple[object, ...] = ()
    """In the order of the setting's own."""


WORDS: Mapping[str, SettingWords] = {
    "host": SettingWords(
        "network",
        QT_TRANSLATE_NOOP("setting", "Address"),
        QT_TRANSLATE_NOOP("setting", "Where Homeport listens. Empty means this computer only."),
        placeholder=QT_TRANSLATE_NOOP("setting", "this computer only"),
    ),
    "port": SettingWords(
        "plug",
        QT_TRANSLATE_NOOP("setting", "Port"),
        QT_TRANSLATE_NOOP("setting", "Your apps connect to it. 0 picks a free one."),
    ),
    "keep_alive_s": SettingWords(
        "activity",
        QT_TRANSLATE_NOOP("setting", "Keep-alive"),
        QT_TRANSLATE_NOOP(
            "setting", "How often a waiting app is told that its answer is still coming."
        ),
        QT_TRANSLATE_NOOP("setting", "s"),
    ),
    "max_body_mb": SettingWords(
        "upload",
        QT_TRANSLATE_NOOP("setting", "Largest request"),
        QT_TRANSLATE_NOOP("setting", "Pictures and documents count in full."),
        QT_TRANSLATE_NOOP("setting", "MB"),
    ),
    "max_attempts": SettingWords(
        "refresh-cw",
        QT_TRANSLATE_NOOP("setting", "Attempts"),
        QT_TRANSLATE_NOOP("setting", "How many keys and channels one request may try."),
    ),
    "routing_strategy": SettingWords(
        "arrow-right",
        QT_TRANSLATE_NOOP("setting", "Which channel first"),
        QT_TRANSLATE_NOOP(
            "setting", "Among channels of one priority. A group or a model may have its own way."
        ),
        choices=(
            QT_TRANSLATE_NOOP("setting", "By weight"),
            QT_TRANSLATE_NOOP("setting", "The cheapest"),
            QT_TRANSLATE_NOOP("setting", "The fastest"),
            QT_TRANSLATE_NOOP("setting", "Each in turn"),
        ),
    ),
    "sticky_minutes": SettingWords(
        "clock",
        QT_TRANSLATE_NOOP("setting", "Keep conversations together"),
        QT_TRANSLATE_NOOP(
            "setting",
            "How long a long conversation stays with its channel and key, where its prompt is "
            "cached. 0 keeps nothing together.",
        ),
        QT_TRANSLATE_NOOP("setting", "min"),
    ),
    "hedge_after_s": SettingWords(
        "timer",
        QT_TRANSLATE_NOOP("setting", "Ask a second channel"),
        QT_TRANSLATE_NOOP(
            "setting",
            "After how much silence another is asked beside the first. The first to answer "
            "answers, both cost. 0 never asks twice.",
        ),
        QT_TRANSLATE_NOOP("setting", "s"),
    ),
    "paid_probes": SettingWords(
        "activity",
        QT_TRANSLATE_NOOP("setting", "Paid probes"),
        QT_TRANSLATE_NOOP(
            "setting",
            "Refused keys are tried with a request of a few tokens where nothing free tells.",
        ),
    ),
    "queue_s": SettingWords(
        "clock",
        QT_TRANSLATE_NOOP("setting", "Wait for a limit"),
        QT_TRANSLATE_NOOP(
            "setting",
            "How long a request beyond a limit a minute or at once waits before it is refused. "
            "0 refuses at once.",
        ),
        QT_TRANSLATE_NOOP("setting", "s"),
    ),
    "queue_places": SettingWords(
        "users",
        QT_TRANSLATE_NOOP("setting", "Waiting requests"),
        QT_TRANSLATE_NOOP("setting", "How many of one token may wait at the same time."),
    ),
    "week_start": SettingWords(
        "calendar",
        QT_TRANSLATE_NOOP("setting", "Weeks begin on"),
        QT_TRANSLATE_NOOP("setting", "Where budgets are counted by the week."),
        choices=(
            QT_TRANSLATE_NOOP("setting", "Monday"),
            QT_TRANSLATE_NOOP("setting", "Sunday"),
            QT_TRANSLATE_NOOP("setting", "Saturday"),
        ),
    ),
    "balance_update_minutes": SettingWords(
        "coins",
        QT_TRANSLATE_NOOP("setting", "Read balances"),
        QT_TRANSLATE_NOOP(
            "setting", "How often providers are asked what is left on your accounts. 0 never asks."
        ),
        QT_TRANSLATE_NOOP("setting", "min"),
    ),
    "channel_test_minutes": SettingWords(
        "zap",
        QT_TRANSLATE_NOOP("setting", "Test channels"),
        QT_TRANSLATE_NOOP(
            "setting",
            "How often every key is tested by a short chat or embedding, which costs a little. "
            "0 never does.",
        ),
        QT_TRANSLATE_NOOP("setting", "min"),
    ),
    "relay_timeout_s": SettingWords(
        "timer",
        QT_TRANSLATE_NOOP("setting", "Time limit"),
        QT_TRANSLATE_NOOP("setting", "How long one request may take in all. 0 sets no limit."),
        QT_TRANSLATE_NOOP("setting", "s"),
    ),
    "relay_proxy": SettingWords(
        "globe",
        QT_TRANSLATE_NOOP("setting", "Outbound proxy"),
        QT_TRANSLATE_NOOP("setting", "How requests leave this computer for the providers."),
        placeholder=QT_TRANSLATE_NOOP("setting", "http://host:port"),
    ),
    "test_prompt": SettingWords(
        "zap",
        QT_TRANSLATE_NOOP("setting", "Test question"),
        QT_TRANSLATE_NOOP("setting", "What a channel is asked when you test it."),
    ),
    "update_url": SettingWords(
        "link",
        QT_TRANSLATE_NOOP("setting", "Where to ask for updates"),
        QT_TRANSLATE_NOOP("setting", "An https address of your choice. Empty never asks."),
        placeholder=QT_TRANSLATE_NOOP("setting", "never asks"),
    ),
    "ollama_api": SettingWords(
        "box",
        QT_TRANSLATE_NOOP("setting", "Ollama's API"),
        QT_TRANSLATE_NOOP(
            "setting", "For apps that can only ask Ollama: all models at this address."
        ),
    ),
    "ollama_token": SettingWords(
        "key-round",
        QT_TRANSLATE_NOOP("setting", "Token for apps without a key"),
        QT_TRANSLATE_NOOP(
            "setting", "Its name. Serves Ollama apps on this computer only. Empty: a key is needed."
        ),
        placeholder=QT_TRANSLATE_NOOP("setting", "a key is needed"),
    ),
    "sharing": SettingWords(
        "wifi",
        QT_TRANSLATE_NOOP("setting", "Share on local network"),
        QT_TRANSLATE_NOOP("setting", "Other devices can connect, each with a key."),
    ),
    "sharing_hours": SettingWords(
        "timer",
        QT_TRANSLATE_NOOP("setting", "Stop sharing by itself"),
        QT_TRANSLATE_NOOP("setting", "So many hours after it was switched on. 0 means never."),
        QT_TRANSLATE_NOOP("setting", "h"),
    ),
    "host_names": SettingWords(
        "globe",
        QT_TRANSLATE_NOOP("setting", "Other names"),
        QT_TRANSLATE_NOOP(
            "setting", "Where others use a name of your own for it. Unknown names are refused."
        ),
        placeholder=QT_TRANSLATE_NOOP("setting", "llm.example.com"),
    ),
    "trusted_proxies": SettingWords(
        "shield-check",
        QT_TRANSLATE_NOOP("setting", "Trusted proxies"),
        QT_TRANSLATE_NOOP(
            "setting", "Reverse proxies that may say for whom they ask. Others are not believed."
        ),
        placeholder=QT_TRANSLATE_NOOP("setting", "10.0.0.2, 172.18.0.0/16"),
    ),
    "log_retention_days": SettingWords(
        "scroll-text",
        QT_TRANSLATE_NOOP("setting", "Keep the log"),
        QT_TRANSLATE_NOOP(
            "setting", "Older requests are forgotten, their costs are not. 0 keeps everything."
        ),
        QT_TRANSLATE_NOOP("setting", "days"),
    ),
    "clipboard_clear_s": SettingWords(
        "clipboard-paste",
        QT_TRANSLATE_NOOP("setting", "Clear copied keys"),
        QT_TRANSLATE_NOOP(
            "setting", "How long a key you copied stays on the clipboard, unless it was replaced."
        ),
        QT_TRANSLATE_NOOP("setting", "s"),
    ),
    "backup_daily": SettingWords(
        "calendar",
        QT_TRANSLATE_NOOP("setting", "Back up every day"),
        QT_TRANSLATE_NOOP("setting", "A copy in the data folder, made while Homeport runs."),
    ),
    "backup_keep": SettingWords(
        "archive",
        QT_TRANSLATE_NOOP("setting", "Daily backups to keep"),
        QT_TRANSLATE_NOOP("setting", "Older ones are deleted. Copies you made yourself stay."),
    ),
    "durability": SettingWords(
        "shield-check",
        QT_TRANSLATE_NOOP("setting", "What bookings survive"),
        QT_TRANSLATE_NOOP(
            "setting",
            "A power cut may lose the last ones, unless every answer waits for the disk, and ends "
            "slightly later.",
        ),
        choices=(
            QT_TRANSLATE_NOOP("setting", "A crash of Homeport"),
            QT_TRANSLATE_NOOP("setting", "A power cut, too"),
        ),
    ),
    "fetch_images": SettingWords(
        "download",
        QT_TRANSLATE_NOOP("setting", "Fetch images for models"),
        QT_TRANSLATE_NOOP(
            "setting",
            "Some models cannot open a web address; Homeport does it for them.",
        ),
        choices=(
            QT_TRANSLATE_NOOP("setting", "From the internet alone"),
            QT_TRANSLATE_NOOP("setting", "From your own network, too"),
            QT_TRANSLATE_NOOP("setting", "Never"),
        ),
    ),
    "list_token_keys": SettingWords(
        "key-round",
        QT_TRANSLATE_NOOP("setting", "Show token keys in API lists"),
        QT_TRANSLATE_NOOP(
            "setting", "Tools made for one-api expect their own keys whole in the token list."
        ),
    ),
    "keep_responses": SettingWords(
        "archive",
        QT_TRANSLATE_NOOP("setting", "Keep responses"),
        QT_TRANSLATE_NOOP(
            "setting", "Sealed, for apps that go on from one by its id (OpenAI's Responses API)."
        ),
    ),
    "keep_responses_days": SettingWords(
        "calendar",
        QT_TRANSLATE_NOOP("setting", "Keep them for"),
        QT_TRANSLATE_NOOP(
            "setting", "Counted from a conversation's last response. 0 keeps everything."
        ),
        QT_TRANSLATE_NOOP("setting", "days"),
    ),
    "replay_answers": SettingWords(
        "refresh-cw",
        QT_TRANSLATE_NOOP("setting", "Answer repeated requests once"),
        QT_TRANSLATE_NOOP(
            "setting",
            "Sent again under its Idempotency-Key, a request gets the answer it had got, free of "
            "charge. Kept sealed.",
        ),
    ),
    "replay_hours": SettingWords(
        "clock",
        QT_TRANSLATE_NOOP("setting", "Keep those answers for"),
        QT_TRANSLATE_NOOP("setting", "Later the same key is a new request."),
        QT_TRANSLATE_NOOP("setting", "h"),
    ),
    "replay_mb": SettingWords(
        "archive",
        QT_TRANSLATE_NOOP("setting", "Space for those answers"),
        QT_TRANSLATE_NOOP("setting", "The oldest are forgotten beyond it."),
        QT_TRANSLATE_NOOP("setting", "MB"),
    ),
    "cache_answers": SettingWords(
        "database",
        QT_TRANSLATE_NOOP("setting", "Cache answers"),
        QT_TRANSLATE_NOOP(
            "setting",
            "The very same request is answered from memory, free of charge.",
        ),
        choices=(
            QT_TRANSLATE_NOOP("setting", "Never"),
            QT_TRANSLATE_NOOP("setting", "At temperature 0, and embeddings"),
            QT_TRANSLATE_NOOP("setting", "Every chat"),
        ),
    ),
    "cache_minutes": SettingWords(
        "clock",
        QT_TRANSLATE_NOOP("setting", "Cached for"),
        QT_TRANSLATE_NOOP("setting", "Older answers are asked for anew."),
        QT_TRANSLATE_NOOP("setting", "min"),
    ),
    "cache_mb": SettingWords(
        "archive",
        QT_TRANSLATE_NOOP("setting", "Memory for the cache"),
        QT_TRANSLATE_NOOP("setting", "The oldest answers are forgotten beyond it."),
        QT_TRANSLATE_NOOP("setting", "MB"),
    ),
    "cache_shared": SettingWords(
        "users",
        QT_TRANSLATE_NOOP("setting", "One cache for everyone"),
        QT_TRANSLATE_NOOP(
            "setting",
            "Off, each person gets only answers to requests of their own. On, also what others "
            "of the same group were answered.",
        ),
    ),
    "keep_responses_mb": SettingWords(
        "archive",
        QT_TRANSLATE_NOOP("setting", "Space for responses"),
        QT_TRANSLATE_NOOP("setting", "The oldest conversations are forgotten beyond it."),
        QT_TRANSLATE_NOOP("setting", "MB"),
    ),
}


def say(words: object) -> str:
    """Marked words in the language of now."""
    return translate(_CONTEXT, str(words)) if words else ""


def choice_items(view: SettingView) -> list[str | tuple[str, object]]:
    """A setting's choices, each in words with its value."""
    words = WORDS[view.name].choices
    return [(say(each), choice) for each, choice in zip(words, view.choices, strict=True)]
