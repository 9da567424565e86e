"""What providers' terms say of keys: links, shown once, for the channels there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.theme import px
from desktop.viewmodels.sharing import Terms
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.labels import IconLabel, Label


class TermsCard(Card):
    """``read``: its button was pressed, and these need not be shown again."""

    read = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sharing-terms")
        self._shown: tuple[Terms, ...] = ()
        self._pages: list[Button] = []
        self._icon = IconLabel("info", "info", 18)
        self._sentence = Label("", "body", "text2", wrap=True)
        self._done = Button("")
        self._done.setObjectName("sharing-terms-read")
        self._done.clicked.connect(self.read)
        self._lines = QVBoxLayout()
        self._lines.addWidget(self._sentence)
        self._row = QHBoxLayout()
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._lines, 1)
        self._row.addWidget(self._done, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._row)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_row"):
            self._row.setSpacing(px(16))
            self._lines.setSpacing(px(2))

    def show_terms(self, terms: Sequence[Terms]) -> None:
        """Hidden where there are none."""
        self.setVisible(bool(terms))
        self._sentence.setText(
            self.tr("Each provider's terms say who may use a key. Those of your channels:")
        )
        self._done.setText(self.tr("Got it"))
        if tuple(terms) == self._shown:
            return
        self._shown = tuple(terms)
        for link in self._pages:
            self._lines.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._pages = [self._made(each) for each in terms]
        for link in self._pages:
            # Without it the lines are no wider than a link, which takes what it needs.
            self._lines.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _made(self, terms: Terms) -> Button:
        button = Button(terms.name, "link", icon="external-link")
        button.setObjectName(f"sharing-terms-{terms.provider}")
        button.setToolTip(terms.url)
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(terms.url)))
        return button
