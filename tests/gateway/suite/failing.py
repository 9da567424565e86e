"""What each provider refuses with, what is made of it, who rests, and what the client hears."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from gateway.domain.channel import Channel
from gateway.domain.failure import FailureClass
from tests.gateway.house import House
from tests.gateway.providers.follows import FOLLOWS
from tests.gateway.suite import asks
from tests.gateway.suite.exchanges import heard, upstream
from tests.gateway.suite.masking import Masker
from tests.gateway.suite.stands import Stand
from tests.upstreams import ErrorKind, Reply, faults

CHAT = "openai_chat"
_CAME = ("came", "told", "answer")
KINDS: tuple[ErrorKind, ...] = ("server", *(k for k in get_args(ErrorKind) if k != "server"))
"""The first is what a mock answers to classes it has no words for."""
IN_OK, IN_STREAM = "in a 200", "in a stream"
MEANS: Mapping[str, frozenset[FailureClass]] = {
    "server": frozenset({FailureClass.OVERLOADED}),
    "bad_request": frozenset({FailureClass.BAD_REQUEST}),
    "unsupported": frozenset({FailureClass.BAD_REQUEST, FailureClass.MODEL_NOT_FOUND}),
    "bad_key": frozenset({FailureClass.BAD_KEY}),
    "money": frozenset({FailureClass.NO_MONEY}),
    "permission": frozenset(
        {FailureClass.MODEL_NOT_FOUND, FailureClass.BAD_KEY, FailureClass.NETWORK}
    ),
    "not_found": frozenset({FailureClass.MODEL_NOT_FOUND, FailureClass.PROTOCOL}),
    "model": frozenset({FailureClass.MODEL_NOT_FOUND}),
    "too_large": frozenset({FailureClass.CONTEXT_TOO_LONG}),
    "rate_limit": frozenset({FailureClass.RATE_LIMIT}),
    "overloaded": frozenset({FailureClass.OVERLOADED}),
    "timeout": frozenset({FailureClass.TIMEOUT, FailureClass.OVERLOADED}),
    "context": frozenset({FailureClass.CONTEXT_TOO_LONG}),
    "content_filter": frozenset({FailureClass.CONTENT_FILTER}),
}
"""What each class of a mock's errors may be taken for (section F of the facts)."""
_UNLIKE: Mapping[tuple[str, str], FailureClass] = {
    # One number for a right that is missing and for money that is gone.
    **{
        (spark, kind): FailureClass.NO_MONEY
        for spark in ("spark", "spark_websocket")
        for kind in ("bad_key", "permission", "model")
    },
    # Its server says 500 to whatever it throws.
    ("fastgpt", "bad_request"): FailureClass.OVERLOADED,
}
_ALWAYS_TRUE = frozenset({"replicate"})
"""Whose status is never that of a success where there is an error."""
_SHARED: tuple[ErrorKind, ...] = (
    "rate_limit",
    "bad_key",
    "context",
    "overloaded",
    "content_filter",
    "money",
    "model",
)


def share(number: int, client: str) -> Sequence[ErrorKind]:
    """The one error that this client is told of by the provider of this number: all of them over
    all providers.
    """
    at = number + asks.CLIENTS.index(client)
    return (_SHARED[at % len(_SHARED)],)


class Failing:
    """Errors through the gateway; whatever rests after one is woken."""

    def __init__(self, home: House, channels: Mapping[str, Channel]) -> None:
        self._home = home
        self._channels = channels

    async def all_of(
        self,
        ident: str,
        client: str,
        model: str,
        stand: Stand,
        only: Sequence[ErrorKind] | None = None,
    ) -> dict[str, Any]:
        """Exchanges by the mock's class of error; one that reads as another says which. Raises
        AssertionError for one that is taken for what it is not, or told in other words.
        """
        found: dict[str, Any] = {}
        for kind in only or KINDS:
            if kind in stand.lacks:
                continue
            reply = Reply(error=kind)
            shown = await self._one(ident, client, model, stand, reply)
            known = _known(shown, found)
            if known == "as server":
                continue
            means = MEANS[kind] | (frozenset() if only is None else MEANS["server"])
            if (ident, kind) in _UNLIKE:
                means |= {_UNLIKE[ident, kind]}
            assert shown["means"] in means, (ident, kind, shown)
            found[kind] = known or shown
        for name, reply in _IN_BAND.items() if only is None else ():
            if name == IN_OK and ident in _ALWAYS_TRUE:
                continue
            streamed = name == IN_STREAM
            shown = await self._one(ident, client, model, stand, reply, stream=streamed)
            if shown["means"]:  # what has no streams breaks off none
                found[name] = _known(shown, found) or shown
        return found

    async def _one(
        self,
        ident: str,
        client: str,
        model: str,
        stand: Stand,
        reply: Reply,
        *,
        stream: bool = False,
    ) -> dict[str, Any]:
        stand.mock.reset()
        stand.mock.always(reply)
        path, body = asks.request(client, model, stream=stream)
        status, headers, answer = await self._home.post(path, body)
        (row,) = await self._home.log(last=1)
        means = row.attempts[-1].error_class
        mask = Masker(stand.secrets, ident)
        sent = upstream(stand.mock.requests, mask)
        came = {name: each for name, each in sent[-1].items() if name in _CAME}
        if len(sent) > 1:
            came = {"asked": f"{len(sent)} times", **came}
        if not stream:
            own = max(400, int(came["came"].partition(" ")[0]))
            assert status == (FOLLOWS[FailureClass(means)].alone or own), (ident, came)
            assert asks.failed(client, answer), (ident, answer)
        return {
            **came,
            "means": means,
            "rests": await self._wake(self._channels[ident]),
            "client": heard(status, headers, answer, mask),
        }

    async def _wake(self, channel: Channel) -> str:
        """Who rests, in words; and no longer."""
        rests = self._home.gateway.rests
        circuits = rests.circuits(channel.id)
        if not circuits:
            return "nobody"
        (circuit,) = circuits
        rest = rests.of_key(circuit.key_id) if circuit.key_id else rests.of_channel(channel.id)
        assert rest is not None
        told = rest.failure.retry_after_s
        who = "the key" if circuit.key_id else "the channel"
        which = ", for this model" if circuit.model else ""
        length = f"{rest.seconds:g} s" if told is None else f"{told:g} s, as told"
        if told is not None and told * 10 != round(told * 10):
            length = "until its minute is over, as told"
        await self._home.gateway.channels.resume(channel.id)
        return f"{who}{which}: {length}{'' if rest.hard else '; asked after others until then'}"


_IN_BAND: Mapping[str, Reply] = {
    IN_OK: faults.error_in_ok(),
    IN_STREAM: faults.error_in_stream(0, "server"),
}


def _known(shown: dict[str, Any], found: Mapping[str, Any]) -> str:
    """``as <kind>``, where an earlier error reads the same; ''."""
    return next((f"as {kind}" for kind, each in found.items() if each == shown), "")
