"""How a channel comes about: from a paste, from what this computer has, or from a provider's tile.

A key that several companies could have issued is asked about and never tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from desktop.aio import Jobs
from desktop.viewmodels.welcome_proposal import Proposal, masked
from gateway.app import Gateway
from gateway.domain.channel import Channel, ChannelDraft
from gateway.services.channels import (
    Code,
    Detection,
    EnvironmentKey,
    LocalServer,
    ModelInfo,
    ProviderView,
)

ECHO = "echo"
_LONGEST_PASTE = 20_000
_FIRST_TILES = 7


class Step(StrEnum):
    """What the page shows below its heading."""

    PASTE = "paste"
    """The field, what was found on this computer, the tiles."""
    ASK = "ask"
    """Whose key it is."""
    REVIEW = "review"
    """The result card."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something on this computer that can become a channel: a server or a variable."""

    provider: ProviderView
    server: LocalServer | None = None
    variable: EnvironmentKey | None = None


class WelcomeModel(QObject):
    """Holds the flow. ``finished`` tells that the last pasted connection was added or skipped."""

    changed = Signal()
    found_changed = Signal()
    finished = Signal()
    failed = Signal(Exception)

    def __init__(self, gateway: Gateway, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self._providers = {view.id: view for view in gateway.channels.providers()}
        self._queue: list[Detection] = []
        self._asked: Detection | None = None
        self._total = 0
        self._added = 0
        self.step = Step.PASTE
        self.typed: Detection | None = None
        """What the text in the field would be, while it is typed."""
        self.proposal: Proposal | None = None
        self.found: list[Found] = []

    # What stands on the page

    @property
    def endpoint(self) -> str:
        """What OpenAI-style apps are given, '' while nothing listens."""
        url = self._gateway.status().url
        return f"{url}/v1" if url else ""

    @property
    def tiles(self) -> list[ProviderView]:
        """The providers shown at once, by tile."""
        return self.providers[:_FIRST_TILES]

    @property
    def providers(self) -> list[ProviderView]:
        """All that can be chosen."""
        return [view for view in self._providers.values() if view.id != ECHO]

    def provider(self, ident: str) -> ProviderView | None:
        return self._providers.get(ident)

    @property
    def has_echo(self) -> bool:
        return any(each.provider == ECHO for each in self._gateway.planner.snapshot.channels)

    @property
    def candidates(self) -> list[ProviderView]:
        """Whose the key in question can be, likeliest first; none for a shape nobody knows."""
        asked = self._asked
        idents = [each.provider for each in asked.candidates] if asked is not None else []
        return [self._providers[ident] for ident in idents if ident in self._providers]

    @property
    def asked_keys(self) -> list[str]:
        """The keys in question as they may be shown."""
        return [masked(key) for key in self._asked.keys] if self._asked is not None else []

    @property
    def position(self) -> tuple[int, int]:
        """Which of how many pasted connections is looked at; (1, 1) for one alone."""
        return max(1, self._total - len(self._queue)), max(1, self._total)

    @property
    def vault_state(self) -> str:
        return self._gateway.vault.state.value

    @property
    def vault_open(self) -> bool:
        return self._gateway.vault.state.is_open

    def unlock(self) -> None:
        """Asks the keyring once more."""
        self._jobs.run("unlock", self._unlock())

    async def _unlock(self) -> None:
        await self._gateway.vault.retry()
        self.changed.emit()

    # The field

    def offers_paste(self, text: str) -> bool:
        """Whether the clipboard's text is a connection; it is looked at and not kept."""
        if not 8 <= len(text) <= _LONGEST_PASTE or (self.endpoint and self.endpoint in text):
            return False
        detection = self._gateway.channels.detect(text)
        return bool(detection.candidates or detection.code is Code.UNKNOWN_KEY)

    def type(self, text: str) -> None:
        """Looks at what is in the field so far; half a word is not called wrong."""
        detection = self._gateway.channels.detect(text)
        early = detection.code in (Code.EMPTY, Code.UNKNOWN_TEXT)
        self.typed = None if early else detection
        self.changed.emit()

    def take(self, text: str) -> bool:
        """Takes what was pasted or entered; False if nothing in it can be used (``typed`` says
        why).
        """
        detection = self._gateway.channels.detect(text)
        self.typed = detection
        usable = [each for each in (detection, *detection.others) if _usable(each)]
        if not usable:
            self.changed.emit()
            return False
        self.typed = None
        self._queue, self._total, self._added = usable, len(usable), 0
        self._next()
        return True

    def choose(self, provider: str) -> None:
        """A candidate's chip or a provider's tile."""
        view = self._providers[provider]
        asked, self._asked = self._asked, None
        if asked is not None:
            self._propose(view, self._gateway.channels.draft_of(asked, provider))
        else:
            self._total = 1
            self._propose(view, ChannelDraft(provider))

    def start_over(self) -> None:
        """Forgets everything that was pasted."""
        self._queue, self._asked, self._total = [], None, 0
        self._drop_proposal()
        self.typed = None
        self.step = Step.PASTE
        self.changed.emit()

    def skip(self) -> None:
        """Leaves this one of several connections out."""
        self._drop_proposal()
        self._next()

    # What is found on this computer

    def look_around(self) -> None:
        """Local servers and variables; ``found_changed`` when there is an answer."""
        self._jobs.run("look", self._look())

    async def _look(self) -> None:
        channels = self._gateway.channels
        servers = await channels.local_servers()
        known = self._gateway.planner.snapshot.channels
        addresses = {channel.base_url for channel in known}
        hints = {(channel.provider, key.hint) for channel in known for key in channel.keys}
        found = [
            Found(self._providers[server.provider], server=server)
            for server in servers
            if server.base_url not in addresses
        ]
        found += [
            Found(self._providers[each.provider], variable=each)
            for each in channels.environment_keys()
            if (each.provider, each.hint) not in hints
        ]
        if found != self.found:
            self.found = found
            self.found_changed.emit()

    def add_found(self, found: Found) -> None:
        """Proposes it with all that is known of it."""
        self._total = 1
        if found.server is not None:
            server = found.server
            draft = ChannelDraft(server.provider, name=server.name, base_url=server.base_url)
            self._propose(found.provider, draft, server.models)
        elif found.variable is not None:
            draft = self._gateway.channels.draft_from_environment(found.variable.variable)
            self._propose(found.provider, draft)

    def add_echo(self) -> None:
        """The provider that needs no key and no network."""
        self._jobs.run("echo", self._echo())

    async def _echo(self) -> None:
        await self._gateway.channels.create(ChannelDraft(ECHO))
        self.finished.emit()

    # Inside

    def _next(self) -> None:
        if not self._queue:
            self.start_over()
            if self._added:
                self.finished.emit()
            return
        detection = self._queue.pop(0)
        if detection.provider:
            draft = self._gateway.channels.draft_of(detection, detection.provider)
            self._propose(self._providers[detection.provider], draft)
            return
        self._asked = detection
        self.step = Step.ASK
        self.changed.emit()

    def _propose(
        self, view: ProviderView, draft: ChannelDraft, found: tuple[ModelInfo, ...] = ()
    ) -> None:
        self._drop_proposal()
        proposal = Proposal(self._gateway, view, draft, found=found, parent=self)
        proposal.added.connect(self._take_channel)
        proposal.replaced.connect(self._replace)
        self.proposal = proposal
        self.step = Step.REVIEW
        self.changed.emit()
        proposal.begin()

    def _replace(self, detection: Detection, provider: str) -> None:
        draft = self._gateway.channels.draft_of(detection, provider)
        self._propose(self._providers[provider], draft)

    def _take_channel(self, _channel: Channel) -> None:
        # Kept as a child: a test that still runs leaves its result with the channel.
        self.proposal = None
        self._added += 1
        self._next()

    def _drop_proposal(self) -> None:
        proposal, self.proposal = self.proposal, None
        if proposal is not None:
            proposal.give_up()
            proposal.deleteLater()


def _usable(detection: Detection) -> bool:
    return bool(detection.candidates) or detection.code is Code.UNKNOWN_KEY
