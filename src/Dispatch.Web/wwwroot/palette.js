// Ctrl+K: every command of this page and every room of the desk, by a few letters without marks; documents, numbers and agencies come from the
// server as one types. A row shows its key, so that one day the key is enough. Nothing is listed here: the page itself is the list.
"use strict";

(() => {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  let here = [];
  let asked = 0;
  let timer = 0;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("\u0111", "d").trim();
  const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getAttribute("aria-disabled") !== "true";
  const keyOf = (element) => element.dataset.go ? `G ${element.dataset.go.split(" ")[0].replace(/^Key/, "")}`
    : element.dataset.key ? element.dataset.key.split(" ")[0].replace(/^Key/, "").replace("Slash", "/").replace("BracketLeft", "[").replace("BracketRight", "]") : "";

  function commands() {
    const seen = new Set();
    return [...document.querySelectorAll("[data-key], [data-go], .side a, main .acts a, main .acts button, main .primary")]
      .filter((element) => !dialog.contains(element) && visible(element) && !seen.has(element) && seen.add(element))
      .map((element) => ({ element, words: (element.dataset.keyLabel || element.textContent).replace(/\s+/g, " ").trim(), key: keyOf(element) }))
      .filter((command) => command.words);
  }

  function row(words, beside, key, act) {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.id = `palette-${list.children.length}`;
    option.append(Object.assign(document.createElement("span"), { textContent: words }));
    if (beside) option.append(Object.assign(document.createElement("small"), { textContent: beside }));
    if (key) option.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    option.addEventListener("click", act);
    list.append(option);
  }

  function mark(option) {
    for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
    if (option) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  }

  function local() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    const seen = new Set();
    for (const { element, words: name, key } of here) {
      const folded = fold(name);
      if (!words.every((word) => folded.includes(word)) || seen.has(folded)) continue;
      seen.add(folded);
      row(name, "", key, () => { dialog.close(); act(element); });
    }
    mark(list.firstElementChild);
  }

  // What the page's keys do: fields are entered, everything else is pressed.
  function act(element) {
    if (element.matches("input, select, textarea")) { element.focus(); element.select?.(); } else element.click();
  }

  async function remote() {
    const number = ++asked;
    if (!input.value.trim()) return;
    try {
      const answer = await fetch(`${dialog.dataset.ask}?q=${encodeURIComponent(input.value.normalize("NFC"))}`, { headers: { "HX-Request": "true" } });
      const html = answer.ok ? await answer.text() : "";
      if (number !== asked || !dialog.open) return;
      const template = document.createElement("template");
      template.innerHTML = html;
      for (const link of template.content.querySelectorAll("a")) {
        row(link.querySelector("span").textContent, link.querySelector("small").textContent, "", () => location.assign(link.href));
      }
      if (!list.querySelector("[aria-selected=true]")) mark(list.firstElementChild);
      dialog.querySelector("[data-nothing]").hidden = list.children.length > 0;
    } catch { /* the rooms and commands stay; the network says so elsewhere */ }
  }

  function open() {
    if (document.querySelector("dialog[open]")) return;
    here = commands();
    input.value = "";
    dialog.querySelector("[data-nothing]").hidden = true;
    dialog.showModal();
    local();
    input.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.code === "KeyK" && event.ctrlKey && !event.altKey && !event.shiftKey && !event.isComposing) { event.preventDefault(); open(); }
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-show=palette]")) { event.preventDefault(); open(); } });

  input.addEventListener("input", () => { local(); clearTimeout(timer); timer = setTimeout(remote, 150); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const options = [...list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(options[(at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length]);
    } else if (event.key === "Enter") { event.preventDefault(); options[at]?.click(); }
  });
})();
