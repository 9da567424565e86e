"""The shape of the house: every rule holds in the tree and finds what was planted for it."""

import pytest

from tests.architecture import RULES, Rule, Source, sources
from tests.architecture.planted import INNOCENT, OFFENDING
from tests.architecture.source import PROGRAM, ROOT


def _name(rule: Rule) -> str:
    return rule.name


@pytest.fixture(scope="module")
def found_in_the_tree() -> dict[str, list[str]]:
    """By rule. One file at a time: all their trees at once are a gigabyte for every test after."""
    found: dict[str, list[str]] = {rule.name: [] for rule in RULES}
    seen = 0
    for source in sources():
        seen += 1
        for rule in RULES:
            found[rule.name] += map(str, rule.violations(source))
    assert seen > len(RULES), "there is a tree to look at"
    return found


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_the_tree_keeps_the_rule(rule: Rule, found_in_the_tree: dict[str, list[str]]) -> None:
    found = found_in_the_tree[rule.name]
    assert not found, f"{rule.sentence}:\n" + "\n".join(found)


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_the_rule_finds_each_planted_violation(rule: Rule) -> None:
    assert OFFENDING[rule.name], "a rule without a planted violation could pass by accident"
    for path, text in OFFENDING[rule.name]:
        assert rule.violations(Source(path, text)), f"not found in {path}:\n{text}"


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_the_rule_leaves_innocent_code_alone(rule: Rule) -> None:
    for path, text in INNOCENT[rule.name]:
        assert not rule.violations(Source(path, text)), f"wrongly found in {path}:\n{text}"


def test_every_planted_violation_belongs_to_a_rule() -> None:
    assert set(OFFENDING) == set(INNOCENT) == {rule.name for rule in RULES}


def test_a_directory_appears_with_its_first_content() -> None:
    """A package holds more than an empty __init__.py."""
    packages = {init.parent for top in PROGRAM for init in (ROOT / top).rglob("__init__.py")}
    assert packages, "the checkout has a gateway and a desktop"
    for package in packages:
        others = [path for path in package.rglob("*.py") if path.name != "__init__.py"]
        assert others or (package / "__init__.py").read_text().strip(), f"{package} is empty"


def test_every_rule_is_told_in_the_architecture_document() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [rule.name for rule in RULES if f"`{rule.name}`" not in told] == []
