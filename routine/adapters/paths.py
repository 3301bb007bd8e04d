"""Where everything of Routine's lies: `ROUTINE_HOME`, or each system's own places.

On the way of every command, so it imports next to nothing: paths are plain strings here (pathlib costs 3 ms), and the
XDG places of Linux are found by hand (platformdirs costs 7 ms, a tenth of a command); other systems ask platformdirs.
"""
# pathlib is not imported here, for the cost of it:
# ruff: noqa: PTH100, PTH102, PTH110, PTH111, PTH112, PTH116, PTH117, PTH118, PTH120

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from routine.adapters.disk_trouble import reason, remedy, why_not_writable
from routine.core.errors import StoreError

NAME = "routine"
LONGEST_SOCKET_PATH = 100  # bytes; Linux takes 107, macOS 103
_HINT = "Check that you can write to it, or set ROUTINE_HOME to a folder of your own."


class Paths(NamedTuple):
    """Absolute paths. Directories need not exist yet: `make_directories` makes them."""

    config_dir: str
    presets_dir: str
    data_dir: str
    log_file: str
    socket: str

    @property
    def config_file(self) -> str:
        """The settings."""
        return os.path.join(self.config_dir, "config.toml")

    @property
    def kept_dir(self) -> str:
        """The resolved presets that loaded last."""
        return os.path.join(self.data_dir, "kept")


def paths(env: Mapping[str, str] = os.environ) -> Paths:
    """All places: under `ROUTINE_HOME` if it is set (relative to the working directory), otherwise the user's own.

    Touches nothing. Raises StoreError for a `ROUTINE_HOME` that is a file, for a socket directory of somebody else's,
    or in the home of nobody, and where root would leave files among a person's.
    """
    where = _places(env)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        for folder in (where.data_dir, where.config_dir, where.presets_dir, os.path.dirname(where.log_file)):
            _check_not_a_persons(folder)
    return where


def _places(env: Mapping[str, str]) -> Paths:
    home = env.get("ROUTINE_HOME")
    if home:
        return _under(absolute_home(home), env)
    if sys.platform == "linux":
        return _xdg(env)
    return _platform(env)


def absolute_home(home: str) -> str:
    """What a `ROUTINE_HOME` means, from this working directory. Raises StoreError for the home of nobody (`~x`)."""
    found = os.path.expanduser(home)
    if found.startswith("~"):
        raise StoreError(f"ROUTINE_HOME is {home}, and there is no user of that name.", _HINT)
    return os.path.abspath(found)


def _check_not_a_persons(folder: str) -> None:
    """Refuse root a folder of somebody else's: what root writes there, that person could not change any more."""
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    owner = os.stat(folder).st_uid
    if owner != 0:
        name = _user(owner)
        raise StoreError(
            f"You are root, but {folder} belongs to {name}. Nothing was changed.",
            f"Run this command as {name}, without sudo.",
        )


def _user(number: int) -> str:
    import pwd  # here: for a refusal alone

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def make_directories(where: Paths) -> None:
    """Make what is missing, readable by its owner alone (0700); raises StoreError that says which and why not.

    The user's own files may lie where nothing can be written, as a dotfile manager has it: they are read all the same.
    """
    for folder in (where.config_dir, where.presets_dir):
        with suppress(OSError):
            _make(folder)
    for folder in (where.data_dir, *map(os.path.dirname, (where.log_file, where.socket))):
        try:
            _make(folder)
            error = why_not_writable(folder)
        except OSError as failed:
            raise _cannot("make the folder", folder, failed) from failed
        if error:
            raise _cannot("write to the folder", folder, error)
    _check_owner(os.path.dirname(where.socket))


def _cannot(what: str, folder: str, error: OSError) -> StoreError:
    return StoreError(f"Routine cannot {what} {folder}: {reason(error)}.", remedy(error, _HINT))


def _make(folder: str) -> None:
    if os.path.isdir(folder):
        return
    parent = os.path.dirname(folder)
    if parent != folder:
        _make(parent)
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not os.path.isdir(folder):  # it may have been made by another command just now
            raise


def _under(home: str, env: Mapping[str, str]) -> Paths:
    if os.path.exists(home) and not os.path.isdir(home):
        raise StoreError(f"ROUTINE_HOME is {home}, which is not a folder.", _HINT)
    data = os.path.join(home, "data")
    return Paths(
        config_dir=os.path.join(home, "config"),
        presets_dir=os.path.join(home, "presets"),
        data_dir=data,
        log_file=os.path.join(home, "log", "routine.log"),
        socket=_short_enough(os.path.join(home, "run", "routine.sock"), data, env),
    )


def _xdg(env: Mapping[str, str]) -> Paths:
    """The XDG base directories; the specification ignores relative ones."""

    def base(variable: str, default: str) -> str:
        chosen = env.get(variable, "")
        return os.path.join(chosen if os.path.isabs(chosen) else os.path.join(home_of(env), default), NAME)

    config, data = base("XDG_CONFIG_HOME", ".config"), base("XDG_DATA_HOME", ".local/share")
    log = os.path.join(base("XDG_STATE_HOME", ".local/state"), "log", "routine.log")
    return Paths(config, os.path.join(config, "presets"), data, log, _runtime_socket(data, env))


def home_of(env: Mapping[str, str]) -> str:
    """The user's home directory: `HOME`, or what the system's list of users says where that is unset or relative.

    Raises StoreError where neither names one.
    """
    home = env.get("HOME", "")
    if not os.path.isabs(home):
        home = _listed_home()
    if not os.path.isabs(home):
        raise StoreError("Your home folder is not known.", "Set HOME, or set ROUTINE_HOME to a folder of your own.")
    return home


def _listed_home() -> str:
    if sys.platform == "win32":
        return os.path.expanduser("~")
    import pwd  # here: nearly always HOME says it

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return ""


def _platform(env: Mapping[str, str]) -> Paths:
    from platformdirs import PlatformDirs  # here, so that Linux never pays for it

    dirs = PlatformDirs(NAME, appauthor=False)
    presets = os.path.join(dirs.user_config_dir, "presets")
    log = os.path.join(dirs.user_log_dir, "routine.log")
    socket = _runtime_socket(dirs.user_data_dir, env)
    return Paths(dirs.user_config_dir, presets, dirs.user_data_dir, log, socket)


def _runtime_socket(data: str, env: Mapping[str, str]) -> str:
    runtime = env.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(runtime) and _mine(runtime):
        return _short_enough(os.path.join(runtime, NAME, "routine.sock"), data, env)
    return _short_socket(data, env)


def _mine(folder: str) -> bool:
    """Whether a directory is there and belongs to this user; after `su` the variable may name another one's."""
    try:
        return not hasattr(os, "getuid") or os.stat(folder).st_uid == os.getuid()
    except OSError:
        return False


def _short_enough(socket: str, data: str, env: Mapping[str, str]) -> str:
    return socket if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH else _short_socket(data, env)


def _short_socket(data: str, env: Mapping[str, str]) -> str:
    """A socket in a directory of its own among the temporary ones, named after the data directory."""
    from zlib import crc32  # here: few need it

    user = os.getuid() if hasattr(os, "getuid") else env.get("USERNAME", "user")
    name = f"{NAME}-{user}-{crc32(os.fsencode(data)):08x}"
    temporary = env.get("TMPDIR", "")
    # Some 45 bytes are for the names of the folder and of the socket in it.
    if not os.path.isabs(temporary) or len(os.fsencode(temporary)) > LONGEST_SOCKET_PATH - 45:
        temporary = "/tmp"  # noqa: S108 - the directory below it is our own, 0700, and its owner is checked
    folder = os.path.join(temporary, name)
    _check_owner(folder)
    return os.path.join(folder, "routine.sock")


def _check_owner(folder: str) -> None:
    """Refuse a directory that another user made first: whoever owns it could answer in the daemon's place."""
    try:
        found = os.lstat(folder)
    except OSError:
        return
    if not hasattr(os, "getuid"):
        return
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise StoreError(
            f"Other users can write to {folder}, the folder of the socket.",
            "Remove it, or set ROUTINE_HOME to a folder with a short path.",
        )
