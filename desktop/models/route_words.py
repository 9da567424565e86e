"""A route in words: why a channel is not asked, how a tier is chosen, what stands in when."""

from __future__ import annotations

import math

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop import format
from desktop.i18n import translate
from desktop.models.channel_status import until
from gateway.domain.circuit import Circuit, CircuitState
from gateway.services.routes import Bar, Barred, Strategy, When

_CONTEXT = "Route"
_BARS = {
    Bar.OFF: QT_TRANSLATE_NOOP("Route", "Switched off"),
    Bar.MODEL: QT_TRANSLATE_NOOP("Route", "Does not have this model"),
    Bar.GROUP: QT_TRANSLATE_NOOP("Route", "Serves other groups: {detail}"),
    Bar.NO_KEY: QT_TRANSLATE_NOOP("Route", "Has no key"),
    Bar.KEY_OFF: QT_TRANSLATE_NOOP("Route", "Its keys are switched off"),
    Bar.KEY_LOCKED: QT_TRANSLATE_NOOP("Route", "Its keys are locked in the vault"),
    Bar.HOURS: QT_TRANSLATE_NOOP("Route", "Closed until {time}; open {detail}"),
    Bar.FULL: QT_TRANSLATE_NOOP("Route", "Full: its limit is {detail}"),
    Bar.BUDGET: QT_TRANSLATE_NOOP("Route", "Its budget of {detail} is used up, until {time}"),
    Bar.DAILY_CAP: QT_TRANSLATE_NOOP("Route", "Today's {detail} tokens are used up, until {time}"),
    Bar.SPARED: QT_TRANSLATE_NOOP("Route", "You let it rest until {time}"),
    Bar.RESTING: QT_TRANSLATE_NOOP("Route", "Rests until {time}"),
    Bar.USED_UP: QT_TRANSLATE_NOOP("Route", "Its rate limit is used up until {time}"),
    Bar.PROBED: QT_TRANSLATE_NOOP("Route", "Refused: a probe tries its key at {time}"),
    Bar.TRYING: QT_TRANSLATE_NOOP("Route", "Another request is trying it"),
    Bar.NO_PRICE: QT_TRANSLATE_NOOP("Route", "The model has no price, the token has a balance"),
    Bar.NO_ENDPOINT: QT_TRANSLATE_NOOP("Route", "The provider does not have this endpoint"),
    Bar.TRIED: QT_TRANSLATE_NOOP("Route", "Was tried in vain"),
}
_STRATEGIES = {
    Strategy.WEIGHTED: QT_TRANSLATE_NOOP("Route", "By weight"),
    Strategy.CHEAPEST: QT_TRANSLATE_NOOP("Route", "The cheapest"),
    Strategy.FASTEST: QT_TRANSLATE_NOOP("Route", "The fastest"),
    Strategy.ROUND_ROBIN: QT_TRANSLATE_NOOP("Route", "Each in turn"),
}
_WHENS = {
    When.UNANSWERED: QT_TRANSLATE_NOOP("Route", "If none answers"),
    When.TOO_LONG: QT_TRANSLATE_NOOP("Route", "If the prompt is too long"),
    When.SPENT: QT_TRANSLATE_NOOP("Route", "Past 80 % of the balance"),
}


def bar_words(barred: Barred, now_ms: int) -> str:
    """Why a channel or key is not asked; the provider's own words behind it."""
    time = until(now_ms + math.ceil(barred.wait_s or 0) * 1000)
    text = translate(_CONTEXT, str(_BARS[barred.bar])).format(time=time, detail=barred.detail)
    said = barred.detail if barred.bar in (Bar.RESTING, Bar.PROBED) else ""
    return f"{text}. {said}" if said else text


def strategy_words(strategy: Strategy) -> str:
    return translate(_CONTEXT, str(_STRATEGIES[strategy]))


def when_words(when: When) -> str:
    return translate(_CONTEXT, str(_WHENS[when]))


def share_words(share: float) -> str:
    """A part of the requests."""
    return format.percent(share)


def circuit_words(circuit: Circuit, hints: dict[int, str], now_ms: int) -> str:
    """What of a channel rests, in a line."""
    whose = " ".join(
        part for part in (circuit.model, hints.get(circuit.key_id, "")) if part
    ) or translate(_CONTEXT, "All of it")
    if circuit.state is CircuitState.HALF_OPEN:
        text = translate(_CONTEXT, "{what}: the next request tries it")
        if circuit.trying:
            text = translate(_CONTEXT, "{what}: a request is trying it")
        return text.format(what=whose)
    text = translate(_CONTEXT, "{what}: rests until {time}")
    if circuit.probed:
        text = translate(_CONTEXT, "{what}: a probe tries it at {time}")
    return text.format(what=whose, time=until(now_ms + math.ceil(circuit.wait_s) * 1000))
