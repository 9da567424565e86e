#!/bin/sh
# Runs its arguments with a Python that Homeport supports (3.11 to 3.13).
# $PYTHON decides when it is set; otherwise .venv's own, because it is there already; otherwise the newest found.
set -eu

supported() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

if [ -n "${PYTHON:-}" ]; then
    if supported "$PYTHON"; then
        exec "$PYTHON" "$@"
    fi
    echo "PYTHON=$PYTHON is not a Python 3.11, 3.12 or 3.13 that runs." >&2
    exit 2
fi

for candidate in .venv/bin/python python3.13 python3.12 python3.11 python3; do
    if supported "$candidate"; then
        exec "$candidate" "$@"
    fi
done

echo "Homeport needs Python 3.11, 3.12 or 3.13, and none of them was found." >&2
if ! command -v python3 >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
    echo "Type:  sudo apt-get update && sudo apt-get install -y python3 python3-venv" >&2
else
    echo "Install one of them beside the system's own and name it:  PYTHON=/path/to/python3.13 make ..." >&2
fi
exit 2
