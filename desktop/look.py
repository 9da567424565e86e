"""How this device's window looks and speaks: chosen at once, remembered for the next start."""

from __future__ import annotations

from desktop.i18n import Translators, choose
from desktop.theme import MODES, Mode, theme
from desktop.ui_state import UiState


class Look:
    """Language, theme and text size, for the settings page and the palette."""

    def __init__(self, ui_state: UiState, translators: Translators) -> None:
        self._ui_state = ui_state
        self._translators = translators

    @property
    def language(self) -> str:
        """What was chosen: ``system`` or one of ours."""
        return self._ui_state.language

    def set_language(self, language: str) -> None:
        """``system`` or one of ours; the window speaks it at once."""
        self._ui_state.set_text("language", language)
        spoken = choose(language)
        if spoken != self._translators.language:
            self._translators.use(spoken)
            theme().set_language(spoken)
        self._ui_state.sync()

    @property
    def mode(self) -> str:
        """The theme that was chosen."""
        return self._ui_state.theme

    def set_mode(self, mode: str) -> None:
        """One of the theme's modes; the window wears it at once."""
        known: dict[str, Mode] = {each: each for each in MODES}
        self._ui_state.set_text("theme", mode)
        theme().set_mode(known[mode])
        self._ui_state.sync()

    @property
    def scale(self) -> float:
        """Size of text against the system's."""
        return self._ui_state.text_scale

    def set_scale(self, scale: float) -> None:
        """The size of text, and of everything with it."""
        self._ui_state.set_text_scale(scale)
        theme().set_text_scale(scale)
        self._ui_state.sync()
