"""Do-not-disturb, as each desktop keeps it: heard when it is switched, or looked at with the heartbeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.adapters.presence.desktop_services import Key, a_gsettings
from tests.adapters.presence.presence_harness import CMD0, DND, PATH, SERVER, PresenceHarness, Test
from tests.e2e.desktop import Desktop


class Toggle(NamedTuple):
    """A server that tells by itself: what it calls itself, further names, where it is asked, its signal."""

    name: str
    maker: str
    names: tuple[str, ...]
    key: Key
    of_property: bool
    path: str
    signal: Callable[[bool], tuple[Any, ...]] = lambda _: ()


SWAYNC = "org.erikreider.swaync.cc"


XFCONF = "org.xfce.Xfconf"


TOGGLES = [
    Toggle("Plasma", "KDE", (), (SERVER, "Inhibited"), True, PATH),
    Toggle("a-server-of-tomorrow", "Nobody", (), (SERVER, "Inhibited"), True, PATH),
    Toggle("dunst", "knopwob", (), (CMD0, "paused"), True, PATH),
    Toggle(
        "SwayNotificationCenter", "ErikReider", (SWAYNC,), (SWAYNC, "GetDnd"), False, "/org/erikreider/swaync/cc",
        lambda on: ("Subscribe", "ubb", 0, on, False),
    ),
    Toggle(
        "Xfce Notify Daemon", "Xfce", (XFCONF,), (XFCONF, "GetProperty"), False, "/org/xfce/Xfconf",
        lambda on: ("PropertyChanged", "ssv", "xfce4-notifyd", "/do-not-disturb", ("b", on)),
    ),
]  # fmt: skip


@pytest.mark.parametrize("toggle", TOGGLES, ids=lambda toggle: toggle.name)
def test_do_not_disturb_is_heard_when_it_is_switched(play: Callable[[Test], None], toggle: Toggle) -> None:
    async def test(harness: PresenceHarness) -> None:
        server = await harness.server(toggle.name, toggle.maker, names=toggle.names)

        async def switch(on: bool) -> None:
            if toggle.of_property:
                await server.set(toggle.path, *toggle.key, on)
            else:
                signature, value = ("v", (("b", on),)) if toggle.key[0] == XFCONF else ("b", (on,))
                server.answers[toggle.key] = (signature, value)
                member, of, *body = toggle.signal(on)
                await server.tell(toggle.path, toggle.key[0], member, of, *body)

        await switch(False)
        assert await harness.start() == frozenset()
        for on in (True, False, True):
            await switch(on)
            await harness.until(*([DND] if on else []))
        assert any("do-not-disturb" in name for name in harness.presence.watched)

    play(test)


GNOME, CINNAMON = "org.gnome.desktop.notifications", "org.cinnamon.desktop.notifications"


MATE = "org.mate.NotificationDaemon"


SETTINGS = [
    ("gnome-shell", "GNOME", GNOME, "show-banners", "false", "/org/gnome/desktop/notifications/"),
    ("Notification Daemon", "MATE", MATE, "do-not-disturb", "true", "/org/mate/notification-daemon/"),
    ("cinnamon", "GNOME", CINNAMON, "display-notifications", "false", "/org/cinnamon/desktop/notifications/"),
]


@pytest.mark.parametrize(("name", "maker", "schema", "key", "away", "folder"), SETTINGS)
@pytest.mark.parametrize("in_folder", [False, True])
def test_a_setting_is_read_when_the_database_says_that_it_was_changed(
    play: Callable[[Test], None], bus: Desktop, name: str, maker: str, schema: str, key: str, away: str, folder: str,
    in_folder: bool,
) -> None:  # fmt: skip
    """dconf names one key, or a folder with the keys that were changed together."""
    told = (folder, [key, "other"]) if in_folder else (f"{folder}{key}", [""])
    here = {"true": "false", "false": "true"}[away]

    async def test(harness: PresenceHarness) -> None:
        with a_gsettings(bus.root) as values:
            await harness.server(name, maker)
            dconf = await harness.service("ca.desrt.dconf")
            values.write_text(f"{schema} {key} {here}\n")
            assert await harness.start() == frozenset()
            for value, expected in ((away, [DND]), (here, [])):
                values.write_text(f"{schema} {key} {value}\n")
                await dconf.tell("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", *told, "x")
                await harness.until(*expected)

    play(test)


def test_a_setting_outlives_the_server_that_ends_when_it_has_nothing_to_show(
    play: Callable[[Test], None], bus: Desktop
) -> None:
    """MATE's does after half a minute: do-not-disturb goes on, and switching it off is heard."""

    async def test(harness: PresenceHarness) -> None:
        with a_gsettings(bus.root) as values:
            server = await harness.server("Notification Daemon", "MATE")
            dconf = await harness.service("ca.desrt.dconf")
            values.write_text(f"{MATE} do-not-disturb true\n")
            assert await harness.start() == {DND}
            await server.leave()
            saver = await harness.service("org.mate.ScreenSaver")
            saver.answers[("org.mate.ScreenSaver", "GetActive")] = ("b", (True,))
            await saver.tell("/org/mate/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged", "b", True)
            await harness.until("locked", DND)
            await harness.presence.look()
            assert DND in harness.presence.away
            values.write_text(f"{MATE} do-not-disturb false\n")
            key = "/org/mate/notification-daemon/do-not-disturb"
            await dconf.tell("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", key, [""], "x")
            await harness.until("locked")

    play(test)


def test_another_setting_that_changes_starts_no_program(play: Callable[[Test], None], bus: Desktop) -> None:
    async def test(harness: PresenceHarness) -> None:
        with a_gsettings(bus.root) as values:
            values.write_text("org.gnome.desktop.notifications show-banners true\n")
            await harness.server("gnome-shell", "GNOME")
            dconf = await harness.service("ca.desrt.dconf")
            await harness.start()
            values.write_text("org.gnome.desktop.notifications show-banners false\n")
            for told in (("/org/gnome/desktop/interface/", ["font"]), ("/org/gnome/desktop/notifications/", ["other"])):
                await dconf.tell("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", *told, "x")
            saver = await harness.service("org.gnome.ScreenSaver")
            saver.answers[("org.gnome.ScreenSaver", "GetActive")] = ("b", (True,))
            await saver.tell("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "b", True)
            await harness.until("locked")  # heard after those, so those were heard too

    play(test)


def test_what_sends_no_signal_is_looked_at_with_the_heartbeat(play: Callable[[Test], None], bus: Desktop) -> None:
    """LXQt's file."""
    file = bus.home / ".config/lxqt/notifications.conf"
    file.parent.mkdir(parents=True)

    async def test(harness: PresenceHarness) -> None:
        await harness.server("lxqt-notificationd", "lxqt.org")
        assert await harness.start() == frozenset()
        for text, away in (
            ("[General]\ndoNotDisturb=true\n", {DND}),
            ("[General]\n__userfile__=true\n", set()),
            ("no settings at all", set()),
        ):
            file.write_text(text)
            await harness.presence.look()
            assert harness.presence.away == away

    play(test)


def test_makos_mode_is_looked_at_with_the_heartbeat(play: Callable[[Test], None]) -> None:
    async def test(harness: PresenceHarness) -> None:
        mako = await harness.server("mako", "emersion")
        for modes, away in ((["default"], set()), (["default", DND], {DND}), (["default"], set())):
            mako.answers[("fr.emersion.Mako", "ListModes")] = ("as", (modes,))
            await (harness.presence.look() if harness.presence.watched else harness.start())
            assert harness.presence.away == away

    play(test)


def test_a_setting_of_another_desktop_says_nothing_of_this_one(play: Callable[[Test], None], bus: Desktop) -> None:
    """Left over from its last login."""

    async def test(harness: PresenceHarness) -> None:
        with a_gsettings(bus.root) as values:
            values.write_text("org.gnome.desktop.notifications show-banners false\n")
            dunst = await harness.server("dunst", "knopwob", names=(XFCONF,))
            dunst.answers[(CMD0, "paused")] = ("b", False)
            dunst.answers[(XFCONF, "GetProperty")] = ("v", (("b", True),))
            assert await harness.start() == frozenset()

    play(test)


def test_another_server_that_takes_over_is_asked_where_it_keeps_it(play: Callable[[Test], None]) -> None:
    async def test(harness: PresenceHarness) -> None:
        plasma = await harness.server("Plasma", "KDE")
        plasma.answers[(SERVER, "Inhibited")] = ("b", True)
        assert await harness.start() == {DND}
        await plasma.leave()
        await harness.until()
        dunst = await harness.service()
        dunst.answers = {
            (SERVER, "GetServerInformation"): ("ssss", ("dunst", "knopwob", "1", "1.2")),
            (CMD0, "paused"): ("b", True),
        }
        await dunst.own(SERVER)
        await harness.until(DND)

    play(test)


def test_what_was_never_switched_on_at_xfce_is_off_and_watched(play: Callable[[Test], None]) -> None:
    """There is no such key in its settings until then, and asking for it is an error."""

    async def test(harness: PresenceHarness) -> None:
        await harness.server("Xfce Notify Daemon", "Xfce", names=(XFCONF,))
        assert await harness.start() == frozenset()
        assert harness.presence.watched == ("do-not-disturb (xfce4-notifyd)",)

    play(test)
