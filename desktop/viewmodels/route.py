"""Where one model's requests would go now, for whom, and what the owner says about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from gateway.app import Gateway
from gateway.errors import NotFound
from gateway.services.routes import Fallback, Route, RoutingRules, Strategy, When

_SETTLE_MS = 200
_LONGEST_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Subject:
    """For whom: a token, or a group where its id is 0."""

    token_id: int = 0
    group: str = "default"


class RouteModel(QObject):
    """``changed`` when the route, or who may be asked about, is another."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self.model = ""
        self.subject = Subject()
        self.tokens: tuple[tuple[int, str], ...] = ()
        """Id and name of each token."""
        self.route: Route | None = None
        self._saving = asyncio.Lock()
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._explain)
        bridge.channels_changed.connect(self._something_changed)
        bridge.settings_changed.connect(self._something_changed)

    def look_at(self, model: str, subject: Subject) -> None:
        """Explains this model for this subject from now on, until it is told to stop."""
        self.model, self.subject = model, subject
        self._explain()
        self._jobs.run("tokens", self._load_tokens())

    def choose(self, subject: Subject) -> None:
        self.subject = subject
        self._explain()

    def stop(self) -> None:
        """Nobody looks any more."""
        self.model, self.route = "", None
        self._timer.stop()

    @property
    def now_ms(self) -> int:
        return self._gateway.now_ms()

    @property
    def groups(self) -> list[str]:
        return self._gateway.tokens.groups()

    @property
    def offered(self) -> list[str]:
        """Models that channels offer, which may stand in for this one."""
        return sorted(set(self._gateway.models.list_all()) - {self.model})

    # What the owner says

    @property
    def strategy(self) -> Strategy | None:
        """This model's own; None where its group's or the setting's counts."""
        return self._gateway.routes.rules.models.get(self.model)

    @property
    def group(self) -> str:
        """Whose channels the route is of."""
        return self.route.group if self.route is not None else self.subject.group

    @property
    def group_strategy(self) -> Strategy | None:
        """The group's, for all models without their own; None where the setting's counts."""
        return self._gateway.routes.rules.groups.get(self.group)

    def set_group_strategy(self, strategy: Strategy | None) -> None:
        """Applies at once."""
        group = self.group

        def changed(rules: RoutingRules) -> RoutingRules:
            groups = {k: v for k, v in rules.groups.items() if k != group}
            return replace(rules, groups=groups | ({group: strategy} if strategy else {}))

        self._save(changed)

    def stand_in(self, when: When) -> str:
        return self._gateway.routes.rules.stand_in(self.model, when)

    def set_strategy(self, strategy: Strategy | None) -> None:
        """Applies at once."""
        model = self.model

        def changed(rules: RoutingRules) -> RoutingRules:
            models = {k: v for k, v in rules.models.items() if k != model}
            return replace(rules, models=models | ({model: strategy} if strategy else {}))

        self._save(changed)

    def set_stand_in(self, when: When, use: str) -> None:
        """Applies at once; '' for nobody."""

        def changed(rules: RoutingRules) -> RoutingRules:
            kept = [each for each in rules.fallbacks if (each.model, each.when) != (model, when)]
            return replace(rules, fallbacks=(*kept, *([Fallback(model, use, when)] if use else [])))

        model = self.model
        self._save(changed)

    def _save(self, change: Callable[[RoutingRules], RoutingRules]) -> None:
        async def save() -> None:
            routes = self._gateway.routes
            try:
                async with self._saving:  # each change is of what the one before left
                    await routes.set_rules(change(routes.rules))
            except Exception:
                self._explain()  # what was chosen does not hold
                raise

        self._jobs.run("save", save(), latest=False)

    # Reading

    async def _load_tokens(self) -> None:
        tokens = await self._gateway.tokens.list()
        self.tokens = tuple((token.id, token.name) for token in tokens)
        self.changed.emit()

    def _something_changed(self) -> None:
        if self.model and not (self._timer.isActive() and self._timer.interval() == _SETTLE_MS):
            self._timer.start(_SETTLE_MS)

    def _explain(self) -> None:
        if not self.model:
            return
        subject = self.subject
        routes = self._gateway.routes
        try:
            self.route = routes.explain(self.model, token_id=subject.token_id, group=subject.group)
        except NotFound:  # the token is gone
            self.subject = Subject()
            self.route = routes.explain(self.model)
        if (wait := self.route.wait_s) is not None:
            self._timer.start(min(_LONGEST_MS, int(wait * 1000) + 50))
        self.changed.emit()
