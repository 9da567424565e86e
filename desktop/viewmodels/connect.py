"""What a client needs to be wired, and whether its first request has come."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.viewmodels.recipe_parts import Place, Recipe
from desktop.viewmodels.recipes import recipe
from gateway.app import Gateway
from gateway.domain.channel import Secret
from gateway.domain.token import KEY_PREFIX, Token
from gateway.events import RequestFinished

HELP_AFTER_MS = 60_000
DONE = ("done", "cut_short")
_CLAUDE = "claude"
_OTHER_KINDS = ("embed", "whisper", "tts", "dall-e", "image", "rerank", "moderation")
_HAIKU = "claude-haiku"


@dataclass(frozen=True, slots=True)
class Route:
    """Names of the channels a model is sent to: those that share it, and those after them."""

    first: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


class ConnectModel(QObject):
    """Address and key of this computer, the chosen client, model and shell, the first request."""

    changed = Signal()
    arrived = Signal()
    help_wanted = Signal()
    failed = Signal(Exception)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self._fail)
        self._watches = False
        self._token_id = 0
        self._token: Token | None = None
        self._key: Secret | None = None
        self.error: Exception | None = None
        """Why the key cannot be shown."""
        self.client = "claude-code"
        self.windows = sys.platform == "win32"
        self.model = ""
        """'' is the client's own choice."""
        self.models: tuple[str, ...] = ()
        """Those for chat, in channel order."""
        self._channels: dict[str, tuple[int, ...]] = {}
        self.request: RequestFinished | None = None
        """The first request since the page was opened."""
        self._help = QTimer(self, singleShot=True, interval=HELP_AFTER_MS)
        self._help.timeout.connect(self.help_wanted)
        bridge.requests_finished.connect(self._see)
        bridge.channels_changed.connect(self._models_changed)
        bridge.vault_changed.connect(self._load_if_watching)
        bridge.server_changed.connect(self.changed)

    # Address and key

    @property
    def root(self) -> str:
        """The address without /v1, as Anthropic-style apps want it."""
        return self._gateway.status().url

    @property
    def address(self) -> str:
        """The address with /v1, as OpenAI-style apps want it; '' while nothing listens."""
        return f"{self.root}/v1" if self.root else ""

    @property
    def has_key(self) -> bool:
        return self._key is not None

    @property
    def key_ends(self) -> tuple[str, str]:
        """How the key begins and its last characters."""
        return KEY_PREFIX, self._token.hint if self._token is not None else ""

    @property
    def token_name(self) -> str:
        return self._token.name if self._token is not None else ""

    @property
    def used_before(self) -> bool:
        """Whether an app has used this key already."""
        return self._token is not None and self._token.last_used_at > 0

    def reveal(self) -> str:
        """The whole key, '' while there is none."""
        return self._key.reveal() if self._key is not None else ""

    def unlock(self) -> None:
        """Asks the keyring once more, then for the key."""
        self._jobs.run("key", self._unlock())

    async def _unlock(self) -> None:
        await self._gateway.vault.retry()
        await self._load()

    async def load(self) -> None:
        """Reads key and models once, for who does not watch. Raises what the services raise."""
        await self._load()

    def use_token(self, token_id: int) -> None:
        """The key to wire the client with; 0 is this computer's own."""
        if token_id != self._token_id:
            self._token_id = token_id
            self._load_if_watching()

    async def _load(self) -> None:
        tokens = self._gateway.tokens
        if self._token_id:
            token, key = await tokens.get(self._token_id), await tokens.reveal(self._token_id)
        else:
            created = await tokens.this_computer()
            token, key = created.token, created.key
        self._token, self._key, self.error = token, Secret(key), None
        self._take_models()
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self.error = error
        self.changed.emit()

    def _load_if_watching(self) -> None:
        if self._watches:
            self._jobs.run("key", self._load())

    # Client and model

    @property
    def keeps_own_choice(self) -> bool:
        """Whether the client's own models are served here, so that it need not be told one."""
        return self.client == "claude-code" and any(m.startswith(_CLAUDE) for m in self.models)

    def choose_client(self, client: str) -> None:
        self.client = client
        self._settle_model()
        self.changed.emit()

    def choose_shell(self, windows: bool) -> None:
        self.windows = windows
        self.changed.emit()

    def choose_model(self, model: str) -> None:
        self.model = model
        self.changed.emit()

    def recipe(self) -> Recipe:
        """The steps for the chosen client."""
        small = any(model.startswith(_HAIKU) for model in self.models)
        own = self.keeps_own_choice
        return recipe(self.client, Place(self.root, self.model, self.windows, own, small))

    def route(self) -> Route:
        """Where the chosen model's requests go, by the channels' order."""
        snapshot = self._gateway.planner.snapshot
        found = [snapshot.channel(ident) for ident in self._channels.get(self.model, ())]
        tiers: dict[int, list[str]] = {}
        for channel in found:
            if channel is not None:
                tiers.setdefault(channel.priority, []).append(channel.name)
        names = [tuple(tier) for tier in tiers.values()]
        return Route(names[0] if names else (), names[1] if len(names) > 1 else ())

    def _models_changed(self) -> None:
        if self._token is not None:
            self._take_models()
            self.changed.emit()

    def _take_models(self) -> None:
        assert self._token is not None  # noqa: S101 - narrows for the type checker
        views = self._gateway.models.list_for(self._token)
        self._channels = {view.id: view.channels for view in views}
        chats = tuple(view.id for view in views if self._chats(view.id))
        self.models = chats or tuple(self._channels)
        self._settle_model()

    def _chats(self, model: str) -> bool:
        """Not what the catalogue knows to be for embeddings, images or speech."""
        known = self._gateway.models.catalogue.get(model)
        if known is not None:
            return known.mode in ("chat", "")
        return not any(word in model for word in _OTHER_KINDS)

    def _settle_model(self) -> None:
        if self.model in self.models or (not self.model and self.keeps_own_choice):
            return
        known = self._gateway.models.catalogue
        current = (m for m in self.models if m not in known or not known[m].deprecated)
        self.model = next(current, self.models[0] if self.models else "")

    # The first request

    def watch(self) -> None:
        """The page is open: loads what it shows and waits for a request from now on."""
        self._watches = True
        self.request = None
        self._help.start()
        self._jobs.run("key", self._load())

    def rest(self) -> None:
        """The page is closed; next time it shows this computer's key again."""
        self._watches = False
        self._token_id = 0
        self._help.stop()

    def _see(self, events: Sequence[RequestFinished]) -> None:
        if not self._watches or self._token is None:
            return
        mine = [event for event in events if event.token_id == self._token.id]
        # A request that worked outweighs earlier ones that did not.
        if mine and (self.request is None or self.request.status not in DONE):
            self.request = next((each for each in mine if each.status in DONE), mine[-1])
            self._help.stop()
            self.arrived.emit()
