"""Moving house: settings, prices, limits, rules, channels and tokens in one sealed file."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from gateway.domain.person import OWNER_ID
from gateway.errors import HomeportError, ServiceError
from gateway.progress import Progress
from gateway.services import export_content, export_file, export_rules
from gateway.services.channels import ChannelService
from gateway.services.context import Context
from gateway.services.export_content import Content
from gateway.services.export_file import ENDING
from gateway.services.import_review import ImportItem, review
from gateway.services.importing import Importer
from gateway.services.limits import LimitService
from gateway.services.people import PeopleService
from gateway.services.routes import RouteService
from gateway.services.sealing import open_token
from gateway.services.settings import SettingsService
from gateway.services.state import State
from gateway.services.tokens import TokenService
from gateway.services.vault import check_passphrase
from gateway.store import options as option_rows
from gateway.version import __version__

__all__ = [
    "ENDING",
    "ExportView",
    "Failed",
    "ImportItem",
    "ImportPlan",
    "ImportResult",
    "TransferService",
]


@dataclass(frozen=True, slots=True)
class ExportView:
    """What was written."""

    path: Path
    size: int
    settings: int
    channels: int
    tokens: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A file that was opened: what is in it, against what is here. ``created_at`` in Unix ms."""

    path: Path
    created_at: int
    homeport: str
    items: tuple[ImportItem, ...]
    content: Content = field(repr=False)

    @property
    def proposed(self) -> frozenset[str]:
        """What is imported unless somebody chooses otherwise: what is not here yet."""
        return frozenset(item.key for item in self.items if item.standing == "new")


@dataclass(frozen=True, slots=True)
class Failed:
    """Something that could not be imported; ``code`` and ``message`` are a ServiceError's."""

    item: ImportItem
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    done: tuple[ImportItem, ...]
    failed: tuple[Failed, ...]


class TransferService:
    """Exports what is in force; imports what was chosen, thing by thing, each whole or not."""

    def __init__(
        self,
        context: Context,
        state: State,
        settings: SettingsService,
        people: PeopleService,
        channels: ChannelService,
        tokens: TokenService,
        limits: LimitService,
        routes: RouteService,
    ) -> None:
        self._context = context
        self._state = state
        self._settings = settings
        self._importer = Importer(state, settings, people, channels, tokens, limits, routes)

    async def export(self, path: Path, passphrase: str) -> ExportView:
        """Writes everything to ``path``, whole or not at all.

        Raises ServiceError ``weak_passphrase``, ``vault_locked``, ``export_failed``.
        """
        check_passphrase(passphrase)
        content = await self._content()
        now = self._context.now_ms()
        plain = export_content.encode(content)
        make = partial(export_file.seal, plain, passphrase, now, __version__)
        file = await asyncio.to_thread(make)
        await asyncio.to_thread(export_file.write, path, file)
        return ExportView(
            path, len(file), len(content.settings), len(content.channels), len(content.tokens)
        )

    async def check(self, path: Path) -> None:
        """Whether a file is one to ask the passphrase for.

        Raises ServiceError ``unreadable``, ``not_an_export``, ``export_newer``, ``export_damaged``.
        """
        await asyncio.to_thread(lambda: export_file.check(export_file.read(path)))

    async def open(self, path: Path, passphrase: str) -> ImportPlan:
        """Opens a file and compares; changes nothing.

        Raises ServiceError as :meth:`check`, and ``wrong_passphrase``, ``vault_locked``.
        """
        file = await asyncio.to_thread(export_file.read, path)
        opened = await asyncio.to_thread(export_file.unseal, file, passphrase)
        content = export_content.decode(opened.content)
        options = await self._settings.options()
        items = review(content, self._context, self._state, options)
        return ImportPlan(path, opened.created_at, opened.homeport, items, content)

    async def apply(
        self, plan: ImportPlan, chosen: Collection[str], progress: Progress | None = None
    ) -> ImportResult:
        """Imports the chosen items, by their keys. What is here already changes only if chosen.

        One that fails keeps no other from being imported. Cancelled or killed in between, what was
        imported stays, and the same file shows the rest as new. Raises Cancelled.
        """
        items = [item for item in plan.items if item.key in chosen and item.can_choose]
        items = self._with_needed(plan, items)
        done: list[ImportItem] = []
        failed: list[Failed] = []
        for number, item in enumerate(items):
            if progress is not None:
                progress.step(number, len(items))
            try:
                await self._importer.take(plan.content, item)
            except ServiceError as error:
                failed.append(Failed(item, error.code, error.message))
            except HomeportError as error:
                failed.append(Failed(item, "import_failed", str(error)))
            else:
                done.append(item)
        if progress is not None:
            progress.step(1, 1)
        return ImportResult(tuple(done), tuple(failed))

    def _with_needed(self, plan: ImportPlan, items: Iterable[ImportItem]) -> list[ImportItem]:
        """With whose tokens and limits they are: those belong to somebody, who comes along with
        what limits them.
        """
        content = plan.content
        chosen = {item.key: item for item in items}
        names = {content.tokens[i.index].person for i in chosen.values() if i.kind == "token"}
        names |= {i.name for i in chosen.values() if i.of == export_rules.PERSON}
        unasked = set()
        for item in plan.items:
            if item.standing != "new" or item.name not in names or item.key in chosen:
                continue
            if item.kind == "person":
                unasked.add(item.name)
                chosen[item.key] = item
            elif item.of == export_rules.PERSON and item.name in unasked:
                chosen[item.key] = item
        return [item for item in plan.items if item.key in chosen]

    async def _content(self) -> Content:
        context, state = self._context, self._state
        if not context.vault.state.is_open:
            raise ServiceError("vault_locked", "the keys cannot be opened now")
        stored = await context.database.read(option_rows.get_all)
        options = await self._settings.options()
        people = [state.tokens.person_with_money(each) for each in state.tokens.people.values()]
        return Content(
            settings={name: stored[name] for name in self._settings.names if name in stored},
            options={name: options[name] for name in export_content.OPTIONS},
            people=[export_content.exported_person(each) for each in people if each.id != OWNER_ID],
            limits=list(export_rules.all_limits(state.tokens.people, state.tokens.groups)),
            rules=list(export_rules.all_rules(context.routing.rules)),
            channels=[export_content.exported_channel(each) for each in state.channels.all],
            tokens=[
                export_content.exported_token(
                    state.tokens.with_money(stored.token),
                    open_token(context.vault, stored),
                    state.tokens.people.get(stored.token.person_id),
                )
                for stored in state.tokens.stored.values()
            ],
        )
