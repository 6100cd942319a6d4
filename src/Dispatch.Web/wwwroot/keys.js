// Keys. An element says which key it answers to (data-key, data-go after G); nothing is listed twice, so "?" shows exactly the keys of this
// page. Consonants only, by place on the keyboard: Telex rewrites repeated vowels, and a key pressed while a word is being composed is not ours.
"use strict";

(() => {
  const Kept = "dispatch-keys";
  const shown = { Slash: "/", BracketRight: "]", BracketLeft: "[" };
  let went = 0;

  const on = () => localStorage.getItem(Kept) !== "off";
  const visible = (element) => element.getClientRects().length > 0 && element.getAttribute("aria-disabled") !== "true";
  const find = (attribute, code) => [...document.querySelectorAll(`[${attribute}~="${code}"]`)].find(visible);

  function act(element) {
    if (element.matches("input, select, textarea")) { element.focus(); element.select?.(); } else element.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey || event.repeat && !["KeyJ", "KeyK"].includes(event.code)) return;
    const writing = event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]");
    if (event.key === "Escape" && writing) { writing.blur(); return; }
    if (writing || event.target.closest("dialog")) return;
    if (/^F\d/.test(event.code)) { const element = find("data-key", event.code); if (element) { event.preventDefault(); act(element); } return; }
    if (!on()) return;
    if (event.key === "?") { event.preventDefault(); show(); return; }
    if (event.shiftKey) return;

    if (went && Date.now() - went < 1500) {
      went = 0;
      const element = find("data-go", event.code);
      if (element) { event.preventDefault(); act(element); return; }
    }
    if (event.code === "KeyG") { went = Date.now(); return; }

    // In a month the arrows go from day to day, and from week to week.
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.code];
    if (days && event.target.matches("[data-day]")) {
      const all = [...document.querySelectorAll("[data-day]")];
      event.preventDefault();
      all[all.indexOf(event.target) + days]?.focus();
      return;
    }
    if (["ArrowDown", "ArrowUp"].includes(event.code) && !event.target.closest(".line")) return;
    const step = { KeyJ: 1, ArrowDown: 1, KeyK: -1, ArrowUp: -1 }[event.code];
    const element = find("data-key", event.code);
    if (element) { event.preventDefault(); act(element); } else if (step) { event.preventDefault(); move(step); }
  });

  // No entry is open: J and K walk over the rows.
  function move(step) {
    const links = [...document.querySelectorAll(".lines a.subject")].filter(visible);
    const at = links.indexOf(document.activeElement);
    links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  }

  const name = (key) => shown[key] ?? key.replace(/^Key/, "");

  function show() {
    const dialog = document.getElementById("keys");
    const body = dialog.querySelector("tbody");
    const rows = [];
    for (const element of document.querySelectorAll("[data-key], [data-go]")) {
      if (!visible(element)) continue;
      const keys = element.dataset.key ? element.dataset.key.split(" ").map((key) => [name(key)]) : element.dataset.go.split(" ").map((key) => ["G", name(key)]);
      rows.push([keys, element.dataset.keyLabel || element.textContent.trim()]);
    }
    body.replaceChildren(...rows.map(([keys, words]) => {
      const row = document.createElement("tr");
      const head = Object.assign(document.createElement("th"), { scope: "row" });
      keys.forEach((combination, index) => {
        if (index) head.append(" ");
        combination.forEach((key, place) => {
          if (place) head.append(` ${body.dataset.then} `);
          head.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        });
      });
      row.append(head, Object.assign(document.createElement("td"), { textContent: words }));
      return row;
    }));
    document.getElementById("keys-on").checked = on();
    dialog.showModal();
  }

  document.addEventListener("click", (event) => { if (event.target.closest("[data-show=keys]")) show(); });
  document.addEventListener("change", (event) => { if (event.target.id === "keys-on") localStorage.setItem(Kept, event.target.checked ? "on" : "off"); });
})();
