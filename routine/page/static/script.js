// Follows what happens elsewhere, and makes some things easier; every answer works without this file.
"use strict";
const root = document.documentElement;
root.classList.add("js");

// --- live: the server says that something changed, the page fetches itself and takes over the regions that differ ----
const regions = (page) => new Map([...page.querySelectorAll("[data-live][id]")].map((one) => [one.id, one]));
const served = new Map([...regions(document)].map(([id, region]) => [id, region.innerHTML]));

// Somebody is writing or choosing in it: it is taken over when they have left it.
const busy = (region) => region.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");

const opened = (region) => [...region.querySelectorAll("details")].map((one) => one.open);
const nameOf = (one) => [one.tagName, one.id, one.getAttribute("name"), one.getAttribute("value"), one.closest("form")?.getAttribute("data-of")].join("|");

function takeOver(region, fresh) {
  const html = fresh.innerHTML;
  if (served.get(region.id) === html || busy(region)) return;
  const open = opened(region);
  const focus = region.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  region.innerHTML = html;
  region.className = fresh.className;
  served.set(region.id, html);
  const details = [...region.querySelectorAll("details")];
  if (details.length === open.length) details.forEach((one, i) => { one.open = open[i]; });
  if (focus) [...region.querySelectorAll("a, button, summary, input")].find((one) => nameOf(one) === focus)?.focus();
}

// News waits while a form or a link is on its way, since to load the page anew would call that off, and while a button is
// held down, since in a region that is taken over it would not be pressed. Neither lasts: what was sent may be a file.
const LONGEST_MS = { away: 20000, held: 3000 };
const since = { away: -Infinity, held: -Infinity };
const begin = (what) => () => { since[what] = performance.now(); };
const end = (what) => () => { since[what] = -Infinity; };
const waits = () => Object.keys(since).some((what) => performance.now() - since[what] < LONGEST_MS[what]);
addEventListener("beforeunload", begin("away"));
for (const name of ["pointerdown", "keydown"]) addEventListener(name, begin("held"), true);
for (const name of ["pointerup", "pointercancel", "keyup"]) addEventListener(name, end("held"), true);

const from = document.body.dataset.liveFrom; // none on the answer to a form: to load that anew would send the form again
let again = null;
async function refresh() {
  if (!from) return;
  try {
    if (waits()) { refreshSoon(); return; }
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (waits()) { refreshSoon(); return; }
    const fresh = regions(page), here = regions(document);
    if ([...fresh.keys()].join() !== [...here.keys()].join()) { location.reload(); return; }
    for (const [id, region] of here) takeOver(region, fresh.get(id));
    document.dispatchEvent(new CustomEvent("routine:refreshed"));
  } catch { isItThere(); }
}
function refreshSoon() {
  clearTimeout(again);
  again = setTimeout(refresh, 40);
}

let stream = null;
function follow() {
  if (stream || document.hidden || !from) return;
  stream = new EventSource(from);
  stream.addEventListener("change", (event) => {
    document.dispatchEvent(new CustomEvent("routine:change", { detail: JSON.parse(event.data) }));
    refreshSoon();
  });
  stream.addEventListener("daemon", refreshSoon);
  stream.addEventListener("error", () => isItThere());
}
function letGo() { stream?.close(); stream = null; }

// The page's process is gone, not only slow: what stands here is old, and nothing can be answered here any more.
let asking = false;
async function isItThere(tries = 3) {
  if (asking) return;
  asking = true;
  let there = false;
  for (let n = 0; n < tries && !there; n++) {
    if (n) await new Promise((go) => { setTimeout(go, 1500); });
    there = await fetch(document.querySelector("link[rel=icon]").href, { cache: "no-store" }).then(() => true, () => false);
  }
  asking = false;
  document.querySelector("#gone").hidden = there;
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) { letGo(); return; }
  follow(); refreshSoon();
});
addEventListener("pagehide", letGo);
addEventListener("pageshow", (event) => { if (event.persisted) { end("away")(); follow(); refreshSoon(); } });
// Who leaves a field is given the news that waited for them. Of all else, to be taken over moves the focus out and in again.
document.addEventListener("focusout", (event) => { if (event.target.matches("input, textarea, select")) setTimeout(refreshSoon, 0); });
follow();

// What was told once is not told again when the page is loaded anew.
const place = new URL(location.href);
if (place.searchParams.has("said")) {
  place.searchParams.delete("said");
  history.replaceState(history.state, "", place);
}

// --- print --------------------------------------------------------------------------------------------------------
document.querySelector("#print")?.addEventListener("click", () => window.print());
