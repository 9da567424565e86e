"""Asking providers what is left on the accounts of a channel's keys, and keeping what they say."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from gateway.domain.balance import Balance
from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.errors import DialectError, HomeportError, NotFound, ServiceError
from gateway.providers.abilities import BalanceInquiry, TellingBalance
from gateway.providers.base import Endpoint, Provider, UpstreamRequest
from gateway.relay.refused import read_refusal
from gateway.relay.transport import Timeouts, TransportError
from gateway.services.channel_writes import Rows, rows_of
from gateway.services.context import Context
from gateway.services.endpoints import endpoint_of, pick_key
from gateway.services.model_lists import refusal
from gateway.services.state import State
from gateway.store import channels as channel_rows
from gateway.tasks import TaskGroup

log = logging.getLogger(__name__)

TIMEOUTS = Timeouts(connect=10.0, first_byte=15.0, idle=15.0)
AT_ONCE = 3
_LOOK_EVERY_S = 60.0
_MINUTE_MS = 60_000


class ChannelBalances:
    """Each key of a channel is asked for, because each may be another account's. What is read
    stands in the channel's keys and decides nothing: a vendor's account is no balance of ours.
    """

    def __init__(self, context: Context, state: State) -> None:
        self._context = context
        self._state = state
        self._tasks = TaskGroup("balances")
        self._round_at = 0

    def tells(self, channel: Channel) -> bool:
        """Whether its provider has a way to ask for balances."""
        try:
            provider = self._context.provider(channel.provider)
        except NotFound:
            return False
        return bool(self._inquiries(provider, Endpoint(channel.base_url)))

    async def refresh(self, channel: Channel) -> None:
        """Reads the balances of all keys that are on; what one cannot tell keeps its last.

        Raises ServiceError ``not_supported``, ``no_usable_key``, ``vault_locked``, or why no key's
        balance could be read, as ``ChannelService.fetch_models``.
        """
        provider = self._context.provider(channel.provider)
        if not self.tells(channel):
            raise ServiceError("not_supported", f"{provider.name} tells no balance")
        pick_key(channel)
        keys = [key for key in channel.keys if key.state is not KeyState.OFF and key.secret]
        before = {
            key.id: key.uid
            for key in await self._context.database.read(
                partial(channel_rows.sealed_keys, channel.id)
            )
        }
        found: dict[int, Balance] = {}
        failure: Failure | None = None
        for key in keys:
            answer = await self.of_key(channel, key)
            if isinstance(answer, Balance):
                found[key.id] = replace(answer, at=self._context.now_ms())
            else:
                failure = failure or answer
        if found:
            await self._keep(channel.id, before, found)
        elif failure is not None:
            raise refusal(failure)

    async def _keep(
        self, channel_id: int, before: dict[int, str], found: dict[int, Balance]
    ) -> None:
        """Another secret in a key's place meanwhile is another account."""

        def write() -> Rows:
            for key in channel_rows.sealed_keys(channel_id):
                if key.id in found and before.get(key.id) == key.uid:
                    channel_rows.set_balance(key.id, found[key.id])
            return rows_of(channel_id)

        await self._state.change(write, lambda rows: self._state.channels.put(*rows))

    async def of_key(self, channel: Channel, key: ChannelKey) -> Balance | Failure:
        """What is left on one key's account now; nothing is kept. Raises NotFound."""
        provider = self._context.provider(channel.provider)
        endpoint = endpoint_of(channel, key)
        try:
            endpoint = await self._context.credentials.opened(provider, endpoint)
        except TransportError as error:
            return error.failure
        failure = Failure(FailureClass.MODEL_NOT_FOUND, 0, f"{provider.name} tells no balance")
        for inquiry in self._inquiries(provider, endpoint):
            bodies: list[bytes] = []
            for request in inquiry.requests:
                answer = await self._ask(provider, endpoint, request)
                if isinstance(answer, Failure):
                    failure = answer
                    break
                bodies.append(answer)
            else:
                try:
                    return inquiry.read(bodies)
                except DialectError as error:
                    failure = _unread(provider, endpoint, bodies[0], error)
        return failure

    def _inquiries(self, provider: Provider, endpoint: Endpoint) -> list[BalanceInquiry]:
        if not isinstance(provider, TellingBalance):
            return []
        today = datetime.fromtimestamp(self._context.now_ms() / 1000, UTC).date()
        return list(provider.balance_inquiries(endpoint, today))

    async def _ask(
        self, provider: Provider, endpoint: Endpoint, request: UpstreamRequest
    ) -> bytes | Failure:
        proxy = str(self._context.settings.relay_proxy)
        try:
            request = self._context.credentials.signed(provider, endpoint, request)
            answer = await self._context.transport.send(request, TIMEOUTS, proxy)
            try:
                if answer.status in (404, 405):
                    text = f"no balance is told at this address (HTTP {answer.status})"
                    return Failure(FailureClass.MODEL_NOT_FOUND, answer.status, text)
                if not 200 <= answer.status < 300:
                    body = await read_refusal(answer)
                    return provider.classify(answer.status, answer.headers, body, endpoint)
                return await answer.read()
            finally:
                answer.close()
        except TransportError as error:
            return error.failure

    # All of them

    def start_round(self) -> bool:
        """Reads the balances of all channels that are on, in the background; False while a round
        is under way.
        """
        if len(self._tasks):
            return False
        channels = [each for each in self._state.channels.all if each.enabled and self.tells(each)]
        self._round_at = self._context.now_ms()
        self._tasks.spawn(self._round(channels), "round")
        return True

    async def run(self) -> None:
        """Starts a round as often as the settings say."""
        while True:
            self.look()
            await asyncio.sleep(_LOOK_EVERY_S)

    def look(self) -> bool:
        """Starts a round if one is due."""
        minutes = int(self._context.settings.balance_update_minutes)
        due = minutes and self._context.now_ms() - self._round_at >= minutes * _MINUTE_MS
        return bool(due) and self.start_round()

    async def wait(self) -> None:
        """Until no round is under way."""
        await self._tasks.wait()

    async def close(self) -> None:
        await self._tasks.close()

    async def _round(self, channels: list[Channel]) -> None:
        slots = asyncio.Semaphore(AT_ONCE)

        async def refresh(channel: Channel) -> None:
            async with slots:
                try:
                    await self.refresh(channel)
                except HomeportError as error:
                    log.info("the balance of channel %d was not read: %s", channel.id, error)

        await asyncio.gather(*(refresh(channel) for channel in channels))


def _unread(provider: Provider, endpoint: Endpoint, body: bytes, error: DialectError) -> Failure:
    """An answer that is none may still say why: an error in HTTP 200, as one-api's."""
    said = provider.classify(200, {}, body, endpoint)
    return (
        Failure(FailureClass.PROTOCOL, 200, str(error))
        if said.kind is FailureClass.PROTOCOL
        else said
    )
