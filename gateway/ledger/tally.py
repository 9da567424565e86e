"""Budgets at work: what of each period is used, held and promised, in memory.

What was used is a sum over settled requests, by the quarter of an hour in which each began; the
store keeps the same sums in the transaction of the settlement. So memory can be thrown away and
derived again at any time. A request belongs to the period it began in, whenever it ends: what it
gives back returns there, and a clock that is set back finds that period as it was left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gateway.domain.budget import (
    NOTHING,
    Amounts,
    Budget,
    BudgetLeft,
    Scope,
    Unit,
    amount_words,
    moment_words,
    period_words,
)
from gateway.domain.calendar import HOUR_MS, Calendar, Period
from gateway.errors import GatewayError

_KEPT = 64
"""Periods of a kind that are remembered; an older one counts as the oldest of them."""
_WRONG_MS = 26 * HOUR_MS
"""How far ahead a computer's clock may be until it is set right: it took its time for another
zone's.
"""


class PeriodUse:
    """One period of one owner: requests, tokens and money used, held and promised."""

    __slots__ = ("end", "held", "promised", "start", "used")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.used = [0, 0, 0]
        self.held = [0, 0, 0]
        self.promised = [0, 0, 0]


@dataclass(frozen=True, slots=True)
class Hold:
    """What one request holds of one period."""

    use: PeriodUse
    need: Amounts
    promise: Amounts

    def take(self) -> None:
        for index in range(3):
            self.use.held[index] += self.need[index]
            self.use.promised[index] += self.promise[index]

    def give_back(self) -> None:
        for index in range(3):
            self.use.held[index] -= self.need[index]
            self.use.promised[index] -= self.promise[index]


@dataclass(frozen=True, slots=True)
class Used:
    """What a settled request used: it began at ``at`` and has this ``log_id``."""

    log_id: int
    at: int
    amounts: Amounts


class Tally:
    """The budgets of one token, person, group or channel. All of it is synchronous.

    ``key`` is the owner's id, of a group its name; ``name`` is for people.
    """

    def __init__(self, scope: Scope, key: str, calendar: Calendar) -> None:
        self.scope = scope
        self.key = key
        self.name = ""
        self.budgets: tuple[Budget, ...] = ()
        self.loaded = False
        self._calendar = calendar
        self._uses: dict[Period, dict[int, PeriodUse]] = {}
        self._current: dict[Period, PeriodUse] = {}
        self._floors: dict[Period, int] = {}
        self._since_load: list[Used] = []
        self._loaded_to = 0

    @property
    def has_money(self) -> bool:
        return any(budget.unit is Unit.MONEY for budget in self.budgets)

    @property
    def counts_in_all(self) -> bool:
        return any(budget.period is Period.TOTAL for budget in self.budgets)

    # Deciding

    def short(self, at: int, need: Amounts) -> GatewayError | None:
        """The refusal of what would exceed a budget in the periods around ``at``; None if none."""
        for budget in self.budgets:
            use = self.use(budget.period, at)
            index = budget.index
            wanted = use.used[index] + use.held[index] + need[index]
            if need[index] and wanted > self.allowed(budget, use):
                return self._refusal(budget, use, at, need[index])
        return None

    def room(self, unit: Unit, at: int, *, told: bool = False) -> int | None:
        """The most that may still be held; None without a budget in that unit.

        With ``told``, without what others were promised.
        """
        found: int | None = None
        for budget in self.budgets:
            if budget.unit is not unit:
                continue
            use, index = self.use(budget.period, at), budget.index
            left = self.allowed(budget, use) - use.used[index] - use.held[index]
            if told:
                left -= use.promised[index]
            found = left if found is None else min(found, left)
        return found

    def hold(self, at: int, need: Amounts, promise: Amounts = NOTHING) -> list[Hold]:
        """Takes ``need`` from the periods around ``at``; nothing is checked."""
        holds = []
        for period in dict.fromkeys(budget.period for budget in self.budgets):
            hold = Hold(self.use(period, at), need, promise)
            hold.take()
            holds.append(hold)
        return holds

    def allowed(self, budget: Budget, use: PeriodUse) -> int:
        """A budget's limit in a period, with what the one before left over."""
        if not budget.carry or budget.since >= use.start:
            return budget.limit
        if use.start <= self._floors.get(budget.period, 0):
            return budget.limit
        before, index = self._find(budget.period, use.start - 1), budget.index
        return budget.limit + max(0, budget.limit - before.used[index] - before.held[index])

    def spent_out(self, at: int) -> tuple[Budget, int] | None:
        """A budget that leaves nothing at all, and the ms until it begins anew (0: never)."""
        for budget in self.budgets:
            use, index = self.use(budget.period, at), budget.index
            if use.used[index] + use.held[index] >= self.allowed(budget, use):
                return budget, 0 if budget.period is Period.TOTAL else max(1, use.end - at)
        return None

    def left(self, at: int) -> tuple[BudgetLeft, ...]:
        """How each budget stands."""
        found = []
        for budget in self.budgets:
            use, index = self.use(budget.period, at), budget.index
            resets_at = 0 if budget.period is Period.TOTAL else use.end
            held = use.held[index]
            allowed = self.allowed(budget, use)
            found.append(BudgetLeft(budget, allowed, use.used[index], held, resets_at))
        return tuple(found)

    def use(self, period: Period, at: int) -> PeriodUse:
        current = self._current.get(period)
        if current is None or not current.start <= at < current.end:
            current = self._current[period] = self._find(period, at)
        return current

    def _find(self, period: Period, at: int) -> PeriodUse:
        start, end = self._calendar.span(period, max(at, self._floors.get(period, 0)))
        uses = self._uses.setdefault(period, {})
        found = uses.get(start)
        if found is None:
            found = uses[start] = PeriodUse(start, end)
            if len(uses) > _KEPT:
                del uses[min(uses)]
                self._floors[period] = min(uses)
        return found

    # What was used

    def add(self, used: Used) -> None:
        """A settlement was committed."""
        if not self.loaded:
            self._since_load.append(used)
        elif used.log_id <= self._loaded_to:
            return  # the sums that were loaded hold it already
        self._count_all(used)

    def reaches_back_to(self, now: int) -> int:
        """The beginning of the oldest period that still matters, which :meth:`load` needs."""
        periods = {budget.period for budget in self.budgets} - {Period.TOTAL}
        return min((self._floor(period, now) for period in periods), default=now)

    def load(
        self,
        now: int,
        rows: Iterable[tuple[int, Amounts]],
        total: Amounts,
        log_id: int,
    ) -> None:
        """Takes sums from the store: ``rows`` by when they began, ``total`` of all time.

        Settlements up to ``log_id`` are in them. What is held stays held.
        """
        later = [used for used in self._since_load if used.log_id > log_id]
        self.loaded, self._loaded_to, self._since_load = True, log_id, []
        for uses in self._uses.values():
            for use in uses.values():
                use.used = [0, 0, 0]
        periods = {budget.period for budget in self.budgets}
        self._floors = {p: self._floor(p, now) for p in periods if p is not Period.TOTAL}
        for at, amounts in rows:
            for period, floor in self._floors.items():
                if at >= floor:  # the rows reach back as far as the longest period needs
                    self._count(period, at, amounts)
        if Period.TOTAL in periods:
            self.use(Period.TOTAL, now).used = list(total)
        for used in later:
            self._count_all(used)

    def forget(self, calendar: Calendar) -> None:
        """Periods are to be derived anew, by another calendar; what runs is held by the old one."""
        self._calendar = calendar
        self.loaded = False
        self._uses, self._current, self._floors = {}, {}, {}

    def _floor(self, period: Period, now: int) -> int:
        start, _ = self._calendar.span(period, now - _WRONG_MS)
        return self._calendar.span(period, start - 1)[0]

    def _count_all(self, used: Used) -> None:
        for period in {budget.period for budget in self.budgets}:
            self._count(period, used.at, used.amounts)

    def _count(self, period: Period, at: int, amounts: Amounts) -> None:
        use = self.use(period, at)
        for index in range(3):
            use.used[index] += amounts[index]

    # What is said

    def _refusal(self, budget: Budget, use: PeriodUse, at: int, need: int) -> GatewayError:
        unit, index = budget.unit, budget.index
        used, held = use.used[index], use.held[index]
        stands = f"{amount_words(unit, used)} used"
        if held:
            stands += f", {amount_words(unit, held)} held by running requests"
        could = "would be one more" if unit is Unit.REQUESTS else "could use "
        could += "" if unit is Unit.REQUESTS else amount_words(unit, need)
        anew = ""
        if budget.period is not Period.TOTAL:
            anew = f" It begins anew at {moment_words(use.end, self._calendar.zone)}."
        text = (
            f"{_WHOSE[self.scope].format(name=self.name)} budget of {period_words(budget)} does "
            f"not allow this request ({stands}); it {could}.{anew} Nothing was charged."
        )
        if self.scope is Scope.CHANNEL:
            code = "no_available_channel"
        else:
            code = "insufficient_quota" if budget.period is Period.TOTAL else "budget_exceeded"
        never = budget.period is Period.TOTAL
        return GatewayError(
            code,
            text,
            retry_after_s=None if never else max(1.0, (use.end - at) / 1000),
            should_retry=False,
            details={"limit": budget.limit, "used": used, "held": held, "needed": need},
        )


_WHOSE = {
    Scope.TOKEN: "the key '{name}': its",
    Scope.PERSON: "your",
    Scope.GROUP: "the group '{name}': its",
    Scope.CHANNEL: "{name}: its",
}


class Tallies:
    """Every tally there is. One without budgets is nobody's business until it has some again."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._tallies: dict[tuple[Scope, str], Tally] = {}

    def put(
        self, scope: Scope, key: int | str, name: str, budgets: tuple[Budget, ...]
    ) -> Tally | None:
        """Budgets in force from now on; None without any. A new kind of period has to be loaded
        (:attr:`unloaded`).
        """
        tally = self._tallies.get((scope, str(key)))
        if tally is None:
            if not budgets:
                return None
            tally = self._tallies[scope, str(key)] = Tally(scope, str(key), self.calendar)
        periods = {budget.period for budget in budgets}
        if not periods <= {budget.period for budget in tally.budgets}:
            tally.loaded = False
        tally.name, tally.budgets = name, budgets
        return tally if budgets else None

    def get(self, scope: Scope, key: int | str) -> Tally | None:
        tally = self._tallies.get((scope, str(key)))
        return tally if tally is not None and tally.budgets else None

    @property
    def unloaded(self) -> list[Tally]:
        return [tally for tally in self._tallies.values() if tally.budgets and not tally.loaded]

    def __bool__(self) -> bool:
        return bool(self._tallies)

    def forget(self, calendar: Calendar) -> None:
        """All of it has to be loaded anew."""
        self.calendar = calendar
        for tally in self._tallies.values():
            tally.forget(calendar)

    def add(self, scope: Scope, key: int | str, used: Used) -> None:
        tally = self._tallies.get((scope, str(key)))
        if tally is not None:
            tally.add(used)
