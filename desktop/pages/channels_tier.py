"""The heading of a tier: which priority, when its turn comes, how its channels share."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.channel_list import Sharing, Tier
from desktop.theme import px
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label


class TierHeading(QWidget):
    """``Priority 2``, what that means, and the shares of equals, which a click changes."""

    shares_wanted = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "small", "text2", weight="label")
        self._phrase = ElidedLabel("", "small", "text3")
        self._shares = Button("", "link", size="compact", trailing="sliders-horizontal")
        self._shares.setObjectName("tier-shares")
        self._shares.clicked.connect(lambda: self.shares_wanted.emit(self._shares))
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._title)
        self._line.addWidget(self._phrase)
        self._line.addWidget(self._shares)
        self._line.addStretch(1)
        follow_theme(self)

    _tier: Tier | None = None

    def restyle(self) -> None:
        self._line.setContentsMargins(px(2), px(10), 0, 0)
        self._line.setSpacing(px(8))

    @property
    def tier(self) -> Tier | None:
        """What it is the heading of."""
        return self._tier

    def show_tier(self, tier: Tier, *, only: bool) -> None:
        """``only``: there is no other."""
        self._tier = tier
        title = self.tr("Priority {n}").format(n=tier.number)
        shared = self._shared(tier)
        self._title.setText(title)
        self._phrase.setText("" if only else self._when(tier))
        self._phrase.setVisible(not only)
        self._shares.setVisible(bool(shared))
        self._shares.setObjectName(f"tier-shares-{tier.number}")
        if self._shares.text() != shared:
            self._shares.setText(shared)
            self._shares.updateGeometry()
        self._shares.setToolTip(self.tr("Change how they share requests"))
        said = (title, self._phrase.text(), shared)
        self.setAccessibleName(", ".join(part for part in said if part))

    def _when(self, tier: Tier) -> str:
        if tier.number == 1:
            return self.tr("tried first")
        if tier.local:
            return self.tr("models on this computer")
        return self.tr("when none before can answer")

    def _shared(self, tier: Tier) -> str:
        if tier.sharing is Sharing.ALONE:
            return ""
        if tier.sharing is Sharing.WEIGHTED:
            weights = " : ".join(str(weight) for weight in tier.weights)
            return self.tr("shared {weights}").format(weights=weights)
        if len(tier.weights) == 2:
            return self.tr("shared half and half")
        return self.tr("shared evenly")
