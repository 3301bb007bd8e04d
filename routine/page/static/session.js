// A session in the browser: counts between the server's news, keys, full screen, the screen kept awake. Uses script.js.
"use strict";
{
  const room = document.querySelector("#room");
  const spoken = document.querySelector("#spoken");
  const QUIET_MS = 400; // a key that comes so soon after a step came by itself was meant for the one before
  let state = null;
  let onItsWay = null; // what was pressed last, and where, until its answer is here
  let lastTick = Date.now();

  const clock = (seconds) => {
    const all = Math.max(0, Math.ceil(seconds - 0.001));
    const two = (n) => String(n).padStart(2, "0");
    const hours = Math.floor(all / 3600), minutes = Math.floor(all / 60) % 60;
    return hours ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
  };
  const number = (text) => (text === undefined ? null : Number(text));

  // --- what the server said last, and since when -------------------------------------------------------------------
  function read() {
    const shown = room.querySelector("#session");
    const data = shown.dataset;
    const place = data.place;
    if (state && state.place !== place) {
      spoken.textContent = [...room.querySelectorAll(".say, .say-more")].map((one) => one.textContent).join(" ");
    }
    state = {
      place, at: performance.now(), came: state && state.place === place ? state.came : performance.now(),
      speed: Number(data.speed || 1), paused: data.paused === "yes", on: data.on === "yes",
      left: number(data.left), length: number(data.length), worn: number(data.worn), limit: number(data.limit),
      over: shown.classList.contains("over"), asked: false,
    };
    document.title = `${data.title} · Routine`;
    count();
    stayAwake();
  }

  const put = (id, text) => {
    const one = document.getElementById(id);
    if (one && one.textContent !== text) one.textContent = text;
  };

  function count() {
    const passed = ((performance.now() - state.at) / 1000) * state.speed;
    if (state.left !== null) {
      const left = Math.max(0, state.left - (state.paused ? 0 : passed));
      put("left", clock(left));
      document.getElementById("fill")?.setAttribute("width", state.length ? String(Math.round(1000 * (1 - left / state.length))) : "0");
      if (left === 0 && !state.paused) lookOnce();
    }
    if (state.worn !== null && state.on) {
      const worn = state.worn + passed;
      put("worn", clock(worn));
      if (state.limit !== null && worn > state.limit && !state.over) lookOnce();
    }
  }
  // What should have changed by now is asked for once; the stream tells it too.
  function lookOnce() {
    if (state.asked) return;
    state.asked = true;
    setTimeout(refreshSoon, 300);
  }

  setInterval(() => {
    const now = Date.now();
    if (Math.abs(now - lastTick) > 5000) refreshSoon(); // the computer slept, or its clock was set
    lastTick = now;
    if (!document.hidden) count();
  }, 200);
  document.addEventListener("routine:refreshed", () => { if (room.querySelector("#session")) read(); });

  // --- forms, without leaving full screen --------------------------------------------------------------------------
  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (form.id !== "controls") return;
    event.preventDefault();
    const pressed = `${state.place} ${button?.value}`;
    if (onItsWay === pressed) return; // pressed twice; anything else counts: what stings is not kept waiting
    onItsWay = pressed;
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.set(button.name, button.value);
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: fields });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (onItsWay !== pressed) return; // something else was pressed since, and its answer is newer
      const fresh = page.querySelector("#room");
      if (!fresh) { location.assign(answer.url); return; }
      served.delete("room");
      takeOver(room, fresh);
      read();
    } catch {
      spoken.textContent = "Routine does not answer. Nothing was changed.";
      location.reload();
    } finally { if (onItsWay === pressed) onItsWay = null; }
  });

  // --- keys --------------------------------------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const name = event.code === "Space" ? "Space" : event.key.toUpperCase();
    if (name === "Space" && event.target.closest?.("button, a, summary, input, select")) return; // it presses that
    const button = [...room.querySelectorAll("[data-keys]")].find((one) => one.dataset.keys.split(" ").includes(name));
    if (!button) return;
    event.preventDefault();
    if (name !== "S" && performance.now() - state.came < QUIET_MS) return;
    button.form.requestSubmit(button);
  });
  // A button pressed with the mouse does not keep the space bar to itself.
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.(".session button");
    if (pressed && event.detail > 0) pressed.blur();
    if (event.target.closest?.("#full")) fullScreen();
  });

  // --- full screen, and a screen that stays on ---------------------------------------------------------------------
  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }
  document.addEventListener("fullscreenchange", () => {
    const label = document.querySelector("#full span");
    if (label) label.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
  });

  // Asked for once at a time, and looked at again once it was given: by then the session may be over.
  let lock = null, asking = false;
  const wanted = () => !document.hidden && state.place !== "ended";
  async function stayAwake() {
    if (!("wakeLock" in navigator) || asking) return;
    asking = true;
    try {
      while (wanted() !== Boolean(lock)) {
        if (lock) { const held = lock; lock = null; await held.release(); continue; }
        const given = await navigator.wakeLock.request("screen");
        lock = given;
        given.addEventListener("release", () => { if (lock === given) lock = null; });
      }
    } catch { /* not here, or not now: the computer's own setting holds */ } finally { asking = false; }
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) stayAwake(); });

  read();
}
