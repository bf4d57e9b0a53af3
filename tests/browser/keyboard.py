"""A walk over a page with the Tab key alone: every stop in order, in sight, and never a trap."""

from __future__ import annotations

from playwright.sync_api import Page

# So many stops are enough of a page that repeats itself.
MOST = 60
# What the Tab key has to reach, in the order of the page: of a group of radio buttons one. While
# the walk goes on the page notes each stop and whether one can see that it is the stop.
PREPARE = """most => {
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const looks = one => {
    const style = getComputedStyle(one);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
      style.backgroundColor, style.color, style.borderColor, style.textDecorationLine,
      style.clipPath, style.position].join();
  };
  const box = one => one.matches("input[type=radio], input[type=checkbox]")
    ? getComputedStyle(one.nextElementSibling ?? one, "::before").boxShadow : "";
  const stops = [...document.querySelectorAll(can)].filter(one => {
    if (one.disabled || one.tabIndex < 0) return false;
    if (!one.checkVisibility({visibilityProperty: true})) return false;
    if (one.type !== "radio") return true;
    const peers = [...document.getElementsByName(one.name)]
      .filter(peer => peer.type === "radio" && peer.form === one.form);
    return one === (peers.find(peer => peer.checked) ?? peers[0]);
  }).slice(0, most);
  const before = new Map(stops.map(one => [one, looks(one) + box(one)]));
  const words = one => (one.textContent || one.name || one.id || "").trim().slice(0, 40);
  const name = one => `${one.localName} ${words(one)}`;
  window.walk = {stops: stops.map(name), met: [], faults: []};
  document.addEventListener("focusin", event => {
    const one = event.target, place = stops.indexOf(one);
    if (window.walk.met.length >= stops.length) return;
    window.walk.met.push(place);
    const same = before.get(one) === looks(one) + box(one);
    if (place < 0) window.walk.faults.push(`stops at ${name(one)}, which is no place to stop`);
    else if (same) window.walk.faults.push(`nobody sees the stop at ${name(one)}`);
  });
  document.activeElement.blur();
  return stops.length;
}"""
JUDGE = """() => {
  const {stops, met, faults} = window.walk;
  const wrong = met.findIndex((place, turn) => place !== turn);
  if (wrong >= 0) faults.push(`stop ${wrong} is ${stops[met[wrong]]}, not ${stops[wrong]}`);
  if (met.length < stops.length) faults.push(`ends after ${met.length} of ${stops.length} stops`);
  if (!stops[0]?.includes("Skip to main content")) faults.push(`begins at ${stops[0]}`);
  return [...new Set(faults)];
}"""


def walk(page: Page) -> tuple[int, list[str]]:
    """Go from stop to stop; how many there were, and what was wrong with them."""
    count = page.evaluate(PREPARE, MOST)
    for _ in range(count):
        page.keyboard.down("Tab")  # held down it goes on, like under a finger
    page.keyboard.up("Tab")
    return count, list(page.evaluate(JUDGE))
