"""Probes: keys that were refused come back by themselves, at nobody's cost.

A rejected key is tried with its provider's list of models, one without money with the balance its
provider tells. Where neither says anything, the next request tries it after its rest, or, if the
owner allows paid probes, a test of a few tokens does.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from gateway.domain.balance import Balance
from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.errors import HomeportError, NotFound, ServiceError
from gateway.relay.planner import Candidate
from gateway.services.channel_balances import ChannelBalances
from gateway.services.channel_tests import ChannelTester
from gateway.services.context import Context
from gateway.services.model_lists import ModelLister
from gateway.services.state import State

log = logging.getLogger(__name__)

LATER_S = 300.0
"""When to look again where nothing was found out: no network, the vault locked, the channel off."""
_REFUSED = {"key_rejected": FailureClass.BAD_KEY, "no_money": FailureClass.NO_MONEY}
_SAYS_NOTHING = ("not_supported", "bad_answer")
_STATES = {
    FailureClass.BAD_KEY: KeyState.REJECTED,
    FailureClass.NO_MONEY: KeyState.NO_MONEY,
}


class Probes:
    """Wakes only while a key waits for its probe. The owner's ``off`` is left alone."""

    def __init__(self, context: Context, state: State, balances: ChannelBalances) -> None:
        self._context = context
        self._state = state
        self._balances = balances
        self._lister = ModelLister(context)
        self._tester = ChannelTester(context, state)
        self._woken = asyncio.Event()
        context.rests.leave_to_probes(self.decides, self.wake)

    def wake(self) -> None:
        """Looks again at what is due, and when."""
        self._woken.set()

    def decides(self, channel_id: int, key_id: int, kind: FailureClass) -> bool:
        """Whether a probe can find out if a key that failed so is good again."""
        try:
            channel = self._state.channels.get(channel_id)
            if self._context.provider(channel.provider).local:
                return False
        except NotFound:
            return False
        if kind is FailureClass.BAD_KEY:
            return bool(key_id)
        return self._balances.tells(channel) or self._may_pay

    @property
    def _may_pay(self) -> bool:
        return bool(self._context.settings.paid_probes)

    async def run(self) -> None:
        """For ever: whatever is due is probed, one after the other."""
        while True:
            self._woken.clear()
            await self.probe_due()
            rests = self._context.rests
            waits = [rests.left(rest) for _, _, rest in rests.held()]
            try:
                async with asyncio.timeout(min(waits, default=None)):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def probe_due(self) -> None:
        """Probes every key whose time has come."""
        rests = self._context.rests
        for channel_id, key_id, rest in rests.held():
            if rests.left(rest):
                continue
            try:
                await self.probe(channel_id, key_id, rest.failure.kind)
            except HomeportError as error:
                log.info("key %d could not be probed: %s", key_id, error)
                rests.postpone(key_id, LATER_S)

    async def probe(self, channel_id: int, key_id: int, kind: FailureClass) -> None:
        """One key now. Raises HomeportError where nothing can be found out."""
        channel = self._state.channels.get(channel_id)
        key = next((key for key in channel.keys if key.id == key_id), None)
        if key is None:
            raise NotFound("channel key", key_id)
        if not channel.enabled or key.secret is None or key.state is KeyState.OFF:
            self._context.rests.postpone(key_id, LATER_S)
            return
        if kind is FailureClass.NO_MONEY:
            await self._ask_balance(channel, key)
        else:
            await self._ask_models(channel, key)

    async def _ask_models(self, channel: Channel, key: ChannelKey) -> None:
        try:
            await self._lister.fetch(_alone(channel, key))
        except ServiceError as error:
            if error.code in _REFUSED:
                self._refused(channel, key, Failure(_REFUSED[error.code], 0, error.message))
                return
            if error.code not in _SAYS_NOTHING:
                raise
            await self._ask_for_real(channel, key)
            return
        self._fine(channel, key)

    async def _ask_balance(self, channel: Channel, key: ChannelKey) -> None:
        if not self._balances.tells(channel):
            await self._ask_for_real(channel, key)
            return
        found = await self._balances.of_key(channel, key)
        if isinstance(found, Balance):
            if found.unlimited or found.nano > 0:
                self._fine(channel, key)
            else:
                said = key.reason or "its account has no money left"
                self._refused(channel, key, Failure(FailureClass.NO_MONEY, 0, said))
        elif found.kind in _STATES:
            self._refused(channel, key, found)
        elif found.kind in (FailureClass.MODEL_NOT_FOUND, FailureClass.PROTOCOL):
            await self._ask_for_real(channel, key)
        else:
            raise ServiceError("unavailable", found.message)

    async def _ask_for_real(self, channel: Channel, key: ChannelKey) -> None:
        """Nothing that is free says anything: a test if it may cost, else the next request."""
        if not self._may_pay:
            self._fine(channel, key)
            return
        result = await self._tester.test(_alone(channel, key), "")
        if result.failure is None:
            self._fine(channel, key)
        elif result.failure.kind not in _STATES:
            self._context.rests.postpone(key.id, LATER_S)

    def _fine(self, channel: Channel, key: ChannelKey) -> None:
        """The next request tries it; that one closes the circuit, or opens it for twice as long."""
        self._context.rests.let_go(key.id)
        self._state.note_key(Candidate(channel, key, ""), KeyState.READY, "", 0.0)

    def _refused(self, channel: Channel, key: ChannelKey, failure: Failure) -> None:
        rest = self._context.rests.failed(channel.id, key.id, "", failure)
        if rest is not None:
            state = _STATES[failure.kind]
            candidate = Candidate(channel, key, "")
            self._state.note_key(candidate, state, failure.message, rest.seconds)


def _alone(channel: Channel, key: ChannelKey) -> Channel:
    """The channel as if it had this key alone, whatever was found out about it."""
    return replace(channel, keys=(replace(key, state=KeyState.READY),))
