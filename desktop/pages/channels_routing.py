"""When a channel's turn comes, how much of the requests it takes, and who may use it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.models.channel_list import Place
from desktop.pages.channels_tabs import EditorTab, show_text
from desktop.widgets.chips import TagInput
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField, LineEdit


class RoutingTab(EditorTab):
    """Places are named by the channels beside them, not by numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._place = Combo([], "", stretch=True)
        self._place.setObjectName("channel-place")
        self._weight = LineEdit()
        self._weight.setObjectName("channel-weight")
        self._groups = TagInput(mono=False)
        self._groups.setObjectName("channel-groups")
        self._hours = LineEdit()
        self._hours.setObjectName("channel-hours")
        self.fields = {
            "priority": FormField("", self._place),
            "weight": FormField("", self._weight),
            "groups": FormField("", self._groups),
            "hours": FormField("", self._hours),
        }
        for field in self.fields.values():
            self.column.addWidget(field)
        self._offered: list[tuple[str, Place]] = []
        self._place.activated.connect(lambda _: self.editor.set_place(self._place.currentData()))
        self._weight.textEdited.connect(lambda text: self.editor.set(weight=text))
        self._groups.changed.connect(lambda tags: self.editor.set(groups=tuple(tags)))
        self._hours.textEdited.connect(lambda text: self.editor.set(hours=text))

    def refresh(self) -> None:
        form = self.editor.form
        places = self._places(self.editor.neighbours())
        if places != self._offered:
            self._offered = places
            self._place.set_items(places)
        self._place.choose(self.editor.place)
        self._place.setEnabled(len(places) > 1)
        show_text(self._weight, form.weight)
        show_text(self._hours, form.hours)
        if tuple(self._groups.tags) != form.groups:
            self._groups.set_tags(form.groups)
        self.show_errors()

    def retranslate(self) -> None:
        self._offered = []
        self.fields["priority"].set_label(self.tr("Priority"))
        self.fields["priority"].set_note(
            self.tr("A request goes on to the next priority when none here can answer.")
        )
        self.fields["weight"].set_label(self.tr("Weight"))
        self.fields["weight"].set_note(
            self.tr("Its share among channels of the same priority: 2 takes twice as many as 1.")
        )
        self.fields["groups"].set_label(self.tr("Groups"))
        self.fields["groups"].set_note(
            self.tr("Tokens of these groups may use it; a token without a group is in “default”.")
        )
        self.fields["hours"].set_label(self.tr("Hours"))
        self._hours.setPlaceholderText(self.tr("Always"))
        self.fields["hours"].set_note(
            self.tr(
                "When it may be asked, such as mon-fri 22:00-07:00, sat sun, by this computer's "
                "clock."
            )
        )

    def _places(self, tiers: Sequence[Sequence[str]]) -> list[tuple[str, Place]]:
        if not tiers:
            return [(self.tr("The only channel"), Place(1, own=True))]
        places = [(self.tr("First, alone"), Place(1, own=True))]
        for number, names in enumerate(tiers, 1):
            beside = self._names(names)
            places.append((self.tr("Together with {names}").format(names=beside), Place(number)))
            if number < len(tiers):
                words = self.tr("After {names}, alone").format(names=beside)
                places.append((words, Place(number + 1, own=True)))
        places.append((self.tr("Last, alone"), Place(len(tiers) + 1, own=True)))
        return places

    def _names(self, names: Sequence[str]) -> str:
        if len(names) <= 2:
            return self.tr(", ").join(names)
        return self.tr("{name} and {n} more").format(name=names[0], n=len(names) - 1)
