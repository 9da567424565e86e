"""Limits of people and groups and routing rules leave with an export and arrive elsewhere."""

from pathlib import Path

import pytest

from gateway import commands
from gateway.domain.budget import Budget, Unit
from gateway.domain.calendar import Period
from gateway.domain.limits import Limits
from gateway.domain.money import NANO
from gateway.domain.person import NOT_LIMITED, OWNER_ID, GroupLimits, Person
from gateway.domain.routing import Fallback, RoutingRules, Strategy, When
from gateway.services import export_file
from gateway.services.export_content import Content, encode
from gateway.services.export_rules import ExportedLimits, ExportedRule
from gateway.services.transfer import ImportItem, ImportPlan
from gateway.store import people as people_rows
from tests.gateway.house import House, house
from tests.gateway.services.test_transfer import WORDS

OLD_FILE = Path(__file__).parent / "exports" / "before_limits.homeport"
"""Written by a Homeport whose exports held neither limits nor rules."""
DAY = Budget(Period.DAY, Unit.MONEY, 2 * NANO, carry=True)
MONTH = Budget(Period.MONTH, Unit.TOKENS, 9_000_000)
RULES = RoutingRules(
    {"kids": Strategy.CHEAPEST},
    {"gpt-5": Strategy.FASTEST},
    (Fallback("gpt-5", "gpt-5-mini", When.SPENT), Fallback("gpt-5", "o3", When.TOO_LONG)),
)


async def mei(home: House) -> Person:
    state = home.gateway.state
    return await state.change(
        lambda: people_rows.insert(Person(0, "mei", "Mei")), state.tokens.put_person
    )


async def furnish(home: House) -> None:
    limits = home.gateway.limits
    await limits.set_person(OWNER_ID, limits=Limits(rpm=60), budgets=(MONTH,))
    await limits.set_person((await mei(home)).id, budgets=(DAY,))
    await limits.set_group("kids", limits=Limits(tpm=4_000, concurrency=2), budgets=(DAY, MONTH))
    await home.gateway.routes.set_rules(RULES)


def items(plan: ImportPlan, kind: str) -> list[ImportItem]:
    return [item for item in plan.items if item.kind == kind]


def stands(plan: ImportPlan, kind: str) -> list[tuple[str, str, str]]:
    return [(item.of, item.name, item.standing) for item in items(plan, kind)]


async def test_limits_and_rules_move(tmp_path: Path) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path / "old") as old:
        await furnish(old)
        await old.gateway.transfer.export(file, WORDS)
    async with house(tmp_path / "new") as new:
        gateway = new.gateway
        plan = await gateway.transfer.open(file, WORDS)
        assert stands(plan, "limits") == [
            ("owner", "root", "new"),
            ("person", "mei", "new"),
            ("group", "kids", "new"),
        ]
        assert [(i.of, i.name, *i.values) for i in items(plan, "rule")] == [
            ("group", "kids", "cheapest"),
            ("model", "gpt-5", "fastest"),
            ("fallback", "gpt-5", "gpt-5-mini", "spent"),
            ("fallback", "gpt-5", "o3", "too_long"),
        ]
        said = [commands._line("imported", i) for i in items(plan, "limits") + items(plan, "rule")]
        assert said[1:4] == [
            "imported limits person mei (new)",
            "imported limits group kids (new)",
            "imported rule group kids: cheapest (new)",
        ]
        assert said[-1] == "imported rule fallback gpt-5: o3, too_long (new)"
        result = await gateway.transfer.apply(plan, plan.proposed)
        assert result.failed == ()
        assert gateway.limits.person(OWNER_ID) == GroupLimits(Limits(rpm=60), (MONTH,))
        found = await gateway.people.find("mei")
        assert found is not None
        assert found.budgets == (DAY,)
        assert found.budgets[0].since > 0, "set by this import: nothing of before is carried over"
        assert gateway.limits.group("kids") == GroupLimits(
            Limits(tpm=4_000, concurrency=2), (DAY, MONTH)
        )
        assert "kids" in gateway.models.groups()
        assert gateway.routes.rules == RULES
        again = await gateway.transfer.open(file, WORDS)
        assert {item.standing for item in again.items} == {"same"}


async def test_limits_that_differ_are_left_alone_unless_chosen(tmp_path: Path) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path) as home:
        await furnish(home)
        gateway = home.gateway
        await gateway.transfer.export(file, WORDS)
        await gateway.limits.set_group("kids", limits=Limits(rpm=1), budgets=(DAY,))
        changed = RoutingRules(
            {}, {"gpt-5": Strategy.WEIGHTED}, (Fallback("gpt-5", "gpt-4o", When.SPENT),)
        )
        await gateway.routes.set_rules(changed)
        plan = await gateway.transfer.open(file, WORDS)
        kids = items(plan, "limits")[-1]
        assert (kids.standing, set(kids.fields)) == (
            "different",
            {"rpm", "tpm", "concurrency", "budgets"},
        )
        assert [item.standing for item in items(plan, "rule")] == [
            "new", "different", "different", "new",
        ]  # fmt: skip
        await gateway.transfer.apply(plan, plan.proposed)
        assert gateway.limits.group("kids").limits == Limits(rpm=1)
        assert gateway.routes.rules == RoutingRules(
            {"kids": Strategy.CHEAPEST},
            {"gpt-5": Strategy.WEIGHTED},
            (Fallback("gpt-5", "gpt-4o", When.SPENT), Fallback("gpt-5", "o3", When.TOO_LONG)),
        )
        everything = {item.key for item in plan.items}
        assert (await gateway.transfer.apply(plan, everything)).failed == ()
        assert gateway.limits.group("kids").limits == Limits(tpm=4_000, concurrency=2)
        assert gateway.routes.rules == RULES


async def test_limits_bring_their_person_and_a_person_their_limits(tmp_path: Path) -> None:
    file = tmp_path / "move.homeport"
    async with house(tmp_path / "old") as old:
        person = await mei(old)
        await old.gateway.limits.set_person(person.id, budgets=(DAY,))
        await old.token(NANO, name="phone", person_id=person.id)
        await old.gateway.transfer.export(file, WORDS)
    async with house(tmp_path / "limits") as new:
        plan = await new.gateway.transfer.open(file, WORDS)
        (limits,) = items(plan, "limits")
        result = await new.gateway.transfer.apply(plan, {limits.key})
        assert [item.kind for item in result.done] == ["person", "limits"]
    async with house(tmp_path / "token") as new:
        plan = await new.gateway.transfer.open(file, WORDS)
        phone = next(item for item in plan.items if item.name == "phone")
        result = await new.gateway.transfer.apply(plan, {phone.key})
        # Whoever comes along unasked does not come without what limits them.
        assert [item.kind for item in result.done] == ["person", "limits", "token"]
        found = await new.gateway.people.find("mei")
        assert found is not None
        assert found.budgets == (DAY,)


async def test_a_file_from_before_is_read_and_changes_no_limits(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        gateway = home.gateway
        await gateway.limits.set_group("kids", budgets=(DAY,))
        await gateway.routes.set_rules(RULES)
        plan = await gateway.transfer.open(OLD_FILE, WORDS)
        assert (items(plan, "limits"), items(plan, "rule")) == ([], [])
        result = await gateway.transfer.apply(plan, plan.proposed)
        assert result.failed == ()
        done = {(item.kind, item.name) for item in result.done}
        assert {("person", "mei"), ("channel", "Work"), ("token", "phone")} <= done
        found = await gateway.people.find("mei")
        assert found is not None
        assert (found.balance_nano, gateway.limits.person(found.id)) == (3 * NANO, NOT_LIMITED)
        phone = next(t for t in await gateway.tokens.list() if t.name == "phone")
        assert phone.budgets == (Budget(Period.DAY, Unit.MONEY, NANO, carry=True),)
        assert gateway.limits.group("kids").budgets == (DAY,)
        assert gateway.routes.rules == RULES
        # When a budget was set is no difference.
        again = await gateway.transfer.open(OLD_FILE, WORDS)
        assert {item.standing for item in again.items} == {"same"}


def sealed(path: Path, content: Content) -> Path:
    path.write_bytes(export_file.seal(encode(content), WORDS, 1, "9.9"))
    return path


async def test_what_a_later_version_limits_is_blocked(home: House, tmp_path: Path) -> None:
    content = Content(
        limits=[ExportedLimits("household", "us", {"rpm": 1})],
        rules=[
            ExportedRule("weekday", "gpt-5", "cheapest"),
            ExportedRule("model", "gpt-5", "by_mood"),
            ExportedRule("fallback", "gpt-5", "o3", "raining"),
        ],
    )
    plan = await home.gateway.transfer.open(sealed(tmp_path / "later", content), WORDS)
    assert [(item.standing, item.reason) for item in plan.items] == [
        ("blocked", "unknown_limits"),
        *[("blocked", "unknown_rule")] * 3,
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"rpm": "many"},
        {"rpm": -1},
        {"budgets": "a day"},
        {"budgets": ["a day"]},
        {"budgets": [{"period": "fortnight", "limit": 1}]},
        {"budgets": [{"period": "day", "limit": -5}]},
        {"budgets": [{"period": "day", "limit": "5"}]},
    ],
)
async def test_limits_that_are_none_fail_alone(
    home: House, tmp_path: Path, fields: dict[str, object]
) -> None:
    content = Content(
        limits=[ExportedLimits("group", "bad", fields), ExportedLimits("group", "kids", {"rpm": 5})]
    )
    gateway = home.gateway
    plan = await gateway.transfer.open(sealed(tmp_path / "spoilt", content), WORDS)
    result = await gateway.transfer.apply(plan, plan.proposed)
    assert [each.item.name for each in result.failed] == ["bad"]
    assert result.failed[0].code in ("export_damaged", "invalid_limit")
    assert gateway.limits.group("kids").limits == Limits(rpm=5)
    assert not gateway.limits.group("bad")
