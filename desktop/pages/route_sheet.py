"""Why this route? Who is asked for a model in which order, why nobody else, and what stands in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import format
from desktop.models.route_words import bar_words, share_words, strategy_words, when_words
from desktop.theme import px
from desktop.viewmodels.route import RouteModel, Subject
from desktop.widgets.base import follow_theme
from desktop.widgets.buttons import Button
from desktop.widgets.card import Card
from desktop.widgets.combo import Combo
from desktop.widgets.inputs import FormField
from desktop.widgets.labels import Label, Separator
from desktop.widgets.side_sheet import SideSheet
from gateway.services.routes import Route, RouteBarred, RouteStep, Strategy, When


class RouteLine(QWidget):
    """One channel: its place or none, its name as a link, its share, and a sentence below."""

    wanted = Signal(int)

    def __init__(self, place: str, name: str, channel_id: int, share: str, words: str) -> None:
        super().__init__()
        self._place = Label(place, "small", "text3", numbers=True)
        link = Button(name, "link")
        link.setObjectName(f"route-channel-{channel_id}")
        link.clicked.connect(lambda: self.wanted.emit(channel_id))
        self._top = QHBoxLayout()
        if place:
            self._top.addWidget(self._place)
        self._top.addWidget(link)
        self._top.addStretch(1)
        self._top.addWidget(Label(share, "small", "text2", weight="emphasis", numbers=True))
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        if words:
            self._column.addWidget(Label(words, "small", "text3", wrap=True))
        said = (part for part in (place, name, share, words) if part)
        self.setAccessibleName(", ".join(said))
        follow_theme(self)

    def restyle(self) -> None:
        self._column.setContentsMargins(0, px(8), 0, px(8))
        self._column.setSpacing(px(2))
        self._top.setSpacing(px(8))


class RouteList(Card):
    """Lines with rules between them; `wanted(int)` tells the channel of a link."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(group=True, spacing=0)

    def fill(self, lines: list[RouteLine], empty: str) -> None:
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(lines):
            if number:
                self.body.addWidget(Separator())
            line.wanted.connect(self.wanted)
            self.body.addWidget(line)
        if not lines:
            self.body.addWidget(Label(empty, "small", "text3", wrap=True))


class RouteSheet(SideSheet):
    """Bound to a RouteModel. What is chosen here applies at once."""

    channel_wanted = Signal(int)

    def __init__(self, model: RouteModel, parent: QWidget | None = None) -> None:
        super().__init__("", " ", parent=parent)
        self.setObjectName("route-sheet")
        self.model = model
        self._subject = Combo([], "", stretch=True)
        self._strategy = Combo([], "", stretch=True)
        self._subject.setObjectName("route-subject")
        self._strategy.setObjectName("route-strategy")
        self._fields = {"subject": FormField("", self._subject)}
        self._refusal = Label("", "body", "warn", wrap=True)
        self._steps_title = Label("", "small", "text2", weight="emphasis")
        self._barred_title = Label("", "small", "text2", weight="emphasis")
        self._steps, self._barred = RouteList(), RouteList()
        self._steps.setObjectName("route-steps")
        self._barred.setObjectName("route-barred")
        for widget in (
            self._fields["subject"], self._refusal, self._steps_title, self._steps,
            self._barred_title, self._barred,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self._group_strategy = Combo([], "", stretch=True)
        self._group_strategy.setObjectName("route-group-strategy")
        self._fields["strategy"] = FormField("", self._strategy)
        self._fields["group"] = FormField("", self._group_strategy)
        self.body.addWidget(self._fields["strategy"])
        self.body.addWidget(self._fields["group"])
        self._whens: dict[When, Combo] = {}
        for when in When:
            combo = self._whens[when] = Combo([], "", stretch=True)
            combo.setObjectName(f"route-{when.value.replace('_', '-')}")
            self._fields[when.value] = FormField("", combo)
            self.body.addWidget(self._fields[when.value])
            combo.activated.connect(lambda _, key=when: self._chosen(key))
        self.body.addStretch(1)
        self._subject.activated.connect(lambda _: model.choose(self._subject.currentData()))
        self._strategy.activated.connect(lambda _: model.set_strategy(_strategy_of(self._strategy)))
        self._group_strategy.activated.connect(
            lambda _: model.set_group_strategy(_strategy_of(self._group_strategy))
        )
        for lines in (self._steps, self._barred):
            lines.wanted.connect(self.channel_wanted)
        model.changed.connect(self.refresh)
        self.retranslate()

    def begin(self) -> None:
        """The cursor where one chooses for whom."""
        self._subject.setFocus()

    def _chosen(self, when: When) -> None:
        self.model.set_stand_in(when, self._whens[when].currentData())

    # What it shows

    def refresh(self) -> None:
        route = self.model.route
        if route is None:
            return
        self.set_title(route.model, self.tr("Why this route?"))
        self._fill_subject()
        self._refusal.setText(self._say_refusal(route))
        self._refusal.setVisible(bool(route.refusal))
        self._steps.fill(
            [self._step(at, step, route) for at, step in enumerate(route.steps, 1)],
            self.tr("Nobody can answer now."),
        )
        shown = [each for each in route.barred if each.barred.bar.value != "model"]
        hidden = len(route.barred) - len(shown)
        empty = self.tr("Every channel with this model can be asked.")
        self._barred.fill([self._not_asked(each) for each in shown], empty)
        words = self.tr("Not asked")
        if hidden:
            text = self.tr("Not asked, beside {n} channels without this model")
            words = text.format(n=format.count(hidden))
        self._barred_title.setText(words)
        self._fill_rules()

    def _fill_subject(self) -> None:
        items: list[str | tuple[str, object]] = [
            (self.tr("Group {name}").format(name=name), Subject(0, name))
            for name in self.model.groups
        ]
        items += [
            (self.tr("Token {name}").format(name=name), Subject(token_id))
            for token_id, name in self.model.tokens
        ]
        self._subject.set_items(items)
        self._subject.choose(self.model.subject)

    def _fill_rules(self) -> None:
        model = self.model
        ways = [(strategy_words(each), each) for each in Strategy]
        for combo, chosen, usual in (
            (self._strategy, model.strategy, self.tr("As its group does")),
            (self._group_strategy, model.group_strategy, self.tr("As the settings say")),
        ):
            combo.set_items([(usual, ""), *ways])
            combo.choose(chosen or "")
        words = self.tr("For all other models of the group {name}")
        self._fields["group"].set_label(words.format(name=model.group))
        offered = self.model.offered
        for when, combo in self._whens.items():
            use = self.model.stand_in(when)
            names = sorted({*offered, *([use] if use else [])})
            nobody: list[str | tuple[str, object]] = [(self.tr("Nothing stands in"), "")]
            combo.set_items(nobody + [(name, name) for name in names])
            combo.choose(use)

    def _step(self, at: int, step: RouteStep, route: Route) -> RouteLine:
        several = len({each.tier for each in route.steps}) > 1
        said = [self.tr("priority {n}").format(n=format.count(step.tier))] if several else []
        if step.sent_model != route.model:
            said.append(self.tr("sends {name}").format(name=step.sent_model))
        waiting = [key for key in step.keys if key.barred is not None]
        if step.soft:
            said.append(self.tr("asked last: it failed lately"))
        elif waiting:
            said.append(
                self.tr("{n} of {all} keys rest").format(n=len(waiting), all=len(step.keys))
            )
        words = " · ".join(said)
        place = self.tr("{n}.").format(n=format.count(at))
        shared = sum((each.tier, each.soft) == (step.tier, step.soft) for each in route.steps) > 1
        share = share_words(step.share) if shared else ""
        return RouteLine(place, step.name, step.channel_id, share, words[:1].upper() + words[1:])

    def _not_asked(self, each: RouteBarred) -> RouteLine:
        words = bar_words(each.barred, self.model.now_ms)
        return RouteLine("", each.name, each.channel_id, "", words)

    def _say_refusal(self, route: Route) -> str:
        return {
            "model_not_allowed": self.tr("The token may not use this model."),
            "token_expired": self.tr("The token has expired."),
            "token_disabled": self.tr("The token is switched off."),
            "": "",
        }.get(route.refusal, route.refusal)

    def retranslate(self) -> None:
        self._fields["subject"].set_label(self.tr("For"))
        self._steps_title.setText(self.tr("Asked, in this order"))
        self._fields["strategy"].set_label(self.tr("Which channel first"))
        self._fields["strategy"].set_note(
            self.tr("Among channels of one priority. What you choose here applies at once.")
        )
        for when in When:
            self._fields[when.value].set_label(when_words(when))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _strategy_of(combo: Combo) -> Strategy | None:
    name = combo.currentData()  # Qt keeps the text of an enumeration's member
    return Strategy(name) if name else None
