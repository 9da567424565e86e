"""What the vendors' scripts share: where the mock is, and the verdict, one line of JSON.

Runs in the environment of each package, beside its script, with the standard library alone.
"""

import json
import os
import sys
import traceback

ORIGIN, BASE, KEY, MODEL, WORDS = (
    os.environ[name] for name in ("HP_ORIGIN", "HP_BASE", "HP_KEY", "HP_MODEL", "HP_WORDS")
)
"""The mock without its path and with it, its key and model, and what it says."""
PROMPT, CITY = "Weather in Rome?", {"city": "Rome"}
PROMPT_TOKENS, COMPLETION_TOKENS = 12, 5
TURNS = [{"role": "user", "content": PROMPT}]
PARAMETERS = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
}
FUNCTION = {"name": "get_weather", "description": "The weather", "parameters": PARAMETERS}
TOOL = {"type": "function", "function": FUNCTION}


def same(found, wanted):
    """Raises AssertionError unless they are equal."""
    if found != wanted:
        raise AssertionError(f"{found!r} instead of {wanted!r}")


def city(arguments):
    """The arguments of the tool's call, a JSON text or an object, name the city."""
    same(json.loads(arguments) if isinstance(arguments, str) else arguments, CITY)


def raised(kind, ask):
    """The error of that class that ``ask`` raises."""
    try:
        ask()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


def verdict(**steps):
    """Takes the steps in their order and tells of each 'ok', or what the package said."""
    told = {}
    for name, step in steps.items():
        try:
            step()
            told[name] = "ok"
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            cause = f" ({error.__cause__})" if error.__cause__ else ""
            told[name] = f"{type(error).__name__}: {error}{cause}"[:900]
    print(json.dumps(told))
