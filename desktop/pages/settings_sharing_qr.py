"""An address as a QR code, for the camera of the other device."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal

from desktop.viewmodels.sharing import qr_modules
from desktop.widgets.copy_field import CopyField
from desktop.widgets.labels import Label
from desktop.widgets.qr import QrView
from desktop.widgets.side_sheet import SideSheet


class QrSheet(SideSheet):
    """It opens the address and never holds a key."""

    copied = Signal(str)

    def __init__(self, network: str, url: str) -> None:
        super().__init__("-", network)
        self._network = network
        self._url = url
        self._code = QrView(qr_modules(url), summary=url)
        self._code.setObjectName("sharing-qr")
        self._words = Label("", "body", "text2", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._field = CopyField(url, large=False)
        self._field.copied.connect(lambda: self.copied.emit(url))
        self._key = Label("", "small", "text3", wrap=True)
        self._key.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self._code, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self._words, self._field, self._key):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._retranslate()

    def _retranslate(self) -> None:
        self.set_title(self.tr("Open on another device"), self._network)
        self._words.setText(self.tr("Scan with a phone in the same network, or type the address."))
        self._field.set_name(self.tr("Copy address"))
        self._key.setText(self.tr("The code holds the address alone, never a key."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
