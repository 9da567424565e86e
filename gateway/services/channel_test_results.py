"""What a test of a channel found, and what may help where it failed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gateway.domain.capability import Capability
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.price import Price
from gateway.domain.usage import Usage
from gateway.services.channel_test_request import TestRun


class Remedy(StrEnum):
    """What may help after a failed test; the window words it."""

    NONE = ""
    CHECK_KEY = "check_key"
    ADD_MONEY = "add_money"
    WAIT = "wait"
    CHOOSE_MODEL = "choose_model"
    CHECK_ADDRESS = "check_address"
    CHECK_NETWORK = "check_network"
    CHECK_CERTIFICATE = "check_certificate"
    START_SERVER = "start_server"


_REMEDIES = {
    FailureClass.BAD_KEY: Remedy.CHECK_KEY,
    FailureClass.NO_MONEY: Remedy.ADD_MONEY,
    FailureClass.RATE_LIMIT: Remedy.WAIT,
    FailureClass.OVERLOADED: Remedy.WAIT,
    FailureClass.NETWORK: Remedy.CHECK_NETWORK,
    FailureClass.TIMEOUT: Remedy.CHECK_NETWORK,
    FailureClass.MODEL_NOT_FOUND: Remedy.CHOOSE_MODEL,
    FailureClass.PROTOCOL: Remedy.CHECK_ADDRESS,
}


@dataclass(frozen=True, slots=True)
class TestPlan:
    """A test that a channel can be put to: what it asks for, and what that is likely to cost.

    ``cost_nano`` is None where nobody knows the model's price. One that ``asks_first`` is sent only
    after somebody was told its cost.
    """

    capability: Capability
    model: str
    cost_nano: int | None

    @property
    def asks_first(self) -> bool:
        return self.capability.asks_first


@dataclass(frozen=True, slots=True)
class TestResult:
    """``cost_nano`` is None where nobody knows the model's price; ``reply`` what it said.

    ``first_token_ms`` is when the first of an answer came, whatever it is made of. Of an embedding
    there are ``dimensions``, of an image ``picture`` (a file's bytes, b'' where it could not be
    fetched), of sound its length (made, or heard), of a ranking the documents in their new order.
    """

    ok: bool
    model: str
    first_token_ms: int
    duration_ms: int
    reply: str
    usage: Usage
    cost_nano: int | None
    failure: Failure | None = None
    remedy: Remedy = Remedy.NONE
    capability: Capability = Capability.CHAT
    dimensions: int = 0
    picture: bytes = field(default=b"", repr=False)
    sound_ms: int = 0
    order: tuple[str, ...] = ()


def result_of(
    run: TestRun, price: Price | None, usage: Usage, failure: Failure | None
) -> TestResult:
    """What ``run`` found, at ``price``."""
    factor = run.channel.cost_factor
    cost = 0 if not run.answered else None if price is None else price.nano(usage, factor)
    speaks = (Capability.CHAT, Capability.TRANSCRIPTION)
    return TestResult(
        ok=failure is None,
        model=run.model,
        first_token_ms=run.first_token_ms,
        duration_ms=run.elapsed_ms,
        reply="".join(run.meter.texts).strip() if run.capability in speaks else "",
        usage=usage,
        cost_nano=cost,
        failure=failure,
        remedy=_remedy(run, failure) if failure else Remedy.NONE,
        capability=run.capability,
        dimensions=run.found.dimensions,
        picture=run.found.picture,
        sound_ms=run.found.sound_ms,
        order=run.found.order,
    )


def _remedy(run: TestRun, failure: Failure) -> Remedy:
    if failure.error_code == "tls":
        return Remedy.CHECK_CERTIFICATE
    if failure.kind is FailureClass.NETWORK and run.provider.local:
        return Remedy.START_SERVER
    return _REMEDIES.get(failure.kind, Remedy.NONE)
