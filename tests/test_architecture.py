"""The rooms of the house: which module may import which, read from the source itself."""

from __future__ import annotations

import ast
import configparser
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.rows import each

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "routine"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

#: The rooms of the core, in order: each imports only itself and what stands before it.
CORE = (
    "errors",
    "memo",
    "text",
    "when",
    "sun",
    "schedule",
    "preset",
    "config",
    "state",
    "insight",
    "safety",
    "requests",
    "occurrences",
    "snapshot",
    "draft",
    "find_routine",
    "spacing",
    "reminders",
    "supply",
    "review",
    "irritation",
    "visits",
    "routines",
    "session",
    "notices",
    "views",
    "decide",
)
#: More files than this in one folder, and nobody finds one by its name.
MOST_FILES = 32

#: Room -> the rooms it may import. The longest prefix of a module's name is its room.
ALLOWED: dict[str, tuple[str, ...]] = {
    "routine": (),
    "routine.__main__": ("routine.cli",),
    "routine.core": ("routine.core",),
    "routine.ports": ("routine.core", "routine.ports"),
    "routine.service": ("routine.core", "routine.ports", "routine.service"),
    "routine.adapters": ("routine", "routine.core", "routine.ports"),
    "routine.adapters.store": (
        "routine.core",
        "routine.ports",
        "routine.adapters.store",
        "routine.adapters.atomic_file",
        "routine.adapters.disk_trouble",
        "routine.adapters.regular_file",
    ),
    "routine.adapters.audio": ("routine.core", "routine.ports", "routine.adapters.audio"),
    "routine.adapters.dbus": ("routine.core", "routine.adapters.dbus"),
    # Home is found in one way, so that no file lands elsewhere.
    "routine.adapters.desktop": (
        "routine.core",
        "routine.adapters.desktop",
        "routine.adapters.paths",
        "routine.adapters.atomic_file",
        "routine.adapters.disk_trouble",
    ),
    "routine.adapters.keep_awake": ("routine.core", "routine.ports", "routine.adapters.dbus"),
    "routine.adapters.presence": ("routine.core", "routine.adapters.presence", "routine.adapters.dbus"),
    "routine.adapters.presets": (
        "routine",
        "routine.core",
        "routine.adapters.presets",
        "routine.adapters.atomic_file",
        "routine.adapters.disk_trouble",
        "routine.adapters.regular_file",
        "routine.adapters.parsed_toml",
        "routine.adapters.toml_write",
    ),
    "routine.adapters.notify": ("routine.core", "routine.ports", "routine.adapters.notify", "routine.adapters.dbus"),
    "routine.daemon": ("routine", "routine.core", "routine.ports", "routine.service", "routine.daemon"),
    # What a command needs before it knows of a daemon: the standard library and the places of things.
    "routine.daemon.client": ("routine.core.errors", "routine.daemon.protocol", "routine.adapters.lock_file"),
    "routine.simulate": ("routine.core", "routine.ports", "routine.service", "routine.adapters"),
    "routine.wiring": (
        "routine",
        "routine.core",
        "routine.ports",
        "routine.service",
        "routine.simulate",
        "routine.adapters",
        "routine.daemon",
        "routine.wiring",
        # Which screens a button may lead to.
        "routine.page.navigation",
    ),
    "routine.cli": (
        "routine",
        "routine.core",
        "routine.cli",
        "routine.wiring",
        "routine.daemon.client",
        "routine.daemon.protocol",
        "routine.adapters.paths",
        # Which version runs, without asking it.
        "routine.adapters.lock_file",
        # `open` finds the page's process, or begins one; it answers nothing itself.
        "routine.page.link",
        "routine.page.browser",
        "routine.page.navigation",
        # A report as a file looks as it does on the page.
        "routine.page.report_sheet",
    ),
    # A client of the daemon, as the command line is; it builds neither a service nor a daemon.
    "routine.page": (
        "routine",
        "routine.core",
        "routine.page",
        "routine.daemon.client",
        "routine.daemon.protocol",
        "routine.daemon.log_file",
        "routine.adapters.paths",
        "routine.adapters.lock_file",
        "routine.wiring.files",
        "routine.wiring.places",
        "routine.wiring.autostart",
    ),
    # What `routine open` needs before it knows of a page.
    "routine.page.link": (
        "routine",
        "routine.core.errors",
        "routine.adapters.lock_file",
        "routine.adapters.paths",
        "routine.daemon.client",
    ),
    "routine.page.browser": ("routine.adapters.paths", "routine.page.link"),
    "routine.page.navigation": (),
}

#: What other adapters are built on; apart from these, none imports another.
SHARED_ADAPTERS = {
    "routine.adapters.atomic_file",
    "routine.adapters.disk_trouble",
    "routine.adapters.regular_file",
    "routine.adapters.parsed_toml",
    "routine.adapters.toml_write",
}

#: Third party -> the only modules that may import it. msgspec is everywhere but on the hot path of a command.
CONFINED = {
    "apscheduler": {"routine.daemon.wake_timer"},
    "click": {name for name in MODULES if name.startswith("routine.cli")},
    "jinja2": {"routine.page.templating", "routine.page.shared_state"},
    "jeepney": {name for name in MODULES if name.startswith("routine.adapters.dbus.")},
    "miniaudio": {"routine.adapters.audio.player"},
    "platformdirs": {"routine.adapters.paths"},
    "plyer": {"routine.adapters.notify.plyer"},
    "rich": {"routine.cli.charts.stats_chart", "routine.cli.live.screen", "routine.cli.live.picture"},
    "starlette": {name for name in MODULES if name.startswith("routine.page.")},
    "uvicorn": {"routine.page.server"},
    "tinydb": {"routine.adapters.store.tinydb_file"},
    "tomlkit": {"routine.adapters.toml_write"},
    "tzdata": {"routine.adapters.city_table"},
    "tzlocal": {"routine.adapters.clock"},
    "msgspec": {name for name in MODULES if not name.startswith(("routine.cli", "routine.daemon.client"))},
}
IMPURE = {
    "asyncio", "ctypes", "glob", "io", "logging", "os", "pathlib", "platform", "random", "secrets", "select", "shutil",
    "signal", "socket", "ssl", "subprocess", "tempfile", "threading", "urllib", "uuid",
}  # fmt: skip
CLOCK_CALLS = {
    "now",
    "today",
    "utcnow",
    "time",
    "time_ns",
    "monotonic",
    "monotonic_ns",
    "perf_counter",
    "clock_gettime",
}


@cache
def tree_of(path: Path) -> ast.Module:
    """A source file as its syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a source file imports, in functions too; `from a import b` is a.b where that is a module."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else node.module for name in names)


def room_of(module: str) -> str:
    """The most specific rule that speaks of a module."""
    return max((room for room in ALLOWED if module == room or module.startswith(room + ".")), key=len)


def may_import(module: str, target: str) -> bool:
    """Whether an import inside the package runs the right way."""
    if room_of(module) == room_of(target) == "routine.adapters":
        return target in SHARED_ADAPTERS
    for room in ALLOWED[room_of(module)]:
        if target == room or (room != "routine" and target.startswith(room + ".")):
            return True
    return False


@each("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    wrong = [
        target
        for target in imports(MODULES[module])
        if target.split(".")[0] == "routine" and target != module and not may_import(module, target)
    ]
    assert not wrong, f"{module} must not import {wrong}"


def core_room(module: str) -> str:
    """Which room of the core a module stands in; "" for everything else."""
    parts = module.split(".")
    return parts[2] if module.startswith("routine.core.") else ""


@each("module", [name for name in MODULES if core_room(name)])
def test_a_room_of_the_core_imports_only_what_stands_before_it(module: str) -> None:
    own = CORE.index(core_room(module))
    targets = {target for target in imports(MODULES[module]) if core_room(target)}
    assert not {target for target in targets if CORE.index(core_room(target)) > own}


def test_the_core_has_these_rooms_and_no_others() -> None:
    assert {core_room(name) for name in MODULES} - {""} == set(CORE)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: {t for t in imports(path) if t in MODULES and t != name} for name, path in MODULES.items()}
    while ground := {name for name, targets in graph.items() if not targets & graph.keys()}:
        graph = {name: targets for name, targets in graph.items() if name not in ground}
    assert not graph, f"these import each other, or hang on such: {sorted(graph)}"


def test_no_folder_is_crowded() -> None:
    folders = {path.parent for path in MODULES.values()}
    assert not {folder for folder in folders if len(list(folder.glob("*.py"))) > MOST_FILES}


@each("module", MODULES)
def test_third_parties_stay_where_they_belong(module: str) -> None:
    for target in imports(MODULES[module]):
        top = target.split(".")[0]
        if top == "routine" or top in sys.stdlib_module_names:
            continue
        assert top in CONFINED, f"{module} imports {top}, which no room is set aside for"
        assert module in CONFINED[top], f"{module} must not import {top}"


@each("module", [name for name in MODULES if name.startswith("routine.core")])
def test_the_core_does_no_input_or_output_and_reads_no_clock(module: str) -> None:
    tree = tree_of(MODULES[module])
    assert not IMPURE & {target.split(".")[0] for target in imports(MODULES[module])}
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor)]
    names = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not names & {"print", "open", "input", "sleep", "eval", "exec"}
    assert not clock_reads(tree)


@each("module", [name for name in MODULES if name != "routine.adapters.clock"])
def test_only_the_clock_adapter_reads_a_clock(module: str) -> None:
    assert not clock_reads(tree_of(MODULES[module])), module


def clock_reads(tree: ast.AST) -> list[str]:
    """Calls such as `datetime.now()` and `time.monotonic()`; a method of a clock that was handed in is none."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in ("datetime", "date", "time"):
                found.append(f"line {node.lineno}: {owner.id}.{node.func.attr}")
    return found


@each("module", MODULES)
def test_every_module_says_in_one_line_why_it_exists(module: str) -> None:
    text = ast.get_docstring(tree_of(MODULES[module]))
    assert text, f"{module} has no docstring"


def test_no_room_is_named_after_nothing() -> None:
    assert not {path.stem for path in PACKAGE.rglob("*")} & {"utils", "util", "helpers", "common", "manager", "misc"}


def test_every_package_is_installed() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    assert listed == packages | {"routine.presets"}
