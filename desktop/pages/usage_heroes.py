"""The numbers above the usage chart."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop import format
from desktop.models.usage_figures import Measure, compact, delay, money, succeeded, title, write
from desktop.viewmodels.usage import UsageModel
from desktop.widgets.card import Card
from desktop.widgets.stat import Stat, StatRow
from gateway.services.usage import Totals, UsageReport

_FIGURES = ("cost", "tokens", "cached", "requests", "first-token")


class HeroCard(Card):
    """Cost, tokens, what came from caches, requests, first token."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("usage-heroes")
        row = StatRow()
        self._stats = {name: Stat("") for name in _FIGURES}
        for name, stat in self._stats.items():
            stat.setObjectName(f"usage-{name}")
            row.add(stat)
        self.body.addWidget(row)

    def fill(self, model: UsageModel) -> None:
        stats, report = self._stats, model.report
        stats["cost"].set_label(title(Measure.COST))
        stats["tokens"].set_label(title(Measure.TOKENS))
        stats["cached"].set_label(self.tr("From cache"))
        stats["requests"].set_label(title(Measure.REQUESTS))
        stats["first-token"].set_label(title(Measure.FIRST_TOKEN))
        if report is None:
            return
        totals = report.totals
        self._fill_cost(report, model.days_so_far)
        self._fill_tokens(totals)
        good = self.tr("{share} succeeded").format(share=succeeded(totals))
        stats["requests"].set_value(
            format.count(totals.requests), note=good if totals.requests else self.tr("none")
        )
        self._fill_first_token(report)

    def _fill_first_token(self, report: UsageReport) -> None:
        stat, answers = self._stats["first-token"], report.totals.first_token_count
        if report.first_token is not None:
            median, p95 = report.first_token
            note = self.tr("median, p95 {time}").format(time=delay(p95))
            stat.set_value(delay(median), note=note)
        elif answers:
            mean = delay(report.totals.first_token_ms / answers)
            stat.set_value(mean, note=self.tr("mean"))
        else:
            stat.set_value(format.NONE, note=self.tr("no streams"))

    def _fill_cost(self, report: UsageReport, days: int) -> None:
        totals = report.totals
        note = self.tr("today so far")
        if days > 1:
            note = self.tr("{cost} a day").format(cost=money(totals.cost_nano // days))
        if unknown := report.unpriced_requests:
            one, many = self.tr("without 1 request"), self.tr("without {n} requests")
            note = format.plural(unknown, one, many)
        cost = money(totals.cost_nano)
        if unknown and not totals.cost_nano:
            cost = format.NONE
        self._stats["cost"].set_value(cost, note=note)

    def _fill_tokens(self, totals: Totals) -> None:
        whole = totals.input_tokens + totals.output_tokens
        number, unit = format.tokens(whole)
        split = self.tr("in {given} · out {made}").format(
            given=compact(totals.input_tokens), made=compact(totals.output_tokens)
        )
        self._stats["tokens"].set_value(number, unit=unit, note=split if whole else "")
        if totals.input_tokens:
            share = format.percent(totals.cached_tokens / totals.input_tokens)
            note = self.tr("{n} of the input").format(
                n=write(Measure.TOKENS, float(totals.cached_tokens))
            )
            self._stats["cached"].set_value(share, note=note)
        else:
            self._stats["cached"].set_value(format.NONE, note="")
