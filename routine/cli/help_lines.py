"""Which commands there are, where each lives and what its line in the help says."""

from __future__ import annotations

from routine.cli.shell.command import Verb

EVERY_DAY = "Every day"
_GUIDED = "Step by step"
_LOOK = "Looking closer"
_RUNNING = "Running in the background"
_SETTING_UP = "Setting up"

ROOT = {
    "today": Verb("today_pending:today", "Show today's times and your answers.", EVERY_DAY),
    "done": Verb("done_skip:done", "Record that you did it.", EVERY_DAY),
    "skip": Verb("done_skip:skip", "Skip it this time. The next time stays as planned.", EVERY_DAY),
    "snooze": Verb("snooze:snooze", "Remind again later, or at a time you choose.", EVERY_DAY),
    "undo": Verb("undo:undo", "Undo your last answer, pause or refill.", EVERY_DAY),
    "pause": Verb("pause_resume:pause", "Pause the reminders of one routine or of all.", EVERY_DAY),
    "plan": Verb("plan_why:plan", "Show the times of the next days.", EVERY_DAY),
    "run": Verb("run:run", "Start a guided session, step by step.", _GUIDED),
    "session": Verb("session:session", "Show, control or stop the session that is running.", _GUIDED),
    "rate": Verb("rate:rate", "Rate the signs of a self-check, or show your diary.", _GUIDED),
    "irritated": Verb("irritated:irritated", "Stop masks, retinoids and acids while your skin recovers.", _LOOK),
    "visit": Verb("visit:visit", "Book, move and record your visits to a clinic.", _GUIDED),
    "resume": Verb("pause_resume:resume", "End a pause.", _LOOK),
    "open": Verb("open:open_page", "Open Routine in your browser.", _LOOK),
    "pending": Verb("today_pending:pending", "Show the reminders that are waiting for your answer.", _LOOK),
    "why": Verb("plan_why:why", "Explain when a routine is planned, and why.", _LOOK),
    "log": Verb("log:log", "Show the history of your answers.", _LOOK),
    "stats": Verb("stats:stats", "Show how much of what was planned you did.", _LOOK),
    "report": Verb("report:report", "Make a report for a doctor or a clinic.", _LOOK),
    "course": Verb("course:course", "Show courses and what is left, and record refills.", _LOOK),
    "sun": Verb("sun:sun", "Show the UV index, and when to protect your skin.", _LOOK),
    "simulate": Verb("simulate:simulate", "Show what would come from a date on. Changes nothing.", _LOOK),
    "start": Verb("start_stop:start", "Start Routine, so that reminders appear.", _RUNNING),
    "stop": Verb("start_stop:stop", "Stop Routine. No reminders appear until you start it.", _RUNNING),
    "status": Verb("status:status", "Show whether Routine is running, and any problems.", _RUNNING),
    "doctor": Verb("doctor:doctor", "Check everything that reminders need.", _RUNNING),
    "autostart": Verb("autostart:autostart", "Turn starting at login on or off.", _RUNNING),
    "setup": Verb("setup:setup", "Set Routine up: your hours, voice and routines.", _SETTING_UP),
    "preset": Verb("preset.group:preset", "Choose, enable and change routines.", _SETTING_UP),
    "profile": Verb("profile:profile", "Show and change your answers to the safety questions.", _SETTING_UP),
    "config": Verb("config:config", "Show and change settings, and find your files.", _SETTING_UP),
    "completion": Verb("completion:completion", "Print what your shell needs to complete names.", _SETTING_UP),
    "help": Verb("help:help_command", "Show this page, or every command with --all.", _SETTING_UP),
}

PRESET = {
    "list": Verb("preset.list:list_presets", "List all presets. A * marks those you enabled."),
    "find": Verb("preset.list:find", "Find presets by a word, such as what is in them."),
    "show": Verb("preset.show:show", "Show the leaflet of a preset."),
    "enable": Verb("preset.enable:enable", "Enable one routine or several."),
    "disable": Verb("preset.enable:disable", "Disable one routine or several."),
    "set": Verb("preset.set:set_key", "Change one value, for example a time or a timer."),
    "unset": Verb("preset.set:unset_key", "Undo one change."),
    "edit": Verb("preset.edit:edit", "Edit a preset in your text editor."),
    "new": Verb("preset.new:new", "Create a preset of your own."),
    "copy": Verb("preset.new:copy", "Copy a preset under another name."),
    "rename": Verb("preset.delete_rename:rename", "Give one of your own presets another name."),
    "delete": Verb("preset.delete_rename:delete", "Delete one of your own presets."),
    "step": Verb("preset.step:step", "Add, move or remove a step."),
    "reset": Verb("preset.set:reset", "Go back to the original, without your changes."),
    "diff": Verb("preset.show:diff", "Show your changes."),
    "check": Verb("preset.check:check", "Check preset files for errors."),
    "schema": Verb("preset.check:schema", "Print every key of a preset file, as JSON Schema."),
}

PRESET_STEP = {
    "add": Verb("preset.step:add", "Add a step, at its place or as the last one."),
    "move": Verb("preset.step:move", "Move a step before or after another one."),
    "remove": Verb("preset.step:remove", "Remove a step."),
}

PROFILE = {
    "show": Verb("profile:show", "Show the safety questions and your answers."),
    "set": Verb("profile:set_fact", "Answer one question."),
    "unset": Verb("profile:unset_fact", "Remove one answer."),
    "confirm": Verb("profile:confirm", "Confirm that your answers are still right."),
}

COURSE = {
    "list": Verb("course:list_courses", "Show the day of each course, the dose and what is left."),
    "refill": Verb("course:refill", "Record a refill, or the amount left."),
}

CONFIG = {
    "show": Verb("config:show", "Show every setting and its value."),
    "set": Verb("config:set_setting", "Change a setting."),
    "unset": Verb("config:unset_setting", "Go back to the default of a setting."),
    "path": Verb("config:path", "Show where your files are."),
}

SESSION = {
    "status": Verb("session:status", "Show the current step and the time left."),
    "pause": Verb("session:pause", "Pause the timer. The time on your skin continues."),
    "resume": Verb("session:resume", "Resume the timer."),
    "next": Verb("session:next_step", "Go to the next step."),
    "back": Verb("session:back", "Go back to the step before."),
    "ready": Verb("session:ready", "Continue from a step that waits until you are ready."),
    "yes": Verb("session:yes", "Answer yes to the question."),
    "no": Verb("session:no", "Answer no to the question."),
    "stop": Verb("session:stop", "Stop the session. Add --stinging if it stings or burns."),
}

VISIT = {
    "list": Verb("visit:list_visits", "List your visits and when the next one is due."),
    "book": Verb("visit:book", "Enter the date of a visit."),
    "move": Verb("visit:move", "Change the date of a visit."),
    "attended": Verb("visit:attended", "Record that you went. After-care reminders start."),
    "missed": Verb("visit:missed", "Record that you did not go."),
    "cancel": Verb("visit:cancel", "Cancel a visit and its reminders."),
}
