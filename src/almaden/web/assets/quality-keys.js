// Single keys of the page on which an operator decides: each presses what names it in data-keys. They can be switched
// off, and do nothing while somebody types or holds another key.

const KEPT = "almaden.quality.keys";
const TYPED = "input:not([type=checkbox]), select, textarea";

const keys = document.getElementById("keys");
const on = document.getElementById("keys-on");
on.checked = localStorage.getItem(KEPT) !== "off";
on.addEventListener("change", () => localStorage.setItem(KEPT, on.checked ? "on" : "off"));
keys.querySelector(".quality-switch").hidden = false;

/** A list of fields is opened, or shut where it was open; its first field is ready to be typed into. */
function toggle(details) {
  details.open = !details.open;
  if (details.open) details.querySelector("form :is(input:not([type=hidden]), select)")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches(TYPED)) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches(TYPED) || !on.checked) return;
  const meant = [...document.querySelectorAll("[data-keys]")].find((one) => one.dataset.keys.split(" ").includes(event.key));
  // One decision after the other: not while the answer to the last one is on its way.
  if (!meant || document.querySelector("#quality.htmx-request, #quality .htmx-request")) return;
  event.preventDefault();
  if (meant.tagName === "SUMMARY") toggle(meant.parentElement);
  else meant.click();
});

// The part that was exchanged had the focus: the reader goes on at the stretch.
document.addEventListener("htmx:after:swap", () => document.getElementById("stretch")?.focus({ preventScroll: true }));
