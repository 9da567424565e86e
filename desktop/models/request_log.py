"""The request log as an item model: what runs on top, below it what has ended, newest first.

Rows arrive in pages and leave again when there are too many, so it knows a window of the log and
whether more lies below and above it. It asks for nothing itself: ``more_wanted`` tells whoever
fills it, and ``fetchMore`` returns at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop import format
from desktop.models.request_cells import TEXT, TIP, Cell, Field, live_cells, row_cells
from desktop.widgets import roles
from gateway.services.logs import LiveRequest, LogRow

Index = QModelIndex | QPersistentModelIndex
Entry = LiveRequest | LogRow
LIMIT = 20_000
"""Logged rows kept; beyond that the far end goes."""
MISSING_TICKS = 10
"""How often a request may be missing from what runs before its row goes without a log entry."""
_RECENT = 64
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()


class RequestLogModel(QAbstractTableModel):
    """Rows: running requests, logged ones, and while more can be loaded one that says so."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None, *, limit: int = LIMIT) -> None:
        super().__init__(parent)
        self._limit = limit
        self._live: list[LiveRequest] = []
        self._missing: dict[str, int] = {}
        self._rows: list[LogRow] = []
        self._more = False
        self._fetching = False
        self._newer_dropped = False
        self._searched = 1.0
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._live_cells: dict[str, tuple[Cell, ...]] = {}

    # What it holds

    @property
    def live_count(self) -> int:
        return len(self._live)

    @property
    def loaded(self) -> int:
        """Logged rows in memory."""
        return len(self._rows)

    @property
    def newest_id(self) -> int:
        return self._rows[0].id if self._rows else 0

    @property
    def oldest_id(self) -> int:
        return self._rows[-1].id if self._rows else 0

    @property
    def newer_dropped(self) -> bool:
        """Whether rows above the first one were let go."""
        return self._newer_dropped

    def entry(self, index: Index) -> Entry | None:
        """The request of a row; None for the row that says that more is loading."""
        return self.entry_at(index.row()) if index.isValid() else None

    def entry_at(self, row: int) -> Entry | None:
        if 0 <= row < len(self._live):
            return self._live[row]
        row -= len(self._live)
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, request_id: str) -> int:
        """Where a request stands, -1 if it is not in memory."""
        every: Iterator[Entry] = chain(self._live, self._rows)
        return next((i for i, entry in enumerate(every) if entry.request_id == request_id), -1)

    # Pages

    def reset(self, rows: Sequence[LogRow], *, more: bool, fetching: bool = False) -> None:
        """Shows these and nothing else; what runs is set anew afterwards."""
        self.beginResetModel()
        self._rows = list(rows)
        self._live, self._missing, self._cells = [], {}, {}
        self._more, self._fetching, self._newer_dropped = more, fetching, False
        self.endResetModel()

    def append(self, rows: Sequence[LogRow], *, more: bool, fetching: bool = False) -> None:
        """What comes after the last row, ``fetching`` while it is not yet all that was asked for.

        With too many rows the newest ones go.
        """
        self._fetching = fetching
        at = len(self._live) + len(self._rows)
        if rows:
            self.beginInsertRows(_ROOT, at, at + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()
        self._set_more(more)
        if (extra := len(self._rows) - self._limit) > 0:
            self._drop_rows(0, extra)
            self._newer_dropped = True

    def prepend(self, rows: Sequence[LogRow], *, whole: bool = True) -> bool:
        """Newer rows, newest first, in one insertion; those that ran until now only change place.

        ``whole`` False: above them there is still more. With too many rows the oldest ones go:
        then it returns True.
        """
        known = {request.request_id for request in self._live}
        fresh = [row for row in rows if row.request_id not in known]
        if fresh:
            at = len(self._live)
            self.beginInsertRows(_ROOT, at, at + len(fresh) - 1)
            self._rows[:0] = fresh
            self.endInsertRows()
        for row in reversed(rows):
            if row.request_id in known:
                self._settle(row)
        self._newer_dropped = self._newer_dropped and not whole
        if (extra := len(self._rows) - self._limit) > 0:
            self._drop_rows(len(self._rows) - extra, extra)
            self._set_more(True)
        return extra > 0

    def set_searched(self, share: float) -> None:
        """How much of the log a long search has looked at, from 0 to 1; 1 while none goes on."""
        self._searched = share
        if self._more:
            last = self.rowCount() - 1
            self._tell(last, last)

    def fetch_failed(self) -> None:
        """No page came; the next scroll may ask again."""
        self._fetching = False

    def _settle(self, row: LogRow) -> None:
        """A running request has ended: its row moves below what still runs, keeping selection."""
        source = next(
            index for index, live in enumerate(self._live) if live.request_id == row.request_id
        )
        place = next(
            (i for i, other in enumerate(self._rows) if other.id < row.id), len(self._rows)
        )
        target = len(self._live) + place
        moved = target > source + 1
        if moved:
            self.beginMoveRows(_ROOT, source, source, _ROOT, target)
        self._forget_live(source)
        self._rows.insert(place, row)
        if moved:
            self.endMoveRows()
        self._tell(target - 1, target - 1)

    def _drop_rows(self, first: int, count: int) -> None:
        at = len(self._live) + first
        self.beginRemoveRows(_ROOT, at, at + count - 1)
        for row in self._rows[first : first + count]:
            self._cells.pop(row.id, None)
        del self._rows[first : first + count]
        self.endRemoveRows()

    def _set_more(self, more: bool) -> None:
        """The loading row comes and goes with what it announces."""
        if more == self._more:
            return
        at = len(self._live) + len(self._rows)
        if more:
            self.beginInsertRows(_ROOT, at, at)
            self._more = True
            self.endInsertRows()
        else:
            self.beginRemoveRows(_ROOT, at, at)
            self._more = False
            self.endRemoveRows()

    # What runs

    def set_live(
        self, requests: Sequence[LiveRequest], first: int = 0, last: int = 1 << 30
    ) -> None:
        """What runs now, oldest first. Only rows from ``first`` to ``last`` are painted again.

        What no longer runs stays until its log row comes (or, should none, for some calls more).
        """
        shown = {live.request_id for live in self._live}
        # For a moment a request is both: its log row is written just before it stops running.
        logged = {row.request_id for row in self._rows[:_RECENT]}
        requests = [each for each in requests if each.request_id not in logged]
        now = {request.request_id: request for request in requests}
        fresh = [request for request in reversed(requests) if request.request_id not in shown]
        for request_id in shown:
            self._missing[request_id] = (
                0 if request_id in now else self._missing.get(request_id, 0) + 1
            )
        self.drop_live([key for key, ticks in self._missing.items() if ticks > MISSING_TICKS])
        before = self._live
        self._live = [now.get(live.request_id, live) for live in before]
        same = all(map(_looks_alike, before, self._live))
        self._live_cells.clear()
        if fresh:
            self.beginInsertRows(_ROOT, 0, len(fresh) - 1)
            self._live[:0] = fresh
            self.endInsertRows()
        first, last = max(first, len(fresh)), min(last, len(self._live) - 1)
        if first <= last:
            # Mostly it is only numbers that go on: the right half, then, is painted again.
            self._tell(first, last, Field.OUT if same else Field.TIME)

    def drop_live(self, request_ids: Collection[str]) -> None:
        """Takes away running rows that will not appear below."""
        for row in range(len(self._live) - 1, -1, -1):
            if self._live[row].request_id in request_ids:
                self.beginRemoveRows(_ROOT, row, row)
                self._forget_live(row)
                self.endRemoveRows()

    def clear_live(self) -> None:
        """Takes away all running rows."""
        self.drop_live({live.request_id for live in self._live})

    def _forget_live(self, row: int) -> None:
        gone = self._live.pop(row)
        self._missing.pop(gone.request_id, None)

    def _tell(self, first: int, last: int, column: Field = Field.TIME) -> None:
        self.dataChanged.emit(self.index(first, column), self.index(last, len(Field) - 1))

    def retranslate(self) -> None:
        """Words and formats are asked for again."""
        self._cells.clear()
        self._live_cells.clear()
        if rows := self.rowCount():
            self._tell(0, rows - 1)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Field) - 1)

    # Qt's side

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._live) + len(self._rows) + self._more

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Field)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._fetching

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._fetching = True
            self.more_wanted.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entry(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = TEXT) -> object:
        if not index.isValid():
            return None
        if role == roles.ItemRole:
            return self.entry(index)
        cell = self._row_cells(index.row())[index.column()]
        if role == _ACCESSIBLE:
            return f"{self._titles()[index.column()]}: {cell.get(TEXT, '')}"
        if role == TIP:
            return cell.get(TIP)
        return cell.get(role)

    def _row_cells(self, row: int) -> tuple[Cell, ...]:
        entry = self.entry_at(row)
        if entry is None:
            words = self.tr("Loading…")
            if self._searched < 1:
                words = self.tr("Searching… {share}").format(share=format.percent(self._searched))
            loading: Cell = {TEXT: words, roles.ToneRole: "text3"}
            return tuple(loading if field is Field.MODEL else {} for field in Field)
        if isinstance(entry, LiveRequest):
            made = self._live_cells.get(entry.request_id)
            if made is None:
                made = self._live_cells[entry.request_id] = live_cells(entry)
            return made
        found = self._cells.get(entry.id)
        if found is None:
            found = self._cells[entry.id] = row_cells(entry)
        return found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = TEXT) -> object:
        if orientation != Qt.Orientation.Horizontal or role != TEXT:
            return None
        return self._titles()[section] if 0 <= section < len(Field) else None

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Time"),
            self.tr("Status"),
            self.tr("Model"),
            self.tr("Channel"),
            self.tr("Token"),
            self.tr("In"),
            self.tr("Out"),
            self.tr("Cost"),
            self.tr("First"),
            self.tr("Total"),
            self.tr("Client"),
            self.tr("Cached"),
            self.tr("Provider"),
        )


def _looks_alike(one: LiveRequest, other: LiveRequest) -> bool:
    """Whether only numbers that grow differ."""
    return (one.channel_name, bool(one.first_token_ms), one.failed_attempts) == (
        other.channel_name,
        bool(other.first_token_ms),
        other.failed_attempts,
    )
