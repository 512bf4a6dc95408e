// Eases typing and following; every page works without it.
"use strict";

const form = document.querySelector("form.entry");
let typing = false;

function keep(field) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  if (!form.dataset.form || field.type === "hidden") return;
  const told = form.querySelector(".kept");
  const body = new URLSearchParams({ form: form.dataset.form, line: field.name, typed: field.value });
  fetch("/draft/", { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token.value } })
    .then((answer) => { if (told) told.textContent = answer.ok ? "Kept as typed" : "Not kept: check the connection"; })
    .catch(() => { if (told) told.textContent = "Not kept: check the connection"; });
}

if (form) {
  const fields = [...form.querySelectorAll("input.figure")];
  form.addEventListener("input", () => { typing = true; });
  form.addEventListener("change", (event) => keep(event.target));
  form.addEventListener("keydown", (event) => {
    const place = fields.indexOf(event.target);
    if (place < 0) return;
    if (event.key === "Enter" && place + 1 < fields.length) {
      event.preventDefault();
      fields[place + 1].focus();
      fields[place + 1].select();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!fields.length || (event.key !== "PageDown" && event.key !== "PageUp")) return;
    event.preventDefault();
    const there = event.key === "PageDown" ? fields[fields.length - 1] : fields[0];
    there.focus();
    there.select();
  });
}

// A security key that is refused, or not touched in time, says so on the page.
document.addEventListener("allauth.error", (event) => {
  const told = document.querySelector(".key-failed");
  if (told) { event.preventDefault(); told.hidden = false; }
});

const follow = document.body.dataset.follow;
if (follow) {
  let left = -Infinity;
  let streams = false;
  const told = document.querySelector("p.told");
  const show = () => {
    // Showing the page anew would cut off the link or the button that was just pressed,
    // and take away what was just said before it is read.
    const until = Math.max(left + 5000, told ? 15000 : 0);
    if (typing || told) document.querySelector(".changed").hidden = false;
    if (performance.now() < until) window.setTimeout(show, until - performance.now());
    else if (!typing) window.location.reload();
  };
  const heard = (last) => { if (last !== follow) show(); };
  window.addEventListener("beforeunload", () => { left = performance.now(); });
  if (window.EventSource) {
    const source = new EventSource("/events/");
    source.addEventListener("message", (event) => { streams = true; heard(event.data); });
    source.addEventListener("error", () => { streams = false; });
  }
  // Where the stream breaks or is held back on its way, the screen asks by itself.
  window.setInterval(() => {
    if (streams) return;
    fetch("/events/last/").then((answer) => (answer.ok ? answer.text() : follow)).then(heard).catch(() => {});
  }, 5000);
}
