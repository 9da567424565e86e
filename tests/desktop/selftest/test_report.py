"""A self-test's report: ok only if everything was tried, worked, and nobody warned."""

import json
import logging

import pytest

from desktop.selftest.report import CheckFailed, Report


async def tried(report: Report, error: Exception | None = None) -> None:
    async with report.check("harbour") as check:
        check.facts["ships"] = 3
        if error is not None:
            raise error


def record(name: str, level: int, message: str) -> logging.LogRecord:
    return logging.LogRecord(name, level, __file__, 1, message, None, None)


async def test_checks_that_work_make_a_good_report(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    await tried(report)
    report.write()
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    assert said["problems"] == []
    assert {"version", "frozen", "python", "qt", "system", "seconds"} <= said.keys()
    (check,) = said["checks"]
    assert (check["name"], check["ok"], check["ships"]) == ("harbour", True, 3)
    assert check["seconds"] >= 0


@pytest.mark.parametrize("error", [CheckFailed("no ships"), ValueError("no ships")])
async def test_a_check_that_fails_is_told_and_the_next_is_tried(error: Exception) -> None:
    report = Report()
    await tried(report, error)
    await tried(report)
    said = report.as_dict()
    assert said["ok"] is False
    assert [check["ok"] for check in said["checks"]] == [False, True]
    assert said["checks"][0]["error"] == f"{type(error).__name__}: no ships"
    assert "error" not in said["checks"][1]


async def test_what_could_not_begin_has_failed() -> None:
    report = Report()
    await tried(report)
    report.failed("start", "cannot use it")
    assert report.as_dict()["ok"] is False


async def test_a_report_without_checks_is_no_good_report() -> None:
    assert Report().ok is False


@pytest.mark.parametrize(
    ("name", "level", "counts"),
    [
        ("qt", logging.WARNING, True),
        ("desktop.crash", logging.ERROR, True),
        ("gateway.tasks", logging.ERROR, True),
        ("gateway.store", logging.WARNING, False),
    ],
)
async def test_warnings_of_qt_and_errors_of_anybody_are_problems(
    name: str, level: int, counts: bool
) -> None:
    report = Report()
    await tried(report)
    report.handle(record(name, level, "it creaks"))
    assert report.ok is not counts
    assert (f"{name} {logging.getLevelName(level)}: it creaks" in report.problems) is counts


async def test_what_qt_says_of_the_offscreen_platform_is_no_problem() -> None:
    report = Report()
    await tried(report)
    report.handle(record("qt", logging.WARNING, "This plugin does not support raise()"))
    assert report.ok
