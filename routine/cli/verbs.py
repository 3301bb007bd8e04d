"""Which commands there are, where each lives and what its line in the help says."""

from __future__ import annotations

from routine.cli.shell.group import Verb

EVERY_DAY = "Every day"
_GUIDED = "Step by step"
_LOOK = "Looking closer"
_DAEMON = "The daemon"
_SETTING_UP = "Setting up"

ROOT = {
    "today": Verb("today_pending:today", "What today holds, and how it went.", EVERY_DAY),
    "done": Verb("done_skip:done", "You did it.", EVERY_DAY),
    "skip": Verb("done_skip:skip", "You will not do it this time.", EVERY_DAY),
    "snooze": Verb("snooze:snooze", "Later: in a while, or at a time you name.", EVERY_DAY),
    "undo": Verb("undo:undo", "Take back your last answer.", EVERY_DAY),
    "pause": Verb("pause_resume:pause", "No reminders for a while, for one routine or all.", EVERY_DAY),
    "plan": Verb("plan_why:plan", "What the coming days hold.", EVERY_DAY),
    "run": Verb("run:run", "Do a routine now, guided step by step.", _GUIDED),
    "session": Verb("session:session", "The guided session that runs: look at it, steer it, end it.", _GUIDED),
    "rate": Verb("rate:rate", "Rate the signs of a self-check, and see how they changed.", _GUIDED),
    "irritated": Verb("irritated:irritated", "Your skin is irritated: masks, retinoids and acids wait.", _LOOK),
    "visit": Verb("visit:visit", "Visits to a clinic: book, move, and what to do before and after.", _GUIDED),
    "resume": Verb("pause_resume:resume", "End a pause.", _LOOK),
    "pending": Verb("today_pending:pending", "The reminders that wait for your answer.", _LOOK),
    "why": Verb("plan_why:why", "Why a routine comes when it comes, or did not.", _LOOK),
    "log": Verb("log:log", "Your answers so far.", _LOOK),
    "course": Verb("course:course", "Courses and supplies: which day, how much is left, and refills.", _LOOK),
    "sun": Verb("sun:sun", "Sunrise, sunset and the UV index, and when to protect your skin.", _LOOK),
    "simulate": Verb("simulate:simulate", "What would come from a date on, if nothing changed.", _LOOK),
    "start": Verb("start_stop:start", "Start the daemon: from now on you are reminded.", _DAEMON),
    "stop": Verb("start_stop:stop", "Stop the daemon: nothing is shown until you start it.", _DAEMON),
    "status": Verb("status:status", "How the daemon is, and what is wrong.", _DAEMON),
    "doctor": Verb("doctor:doctor", "Check everything that reminders need.", _DAEMON),
    "autostart": Verb("autostart:autostart", "Turn starting at login on or off, or show it.", _DAEMON),
    "preset": Verb("preset.group:preset", "Routines to choose from, and your changes to them.", _SETTING_UP),
    "profile": Verb("profile:profile", "What the safety rules know about you.", _SETTING_UP),
    "config": Verb("config:config", "Settings, and where files live.", _SETTING_UP),
    "completion": Verb("completion:completion", "Let your shell complete commands and names.", _SETTING_UP),
    "help": Verb("help:help_command", "This page; --all for every command.", _SETTING_UP),
}

ROOT_MISPLACED = {
    "enable": "preset enable",
    "add": "preset enable",
    "disable": "preset disable",
    "remove": "preset disable",
    "delete": "preset delete",
    "rm": "preset disable",
    "find": "preset find",
    "search": "preset find",
    "rename": "preset rename",
    "list": "preset list",
    "ls": "preset list",
    "presets": "preset list",
    "routines": "preset list",
    "show": "preset show",
    "steps": "preset show",
    "edit": "preset edit",
    "set": "preset set",
    "unset": "preset unset",
    "new": "preset new",
    "create": "preset new",
    "copy": "preset copy",
    "reset": "preset reset",
    "diff": "preset diff",
    "check": "preset check",
    "schema": "preset schema",
    "later": "snooze",
    "postpone": "snooze",
    "delay": "snooze",
    "finish": "done",
    "complete": "done",
    "did": "done",
    "guide": "run",
    "begin": "run",
    "do": "run",
    "rehearse": "run",
    "back": "session back",
    "ready": "session ready",
    "stinging": "session stop --stinging",
    "burning": "session stop --stinging",
    "book": "visit book",
    "visits": "visit list",
    "appointment": "visit book",
    "appointments": "visit list",
    "attended": "visit attended",
    "went": "visit attended",
    "revert": "undo",
    "unpause": "resume",
    "continue": "resume",
    "irritation": "irritated",
    "rash": "irritated",
    "next": "plan",
    "week": "plan",
    "calendar": "plan",
    "history": "log",
    "waiting": "pending",
    "explain": "why",
    "quit": "stop",
    "exit": "stop",
    "kill": "stop",
    "daemon": "start",
    "ratings": "rate",
    "diary": "rate",
    "signs": "rate",
    "selfcheck": "rate",
    "fact": "profile",
    "facts": "profile show",
    "settings": "config show",
    "courses": "course list",
    "supplements": "course list",
    "stock": "course list",
    "refill": "course refill",
    "restock": "course refill",
    "uv": "sun",
    "uvi": "sun",
    "sunrise": "sun",
    "sunset": "sun",
    "paths": "config path",
    "version": "--version",
}

PRESET = {
    "list": Verb("preset.list:list_presets", "List all presets. A * marks those you enabled."),
    "find": Verb("preset.list:find", "Find presets by a word, such as what is in them."),
    "show": Verb("preset.show:show", "Show a leaflet: who must not, steps, times, sources."),
    "enable": Verb("preset.enable:enable", "Begin reminders for one or several."),
    "disable": Verb("preset.enable:disable", "End reminders for one or several."),
    "set": Verb("preset.set:set_key", "Change one thing, such as a time or a step's timer."),
    "unset": Verb("preset.set:unset_key", "Take one change back."),
    "edit": Verb("preset.edit:edit", "Change it in your editor."),
    "new": Verb("preset.new:new", "Begin a routine of your own."),
    "copy": Verb("preset.new:copy", "A copy of a routine under another name."),
    "rename": Verb("preset.own:rename", "Give one of your own presets another name."),
    "delete": Verb("preset.own:delete", "Delete one of your own presets."),
    "step": Verb("preset.step:step", "Add, move or remove a step."),
    "reset": Verb("preset.set:reset", "Back to the shipped version, without your changes."),
    "diff": Verb("preset.show:diff", "Your changes, key by key."),
    "check": Verb("preset.check:check", "Look for mistakes in preset files."),
    "schema": Verb("preset.check:schema", "Every key that a preset file may have."),
}

PRESET_STEP = {
    "add": Verb("preset.step:add", "Add a step, at its place or as the last one."),
    "move": Verb("preset.step:move", "Move a step before or after another one."),
    "remove": Verb("preset.step:remove", "Remove a step."),
}

PRESET_STEP_MISPLACED = {
    "new": "preset step add",
    "insert": "preset step add",
    "delete": "preset step remove",
    "rm": "preset step remove",
    "skip": "preset step remove",
    "list": "preset show",
    "set": "preset set",
}

PRESET_MISPLACED = {
    "add": "preset enable",
    "start": "preset enable",
    "begin": "preset enable",
    "remove": "preset disable",
    "rm": "preset delete",
    "search": "preset find",
    "grep": "preset find",
    "mv": "preset rename",
    "move": "preset rename",
    "steps": "preset step",
    "stop": "preset disable",
    "end": "preset disable",
    "ls": "preset list",
    "create": "preset new",
    "validate": "preset check",
    "lint": "preset check",
    "change": "preset set",
    "revert": "preset reset",
    "restore": "preset reset",
    "cat": "preset show",
    "info": "preset show",
    "view": "preset show",
    "done": "done",
    "skip": "skip",
    "snooze": "snooze",
    "pause": "pause",
    "why": "why",
}

PROFILE = {
    "show": Verb("profile:show", "Every question the safety rules may ask, and your answers."),
    "set": Verb("profile:set_fact", "Answer one: yes, no, a number, a date."),
    "unset": Verb("profile:unset_fact", "Forget one answer."),
    "confirm": Verb("profile:confirm", "Nothing has changed: your answers are right."),
}

PROFILE_MISPLACED = {"list": "profile show", "ls": "profile show", "add": "profile set", "remove": "profile unset"}

COURSE = {
    "list": Verb("course:list_courses", "Which day it is, what a dose is, what is left and for how long."),
    "refill": Verb("course:refill", "You have more, or counted what is left."),
}

COURSE_MISPLACED = {
    "ls": "course list",
    "show": "course list",
    "status": "course list",
    "add": "course refill",
    "buy": "course refill",
    "set": "course refill",
    "stock": "course refill",
    "begin": "preset enable",
    "start": "preset enable",
    "enable": "preset enable",
    "stop": "preset disable",
    "disable": "preset disable",
    "undo": "undo",
    "pause": "pause",
}

CONFIG = {
    "show": Verb("config:show", "Every setting and its value."),
    "set": Verb("config:set_setting", "Change a setting."),
    "unset": Verb("config:unset_setting", "Take a setting back: as shipped again."),
    "path": Verb("config:path", "Where files live."),
}

CONFIG_MISPLACED = {"list": "config show", "ls": "config show", "paths": "config path", "edit": "config path"}

SESSION = {
    "status": Verb("session:status", "Where it stands."),
    "pause": Verb("session:pause", "Stop the step's timer; the time on skin goes on."),
    "resume": Verb("session:resume", "Let the timer go on."),
    "next": Verb("session:next_step", "On to the next step."),
    "back": Verb("session:back", "Back to the step before."),
    "ready": Verb("session:ready", "You are ready: go on from a step that waits."),
    "yes": Verb("session:yes", "Yes, to the question before the start."),
    "no": Verb("session:no", "No, to it."),
    "stop": Verb("session:stop", "End it here; --stinging if it stings or burns."),
}

SESSION_MISPLACED = {
    "start": "run",
    "begin": "run",
    "run": "run",
    "attach": "run",
    "show": "session status",
    "continue": "session resume",
    "unpause": "session resume",
    "skip": "session next",
    "previous": "session back",
    "prev": "session back",
    "quit": "session stop",
    "end": "session stop",
    "cancel": "session stop",
    "abort": "session stop",
    "stinging": "session stop --stinging",
    "done": "session next",
}

VISIT = {
    "list": Verb("visit:list_visits", "Every visit, and when the next is due."),
    "book": Verb("visit:book", "A visit has a date."),
    "move": Verb("visit:move", "It has another date."),
    "attended": Verb("visit:attended", "You went: after-care begins."),
    "missed": Verb("visit:missed", "You did not go."),
    "cancel": Verb("visit:cancel", "It will not take place."),
}

VISIT_MISPLACED = {
    "ls": "visit list",
    "show": "visit list",
    "add": "visit book",
    "new": "visit book",
    "went": "visit attended",
    "done": "visit attended",
    "skip": "visit missed",
    "postpone": "visit move",
    "remove": "visit cancel",
    "delete": "visit cancel",
    "rm": "visit cancel",
}
