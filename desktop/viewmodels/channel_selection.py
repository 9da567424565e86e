"""Which channels are selected, for what is done to several at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal


class ChannelSelection(QObject):
    """Ids in the order of the list; a range runs from the one that was picked last."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen: set[int] = set()
        self._anchor = 0

    def __contains__(self, channel_id: int) -> bool:
        return channel_id in self._chosen

    def __len__(self) -> int:
        return len(self._chosen)

    def ordered(self, order: Iterable[int]) -> list[int]:
        """Those selected, as the list shows them."""
        return [ident for ident in order if ident in self._chosen]

    def toggle(self, channel_id: int) -> None:
        self._anchor = channel_id
        self._set(self._chosen ^ {channel_id})

    def extend(self, channel_id: int, order: Sequence[int]) -> None:
        """Everything from the last one picked to this one."""
        if channel_id not in order:
            return
        start = order.index(self._anchor) if self._anchor in order else order.index(channel_id)
        end = order.index(channel_id)
        self._anchor = order[start]
        between = order[min(start, end) : max(start, end) + 1]
        self._set(self._chosen | set(between))

    def select(self, channel_ids: Iterable[int]) -> None:
        """These and no others."""
        self._set(set(channel_ids))

    def clear(self) -> None:
        self._anchor = 0
        self._set(set())

    def keep(self, channel_ids: Iterable[int]) -> None:
        """Forgets those that are not there any more."""
        self._set(self._chosen & set(channel_ids))

    def _set(self, chosen: set[int]) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit()
