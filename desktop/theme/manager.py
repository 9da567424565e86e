"""ThemeManager: the theme, text size and language in force, and the one place that applies them."""

from __future__ import annotations

from typing import Any, Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory
from shiboken6 import isValid

from desktop.theme.dressing import Dressing
from desktop.theme.fonts import FontBook, RoleName, Weight, carry_fonts, system_base_px
from desktop.theme.icons import IconStore
from desktop.theme.metrics import BASE_PX, Metrics
from desktop.theme.palette import Theme
from desktop.theme.stylesheet import build_stylesheet
from desktop.theme.tokens import THEME_NAMES, ThemeName, Tokens, Tone, load_tokens

Mode = Literal["system", "light", "dark", "high_contrast_dark", "high_contrast_light"]
MODES: Final[tuple[Mode, ...]] = ("system", *THEME_NAMES)
LARGEST_TEXT: Final = 3.0


def theme_of(mode: Mode, *, dark: bool, high_contrast: bool) -> ThemeName:
    """What a choice comes to on a system that is dark or not and wants high contrast or not."""
    if mode != "system":
        return mode
    if high_contrast:
        return "high_contrast_dark" if dark else "high_contrast_light"
    return "dark" if dark else "light"


class ThemeManager(QObject):
    """Owns what widgets read at paint time: `colours`, `metrics`, fonts and icons.

    Widgets never keep a colour: they read it while painting and lay out again on `changed`, which
    is emitted after palette, fonts and style sheet are in place.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tokens: Final[Tokens] = load_tokens()
        self.icons: Final = IconStore()
        self.dressing: Final = Dressing(self)
        self._mode: Mode = "system"
        self._text_scale = 1.0
        self._language = "en"
        self._app: QApplication | None = None
        self._native_dark = False
        self._applying = False
        self._force_reduced_motion = False
        self.changed.connect(self.dressing.restyle)
        self._book_of: tuple[float, str, tuple[str, ...]] | None = None
        self._rebuild()

    def install(self, app: QApplication) -> None:
        """Take over style, palette, fonts and style sheet of `app`, once, and follow the system."""
        if self._app is app:
            return
        self._app = app
        palette = QGuiApplication.palette()
        window = palette.color(QPalette.ColorRole.Window)
        self._native_dark = window.lightness() < 128
        carry_fonts()
        app.setStyle(QStyleFactory.create("Fusion"))
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        # Qt 6.10 and later tell about contrast and motion.
        access = getattr(hints, "accessibility", None)
        if access is not None:
            access().contrastPreferenceChanged.connect(self._system_changed)
        self.apply()

    @property
    def mode(self) -> Mode:
        """What was chosen; `colours.name` is what that comes to now."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Choose a theme, or follow the system."""
        if mode != self._mode:
            self._mode = mode
            self.apply()

    @property
    def text_scale(self) -> float:
        """Factor on top of the system's own text size; 1.0 unless chosen."""
        return self._text_scale

    def set_text_scale(self, scale: float) -> None:
        """Enlarge text and, with it, every size."""
        scale = min(max(scale, 0.75), LARGEST_TEXT)
        if scale != self._text_scale:
            self._text_scale = scale
            self.apply()

    @property
    def language(self) -> str:
        """Language the fonts are chosen for."""
        return self._language

    def set_language(self, language: str) -> None:
        """Tell which language the window speaks: CJK changes weights, tracking and least size."""
        if language != self._language:
            self._language = language
            self.apply()

    @property
    def book(self) -> FontBook:
        """All fonts of now; another object when they changed."""
        return self._fonts

    @property
    def reduced_motion(self) -> bool:
        """Whether the system, or `set_reduced_motion`, asks for no movement."""
        if self._force_reduced_motion or self._app is None:
            return True
        access = getattr(self._app.styleHints(), "accessibility", None)
        preference = getattr(access() if access else None, "motionPreference", None)
        wanted: Any = getattr(Qt, "MotionPreference", None)
        return bool(preference and wanted and preference() == wanted.ReducedMotion)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Switch movement off (screenshots, tests, a setting); off again follows the system."""
        self._force_reduced_motion = reduced

    def duration(self, token: str) -> int:
        """Milliseconds of a movement named in `motion_ms`; 0 when motion is reduced."""
        return 0 if self.reduced_motion else int(getattr(self.tokens.motion_ms, token))

    def apply(self) -> None:
        """Rebuild everything that depends on theme, text size and language, then tell."""
        if self._applying:
            return
        self._applying = True
        try:
            self._tell_qt_scheme()
            self._rebuild()
            if self._app is not None:
                self._app.setFont(self._fonts.font("body"))
                self._app.setPalette(self.colours.palette())
                self._wear(build_stylesheet(self.colours, self.metrics))
        finally:
            self._applying = False
        self.changed.emit()

    def _wear(self, sheet: str) -> None:
        """On the application, or part by part where a window was taken over."""
        if self.dressing.active:
            self.dressing.wear(sheet)
        elif self._app is not None:
            self._app.setStyleSheet(sheet)

    def font(
        self,
        role: RoleName = "body",
        weight: Weight = "regular",
        *,
        numbers: bool = False,
        mono: bool = False,
    ) -> QFont:
        """See `FontBook.font`."""
        return self._fonts.font(role, weight, numbers=numbers, mono=mono)

    def icon(self, name: str, tone: Tone = "text2", size: int = 16) -> QIcon:
        """An icon for menus and actions in the colours of now; ask again after `changed`."""
        return self.icons.icon(
            name, self.colours.tone(tone), self.colours.text.disabled, self.metrics.px(size)
        )

    def _rebuild(self) -> None:
        # 12 px system fonts exist (Windows at 100 %); the drawing starts at 13.
        system = system_base_px() if QGuiApplication.instance() is not None else 0.0
        base = max(float(BASE_PX), system) * self._text_scale
        name = self._resolve()
        self.colours = Theme(name, self.tokens.themes[name])
        self.metrics = Metrics(self.tokens, base)
        # Fonts and icons are kept while they stay the same: shaped words and pixels hang on them.
        families = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
        wanted = (base, self._language, tuple(families))
        if wanted != self._book_of:
            self._book_of = wanted
            self._fonts = FontBook(self.tokens.typography, base, self._language)

    def _resolve(self) -> ThemeName:
        if self._app is None:
            return theme_of(self._mode, dark=self._native_dark, high_contrast=False)
        hints = self._app.styleHints()
        scheme = hints.colorScheme()
        known = scheme != Qt.ColorScheme.Unknown
        dark = scheme == Qt.ColorScheme.Dark if known else self._native_dark
        access = getattr(hints, "accessibility", None)
        high = access is not None and (
            access().contrastPreference() == Qt.ContrastPreference.HighContrast
        )
        return theme_of(self._mode, dark=dark, high_contrast=high)

    def _tell_qt_scheme(self) -> None:
        """Title bars and native dialogs follow the chosen scheme (Qt 6.8)."""
        if self._app is None:
            return
        scheme = Qt.ColorScheme.Unknown
        if self._mode != "system":
            dark = self._mode in ("dark", "high_contrast_dark")
            scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
        self._app.styleHints().setColorScheme(scheme)

    def _system_changed(self, _value: object = None) -> None:
        if self._mode == "system":
            self.apply()


_manager: ThemeManager | None = None


def theme() -> ThemeManager:
    """The application's theme manager, made on first use."""
    global _manager
    if _manager is None or not isValid(_manager):
        _manager = ThemeManager(QGuiApplication.instance())
    return _manager
