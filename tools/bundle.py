"""What the bundle holds: names, what is left out and why, the systems' descriptions of a program.

Pure functions over the tables of PyInstaller, whose entries are (place in the bundle, source,
type); build.spec calls them, tests call them without building anything.
"""

import re
from collections.abc import Callable, Iterable, Mapping

NAME = "homeport"
GATEWAY_NAME = "homeport-gateway"
IDENTIFIER = "org.homeport.Homeport"
WINDOW_MODULES = frozenset({"desktop", "PySide6", "shiboken6", "segno", "qasync"})
SIZE_LIMIT_MB = 170
"""Unpacked, on Linux, stripped; megabytes of 1,000,000 bytes."""

Entry = tuple[str, str, str]

# Loaded by name at run time, so no import tells PyInstaller about them.
HIDDEN_IMPORTS = [
    "tiktoken_ext",
    "tiktoken_ext.openai_public",
    "keyring.backends.SecretService",
    "keyring.backends.Windows",
    "keyring.backends.chainer",
    "keyring.backends.fail",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "keyring.backends.null",
]

# GPL libraries stand behind readline and gdbm; the others are large, or found by accident on the
# machine that builds.
EXCLUDED_MODULES = ["readline", "curses", "_curses", "_curses_panel", "_gdbm", "_dbm"]
EXCLUDED_MODULES += ["tkinter", "idlelib", "lib2to3", "ensurepip", "pydoc_data", "test", "turtle"]
EXCLUDED_MODULES += ["setuptools", "pkg_resources", "distutils", "pip", "wheel"]
EXCLUDED_MODULES += ["numpy", "PIL", "uvloop", "IPython", "gi", "dbus"]

# Parts of Qt that nothing here asks for. Excluding Python modules does not remove them: they come
# as plugins, and as what plugins link to.
_QT_MODULES = "Pdf|Qml|Quick|VirtualKeyboard|OpenGLWidgets|Sql|ShaderTools|Designer|Test|EglF[Ss]"
_UNUSED = [
    rf"(^|/)(lib)?Qt6?({_QT_MODULES})[^/]*$",
    r"(^|/)(opengl32sw|d3dcompiler_\w+)\.dll$",
    r"/plugins/(egldeviceintegrations|generic|qmltooling|sqldrivers|tls|networkinformation)/",
    r"/plugins/wayland-graphics-integration-server/",
    r"/plugins/platforms/(lib)?q(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay)\b",
    r"/plugins/imageformats/(lib)?q(tiff|webp|pdf|icns|tga|wbmp|jpeg|gif)\b",
    r"/plugins/platformthemes/libqgtk3\b",  # brings all of GTK
    r"/plugins/platforminputcontexts/(lib)?qtvirtualkeyboard",
    r"/PySide6/(Qt/)?qml/",
    r"/base_library/lib2to3/",
]
UNUSED = re.compile("|".join(_UNUSED))
_QT_WORDS = re.compile(r"/translations/(?P<catalogue>[a-z]+)_(?P<language>[A-Za-z_]+)\.qm$")
_LIBRARY = re.compile(r"(^|/)lib[^/]+\.so(\.[0-9.]+)?$")


def trim(entries: Iterable[Entry], languages: Iterable[str]) -> list[Entry]:
    """Without the parts of Qt that are not used and its words in languages that are not ours."""
    spoken = set(languages)
    return [entry for entry in entries if not _is_unused(_posix(entry[0]), spoken)]


def _is_unused(place: str, languages: set[str]) -> bool:
    if UNUSED.search(f"/{place}"):
        return True
    words = _QT_WORDS.search(place)
    if words is None:
        return False
    return words["catalogue"] != "qtbase" or words["language"] not in languages


def sweep(entries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Without shared libraries that nothing left links to, directly or through others.

    ``needs`` tells the file names of the libraries that a file is linked to. What is no library by
    name (extension modules, plugins) stays, and so does what it needs. A link to a library that is
    kept elsewhere stays with it.
    """
    entries = list(entries)
    plain = [entry for entry in entries if entry[2] != "SYMLINK"]
    waiting = [entry for entry in plain if not _is_swept(entry)]
    by_name: dict[str, list[Entry]] = {}
    for entry in plain:
        by_name.setdefault(_name(entry[0]), []).append(entry)
    kept = {entry[0] for entry in waiting}
    while waiting:
        for name in needs(waiting.pop()[1]):
            for entry in by_name.get(name, []):
                if entry[0] not in kept:
                    kept.add(entry[0])
                    waiting.append(entry)
    names = {_name(place) for place in kept}
    return [
        entry
        for entry in entries
        if entry[0] in kept or (entry[2] == "SYMLINK" and _name(entry[1]) in names)
    ]


def _is_swept(entry: Entry) -> bool:
    """A shared library that is there for others; Python's own is loaded by the bootloader."""
    place = _posix(entry[0])
    if entry[2] not in ("BINARY", "DEPENDENCY") or "/plugins/" in place:
        return False
    return bool(_LIBRARY.search(place)) and not _name(place).startswith("libpython")


def modules_of(modules: Iterable[Entry], *, qt: bool) -> list[Entry]:
    """A program's own modules: without a window it needs none of the window's."""
    return [entry for entry in modules if qt or entry[0].split(".")[0] not in WINDOW_MODULES]


def scripts_of(
    scripts: Iterable[Entry], own: str, others: Iterable[str], *, qt: bool
) -> list[Entry]:
    """The scripts of one executable: what runs before it, and its own start.

    Without Qt its hook goes too, which would load Qt's libraries where nobody needs them.
    """
    away = set(others) - {own}
    if not qt:
        away.add("pyi_rth_pyside6")
    return [entry for entry in scripts if entry[0] not in away]


def development_modules(
    distributions: Mapping[str, Iterable[str]], runtime: Iterable[str]
) -> list[str]:
    """Top-level modules that only packages of the development environment bring.

    ``distributions`` maps a module to the packages it comes from (importlib.metadata's
    packages_distributions), ``runtime`` names the packages of requirements.lock.
    """
    wanted = {canonical(name) for name in runtime}
    return sorted(
        module
        for module, packages in distributions.items()
        if packages and not wanted & {canonical(package) for package in packages}
    )


def canonical(package: str) -> str:
    """A package's name as locks write it."""
    return re.sub(r"[-_.]+", "-", package).lower()


def locked_names(lock: str) -> list[str]:
    """The packages that the text of a lock pins."""
    return re.findall(r"(?m)^([A-Za-z0-9][\w.-]*)==", lock)


def info_plist(version: str) -> dict[str, object]:
    """macOS: what Finder, Gatekeeper and the privacy prompts read."""
    return {
        "CFBundleName": "Homeport",
        "CFBundleDisplayName": "Homeport",
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleURLTypes": [
            {"CFBundleURLName": IDENTIFIER, "CFBundleURLSchemes": ["homeport"]},
        ],
        "CFBundleLocalizations": ["en", "zh-Hans"],
        # PyInstaller goes by the last executable, which has a console, and would hide the program.
        "CFBundleExecutable": NAME,
        "LSBackgroundOnly": False,
        "LSApplicationCategoryType": "public.app-category.developer-tools",
        "LSMinimumSystemVersion": "13.0",
        # A napping gateway answers late.
        "LSAppNapIsDisabled": True,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "MIT License",
        # Without a reason macOS 15 silently refuses channels on the home network.
        "NSLocalNetworkUsageDescription": (
            "Homeport reaches model servers on your network and, if you switch it on, "
            "answers to other computers at home."
        ),
    }


def version_resource(version: str, description: str, file: str) -> str:
    """Windows: the Details tab of an executable, in the form that PyInstaller reads."""
    numbers = [int(part) for part in re.findall(r"\d+", version)[:4]]
    four = tuple([*numbers, 0, 0, 0, 0][:4])
    words = {
        "CompanyName": "Homeport contributors",
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": file,
        "LegalCopyright": "MIT License",
        "OriginalFilename": f"{file}.exe",
        "ProductName": "Homeport",
        "ProductVersion": version,
    }
    strings = ",\n        ".join(f"StringStruct({key!r}, {text!r})" for key, text in words.items())
    return f"""VSVersionInfo(
  ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3F, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable('040904B0', [
        {strings}])]),
    VarFileInfo([VarStruct('Translation', [0x0409, 1200])]),
  ],
)
"""


def _posix(place: str) -> str:
    return place.replace("\\", "/")


def _name(place: str) -> str:
    return _posix(place).rpartition("/")[2]
