"""What is worth telling somebody who does not look at the window: few things, each once.

It only says that something happened; whether and how that is shown is the notifier's business.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop import format
from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.ui_state import UiState
from gateway.app import Gateway
from gateway.domain.channel import Channel, KeyState
from gateway.domain.failure import FailureClass
from gateway.domain.token import Token
from gateway.errors import NotFound
from gateway.events import RequestFinished

HOUR_MS = 3_600_000
_SETTLE_MS = 1500
_SERIOUS_S = 20.0
"""A channel rests so long after its third failure in a row: not every hiccup is news."""
_REFUSED = (KeyState.REJECTED, KeyState.NO_MONEY)
_MARKS = "balances"


class NoticeKind(StrEnum):
    """Each can be switched off."""

    CHANNEL = "channel"
    KEY = "key"
    BALANCE = "balance"
    PORT = "port"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, and the page (with its argument) that the one action leads to.

    ``shown_elsewhere``: the window itself says it, so that no toast has to.
    """

    kind: NoticeKind
    title: str
    text: str
    action: str
    page: str
    argument: object = None
    problem: bool = False
    shown_elsewhere: bool = False


class NoticeModel(QObject):
    """Looks at what has changed since it looked last. What was so at the start is no news."""

    noticed = Signal(object)

    def __init__(
        self,
        gateway: Gateway,
        bridge: EventBridge,
        ui_state: UiState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._ui_state = ui_state
        self._jobs = Jobs(self)
        self._failing: set[int] = set()
        self._told_at: dict[int, int] = {}
        self._refused: set[tuple[int, KeyState]] = set()
        self._spent: set[int] = set()
        self._levels = _read_levels(ui_state.text(_MARKS))
        self._look_channels(tell=False)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._look_balances)
        bridge.channels_changed.connect(self._on_channels)
        bridge.requests_finished.connect(self._on_requests)
        bridge.tokens_changed.connect(self._on_tokens)
        bridge.update_found.connect(self._on_update)

    def begin(self) -> None:
        """Tells what the start itself brought: another port than the one wanted."""
        status = self._gateway.status()
        if status.wanted_port not in (0, status.port) and status.port:
            text = self.tr("Port {wanted} is taken, so apps with that address do not reach it.")
            self._tell(
                NoticeKind.PORT,
                self.tr("Homeport listens on port {port}").format(port=status.port),
                text.format(wanted=status.wanted_port),
                self.tr("See the settings"),
                "settings",
                "server",
                problem=True,
                shown_elsewhere=True,
            )

    def _tell(
        self,
        kind: NoticeKind,
        title: str,
        text: str,
        action: str,
        page: str,
        argument: object = None,
        *,
        problem: bool = False,
        shown_elsewhere: bool = False,
    ) -> None:
        self.noticed.emit(
            Notice(kind, title, text, action, page, argument, problem, shown_elsewhere)
        )

    # Channels and their keys

    @Slot()
    def _on_channels(self) -> None:
        self._look_channels(tell=True)

    def _look_channels(self, *, tell: bool) -> None:
        channels = self._gateway.planner.snapshot.channels
        failing = {channel.id for channel in channels if self._is_failing(channel)}
        refused = {
            (key.id, key.state)
            for channel in channels
            for key in channel.keys
            if key.state in _REFUSED
        }
        if tell:
            for channel in channels:
                if channel.id in failing - self._failing:
                    self._tell_failing(channel)
                for key in channel.keys:
                    if (key.id, key.state) in refused - self._refused:
                        self._tell_refused(channel, key.state, key.hint)
        self._failing, self._refused = failing, refused

    def _is_failing(self, channel: Channel) -> bool:
        rest = self._gateway.rests.of_channel(channel.id)
        if not channel.enabled or rest is None:
            return False
        return rest.seconds >= _SERIOUS_S and rest.failure.kind is not FailureClass.MODEL_NOT_FOUND

    def _tell_failing(self, channel: Channel) -> None:
        now = self._gateway.now_ms()
        if now - self._told_at.get(channel.id, -HOUR_MS) < HOUR_MS:
            return
        self._told_at[channel.id] = now
        self._tell(
            NoticeKind.CHANNEL,
            self.tr("{name} is failing").format(name=channel.name),
            self.tr("Requests go to other channels that have the model, as long as there are any."),
            self.tr("See the channel"),
            "channels",
            channel.id,
            problem=True,
        )

    def _tell_refused(self, channel: Channel, state: KeyState, hint: str) -> None:
        if state is KeyState.NO_MONEY:
            title = self.tr("{name} has no money left").format(name=channel.name)
            text = self.tr("The key ending in {hint} is refused until its account is paid.")
        else:
            title = self.tr("{name} rejected a key").format(name=channel.name)
            text = self.tr("The key ending in {hint} is not used until you replace or test it.")
        self._tell(
            NoticeKind.KEY,
            title,
            text.format(hint=hint),
            self.tr("See the channel"),
            "channels",
            channel.id,
            problem=True,
        )

    # Balances

    @Slot(list)
    def _on_requests(self, events: Sequence[RequestFinished]) -> None:
        self._on_channels()
        self._spent |= {event.token_id for event in events if event.charge_nano}
        if self._spent and not self._settle.isActive():
            self._settle.start()

    @Slot()
    def _on_tokens(self) -> None:
        """Balances that were set or filled up begin anew, however little is used of them."""
        self._spent |= set(self._levels)
        if self._spent and not self._settle.isActive():
            self._settle.start()

    @Slot()
    def _look_balances(self) -> None:
        if self._jobs.busy("balances"):
            self._settle.start()
            return
        spent, self._spent = self._spent, set()
        self._jobs.run("balances", self._read_balances(spent))

    async def _read_balances(self, token_ids: set[int]) -> None:
        before = dict(self._levels)
        for token_id in sorted(token_ids):
            try:
                token = await self._gateway.tokens.get(token_id)
            except NotFound:
                self._levels.pop(token_id, None)
                continue
            self._look_balance(token)
        if self._levels != before:
            self._ui_state.set_text(_MARKS, json.dumps(self._levels))

    def _look_balance(self, token: Token) -> None:
        if token.unlimited:
            self._levels.pop(token.id, None)
            return
        known = self._levels.get(token.id)
        # What was there before the first request counts as the whole of it.
        full, told = known if known else (token.balance_nano + token.used_nano, 0)
        level = used_level(full, token.balance_nano)
        if level < told or token.balance_nano > full:
            # It was filled up.
            full, told = token.balance_nano, 0
            level = 0
        if level > told:
            self._tell_balance(token, level)
        self._levels[token.id] = (full, max(level, told))

    def _tell_balance(self, token: Token, level: int) -> None:
        if level == 100:
            title = self.tr("{name} has used up its balance").format(name=token.name)
            text = self.tr("Requests with this token are refused until it is filled up.")
        else:
            title = self.tr("{name} has used 80 % of its balance").format(name=token.name)
            left = format.dollars(token.balance_nano)
            text = self.tr("{money} is left.").format(money=left)
        self._tell(
            NoticeKind.BALANCE,
            title,
            text,
            self.tr("See the token"),
            "tokens",
            token.id,
            problem=level == 100,
        )

    # Updates

    @Slot()
    def _on_update(self) -> None:
        version = self._gateway.updates.view.version
        if version:
            self._tell(
                NoticeKind.UPDATE,
                self.tr("Homeport {version} is available").format(version=version),
                self.tr("Nothing is installed by itself."),
                self.tr("See what is new"),
                "settings",
                "about",
            )


def used_level(full: int, left: int) -> int:
    """How much of a balance is used, in the steps that are told: 0, 80 or 100 percent."""
    if full <= 0 or left <= 0:
        return 100 if full > 0 else 0
    return 80 if left * 5 <= full else 0


def _read_levels(text: str) -> dict[int, tuple[int, int]]:
    """Balances when they were full, and the step that was told last; none from a damaged file."""
    try:
        stored = json.loads(text or "{}")
        return {int(key): (int(full), int(told)) for key, (full, told) in stored.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
