"""The Models page's state: what there is, what is looked for, and the price being edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.aio import Jobs
from desktop.bridge import EventBridge
from desktop.viewmodels.price_form import (
    FIELDS,
    Unit,
    check,
    form_of,
    price_of,
)
from gateway.app import Gateway
from gateway.services.models import ListedModel, OwnPrice

_SETTLE_MS = 200


class Show(StrEnum):
    ALL = "all"
    SERVED = "served"
    UNPRICED = "unpriced"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Wanted:
    show: Show = Show.ALL
    text: str = ""


@dataclass(frozen=True, slots=True)
class PriceUndo:
    """What brings a price back: ``model`` as it is sent, and what was set before."""

    model: str
    before: OwnPrice
    reset: bool
    """Whether the change was back to the catalogue."""


class ModelsModel(QObject):
    """``changed`` when the rows are to be read again; ``priced`` carries a PriceUndo."""

    changed = Signal()
    failed = Signal(object)
    priced = Signal(object)

    def __init__(
        self, gateway: Gateway, bridge: EventBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._jobs = Jobs(self, self.failed.emit)
        self._models: tuple[ListedModel, ...] = ()
        self._rows: tuple[ListedModel, ...] = ()
        self.wanted = Wanted()
        self.loaded = False
        self.problem: Exception | None = None
        self._watched = False
        self._stale = True
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        bridge.channels_changed.connect(self._something_changed)
        bridge.settings_changed.connect(self._something_changed)

    @property
    def gateway(self) -> Gateway:
        return self._gateway

    def watch(self, watched: bool) -> None:
        """Whether anybody looks; what changed meanwhile is read when somebody does."""
        self._watched = watched
        if watched and self._stale:
            self.refresh()
        elif not watched:
            self._settle.stop()

    def _something_changed(self) -> None:
        self._stale = True
        if self._watched and not self._settle.isActive():
            self._settle.start()

    def refresh(self) -> None:
        self._jobs.run("load", self._load())

    async def _load(self) -> None:
        self._stale = False
        try:
            models = await self._gateway.models.listing()
        except Exception as error:
            self.problem = error
        else:
            self._models = tuple(models)
            self.loaded, self.problem = True, None
            self._sift()
        self.changed.emit()

    def want(self, wanted: Wanted) -> None:
        """Shows only some of them."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._sift()
            self.changed.emit()

    def _sift(self) -> None:
        text = self.wanted.text.strip().lower()
        kept = [each for each in self._models if _shown(each, self.wanted.show)]
        if text:
            kept = [each for each in kept if _found(each, text)]
        # Without a price comes first: it is what there is to do.
        self._rows = tuple(sorted(kept, key=lambda each: not each.unpriced))

    @property
    def rows(self) -> tuple[ListedModel, ...]:
        """Those wanted: without a price, then those that channels offer, then the catalogue's."""
        return self._rows

    @property
    def unpriced(self) -> tuple[ListedModel, ...]:
        """Those that channels offer and nobody knows a price for."""
        return tuple(each for each in self._models if each.unpriced)

    @property
    def counts(self) -> tuple[int, int]:
        """How many channels offer, how many there are."""
        return sum(bool(each.serving) for each in self._models), len(self._models)

    def find(self, name: str) -> ListedModel | None:
        """A model by its name, or by the name that is sent for it."""
        for each in self._models:
            if each.id == name:
                return each
        return next((each for each in self._models if each.priced_as == name), None)

    # Prices

    def reset(self, model: ListedModel) -> None:
        """Back to what the catalogue says."""
        self._jobs.run(f"price {model.priced_as}", self.set_price(model.priced_as, OwnPrice()))

    async def set_price(self, name: str, price: OwnPrice) -> None:
        """Sets a price and offers to undo it."""
        before = await self._gateway.models.set_own_price(name, price)
        self.priced.emit(PriceUndo(name, before, not price))

    def restore(self, undo: PriceUndo) -> None:
        """Puts what was set before back in place."""
        self._jobs.run(
            f"price {undo.model}", self._gateway.models.set_own_price(undo.model, undo.before)
        )

    def restore_multipliers(self, before: Mapping[str, Decimal]) -> None:
        self._jobs.run("groups", self._gateway.settings_service.set_multipliers(before))


class PriceEditor(QObject):
    """The form of one model's price."""

    changed = Signal()
    invalid = Signal(str)
    """The first field that cannot be saved."""
    failed = Signal(object)
    saved = Signal()

    def __init__(self, models: ModelsModel, model: ListedModel) -> None:
        super().__init__(models)
        self._models = models
        self._jobs = Jobs(self, self.failed.emit)
        self.model = model
        self.own = models.gateway.models.own_price(model.priced_as)
        self._saved = form_of(model.priced_as, self.own, model.price)
        self.form = self._saved
        self.errors: dict[str, str] = {}
        self.busy = False

    @property
    def dirty(self) -> bool:
        return self.form != self._saved

    def set_text(self, name: str, text: str) -> None:
        """A field was typed into; its error is forgotten."""
        if text != self.form.text(name):
            self.form = self.form.with_text(name, text)
            self.errors.pop(name, None)
            self.changed.emit()

    def set_unit(self, unit: Unit) -> None:
        if unit is not self.form.unit:
            self.form = replace(self.form, unit=unit)
            self.errors = {}
            self.changed.emit()

    def save(self) -> None:
        """Sets the price; ``invalid`` names the field that forbids it."""
        if self.busy:
            return
        self.errors = check(self.form)
        if self.errors:
            self.changed.emit()
            self.invalid.emit(min(self.errors, key=FIELDS.index))
            return
        self._run(price_of(self.model.priced_as, self.form))

    def reset(self) -> None:
        """Back to the catalogue."""
        if not self.busy:
            self._run(OwnPrice())

    def _run(self, price: OwnPrice) -> None:
        async def run() -> None:
            self.busy = True
            self.changed.emit()
            try:
                await self._models.set_price(self.model.priced_as, price)
            finally:
                self.busy = False
                self.changed.emit()
            self.saved.emit()

        self._jobs.run("save", run())


def _shown(model: ListedModel, show: Show) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.SERVED:
            return bool(model.serving)
        case Show.UNPRICED:
            return model.unpriced
        case Show.OWN:
            return model.own


def _found(model: ListedModel, text: str) -> bool:
    names = [model.id, model.vendor, *(each.channel_name for each in model.serving)]
    names += [each.sent for each in model.serving]
    return any(text in name.lower() for name in names)
