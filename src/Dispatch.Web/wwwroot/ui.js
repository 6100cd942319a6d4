// What the desk does beyond links and forms. Everything here only adds: without it each page still works.
// The names of htmx's events stand in this file alone.
"use strict";

(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  document.documentElement.classList.add("js");

  // ---- menus: one open at a time, closed by Escape and by a click elsewhere

  document.addEventListener("click", (event) => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && $("details.menu[open]");
    if (menu) { menu.open = false; $("summary", menu).focus(); }
  });

  // ---- the list and the entry beside it

  const wide = matchMedia("(min-width: 1000px)");

  // On a narrow screen an entry is a page of its own.
  document.addEventListener("htmx:before:request", (event) => {
    const link = event.detail.ctx.sourceElement.closest("a[hx-target='#detail']");
    if (link && !wide.matches) { event.preventDefault(); location.assign(link.href); }
    const more = event.detail.ctx.sourceElement.closest("#more");
    if (more) event.detail.ctx.request.headers["Desk-Day"] = more.previousElementSibling?.dataset.day ?? "";
  });

  document.addEventListener("htmx:after:swap", () => { follow(); ready(document); });
  document.addEventListener("htmx:error", () => say($("#status").dataset.offline));

  // A click anywhere on a row opens it; selecting text does not.
  document.addEventListener("click", (event) => {
    const row = event.target.closest(".line");
    if (row && !event.target.closest("a, button, input, label") && !String(getSelection())) $("a.subject", row).click();
  });

  // The row of the address is the chosen one; its neighbours are a key away, over all rows on the screen.
  function follow() {
    const id = new URL(location).searchParams.get("id");
    const links = all(".lines a.subject");
    let place = -1;
    links.forEach((link, index) => {
      const chosen = id !== null && new URL(link.href).searchParams.get("id") === id;
      link.closest(".line").classList.toggle("chosen", chosen);
      if (chosen) { place = index; link.setAttribute("aria-current", "true"); } else link.removeAttribute("aria-current");
    });
    if (place < 0 || !$("#position")) return;
    $("#position").textContent = `${place + 1}/${links.length}`;
    point($("#previous"), links[place - 1]);
    point($("#following"), links[place + 1]);
    links[place].closest(".line").scrollIntoView({ block: "nearest" });
  }

  function point(step, link) {
    step.toggleAttribute("aria-disabled", !link);
    if (link) { step.setAttribute("aria-disabled", "false"); step.href = link.href; step.setAttribute("hx-get", link.getAttribute("href")); }
    else { step.setAttribute("aria-disabled", "true"); step.removeAttribute("href"); }
  }

  // ---- saying things

  function say(words) {
    $("#status").textContent = words;
    const toast = Object.assign(document.createElement("div"), { className: "toast", textContent: words });
    document.body.append(toast);
    setTimeout(() => toast.remove(), 6000);
  }

  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) { await navigator.clipboard.writeText(copy.dataset.copy); $("#status").textContent = copy.textContent + ": " + copy.dataset.copy; }
  });

  // ---- registering

  // The values of the document before, for Ctrl+D; in memory only, for letters must not stay on a shared computer.
  const last = new Map();

  function ready(root) {
    for (const field of all("[data-last]", root)) if (field.dataset.last) last.set(field.name, field.dataset.last);
    for (const field of all("[data-date]", root)) if (!field.closest(".field").querySelector(".echo")) {
      const echo = Object.assign(document.createElement("span"), { className: "echo", role: "status" });
      field.closest(".field").append(echo);
    }
    secrecy();
    $("#scan")?.classList.toggle("filled", $("#scan [name=fileIds]") !== null);
    all("[data-combobox]", root).forEach(combobox);
  }

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.isComposing || event.keyCode === 229 || !field.form || field.form.id !== "book") return;
    if ((event.ctrlKey && event.key === "Enter") || event.key === "F8") {
      event.preventDefault();
      field.form.requestSubmit($("[data-submit]", field.form));
    } else if (event.ctrlKey && event.code === "KeyD") {
      event.preventDefault();
      if (last.has(field.name)) { field.value = last.get(field.name); field.dispatchEvent(new Event("change", { bubbles: true })); }
    } else if (event.key === "Enter" && !event.ctrlKey && !event.altKey && field.matches("input, select") && !event.defaultPrevented) {
      event.preventDefault();
      const stops = [...field.form.elements].filter((e) => e.matches("input:not([type=hidden]):not([type=file]):not([type=checkbox]), select, textarea, [data-submit]")
        && !e.disabled && e.offsetParent);
      stops[stops.indexOf(field) + (event.shiftKey ? -1 : 1)]?.focus();
    }
  });

  // A level of secrecy closes what must not be written or sent.
  function secrecy() {
    const level = $("#secrecy");
    if (!level) return;
    const secret = level.value !== "none";
    for (const field of [$("#subject[name]"), $("#scans"), $("#files")]) if (field) field.disabled = secret;
    $("#drop")?.toggleAttribute("inert", secret);
  }

  document.addEventListener("change", async (event) => {
    const field = event.target;
    if (field.id === "secrecy") secrecy();
    if (field.dataset.date) {
      const echo = $(".echo", field.closest(".field"));
      echo.textContent = field.value ? await text(`/van-ban-den/vao-so?handler=Date&text=${encodeURIComponent(field.value)}&lean=${field.dataset.date}`) : "";
    }
    if (field.dataset.proposes && field.value && !$("#issuer").value) propose(field.value);
    if (field.id === "scans" && field.files.length) send(field.files);
  });

  // 1287/SXD-QLĐT is from Sở Xây dựng: proposed when it can be nobody else, and marked so that it is looked at.
  async function propose(symbol) {
    const options = fragment(await text(`/van-ban-den/vao-so?handler=Issuers&symbol=${encodeURIComponent(symbol)}`));
    const found = all("[data-value]", options);
    const issuer = $("#issuer");
    if (found.length === 1 && issuer && !issuer.value) { issuer.value = found[0].dataset.value; issuer.dispatchEvent(new Event("change", { bubbles: true })); }
  }

  async function text(address) {
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      return answer.ok ? await answer.text() : "";
    } catch { return ""; }
  }

  function fragment(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  // ---- scans: dropped or chosen, sent at once, while the form is being filled

  let dragged = 0;
  document.addEventListener("dragenter", () => { dragged++; $("#drop")?.classList.add("over"); });
  document.addEventListener("dragleave", () => { if (--dragged <= 0) $("#drop")?.classList.remove("over"); });
  document.addEventListener("dragover", (event) => { if ($("#drop")) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    dragged = 0;
    const drop = $("#drop");
    if (!drop) return;
    event.preventDefault();
    drop.classList.remove("over");
    if (!drop.inert && event.dataTransfer.files.length) send(event.dataTransfer.files);
  });

  function send(files) {
    const drop = $("#drop");
    const form = new FormData();
    form.append("__RequestVerificationToken", $("#book [name=__RequestVerificationToken]").value);
    for (const kept of all("[name=fileIds]:checked")) form.append("fileIds", kept.value);
    for (const file of files) form.append("scans", file, file.name.normalize("NFC"));
    const progress = $("progress", drop);
    progress.hidden = false;
    const request = new XMLHttpRequest();
    request.open("POST", drop.dataset.upload);
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = (event) => { progress.max = event.total; progress.value = event.loaded; };
    request.onload = () => {
      if (!request.responseText) { progress.hidden = true; say(String(request.status)); return; }
      const scan = $("#scan");
      scan.replaceChildren(fragment(request.responseText));
      scan.classList.toggle("filled", all("[name=fileIds]", scan).length > 0);
      $("#symbol")?.focus();
    };
    request.onerror = () => { progress.hidden = true; };
    request.send(form);
  }

  // ---- issuers: type "snv", choose Sở Nội vụ (ARIA's combobox with a listbox)

  function combobox(input) {
    if (input.getAttribute("role") === "combobox") return;
    const box = document.createElement("div");
    box.className = "combobox";
    input.replaceWith(box);
    const list = Object.assign(document.createElement("ul"), { id: input.id + "-list", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", $(`label[for="${input.id}"]`).textContent);
    box.append(input, list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
    let asked = 0, timer = 0;

    const options = () => all("[role=option]", list);
    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const mark = (option) => {
      options().forEach((o) => o.setAttribute("aria-selected", String(o === option)));
      if (option) input.setAttribute("aria-activedescendant", option.id);
    };
    const choose = (option) => { input.value = option.dataset.value; close(); };
    const ask = async () => {
      const number = ++asked;
      const typed = input.value.trim();
      if (!typed) return close();
      const html = await text(`${input.dataset.combobox}&q=${encodeURIComponent(typed)}`);
      // An answer that comes late, or while a word is being composed, changes nothing.
      if (number !== asked || document.activeElement !== input) return;
      list.replaceChildren(fragment(html));
      const any = options().length > 0 && !(options().length === 1 && options()[0].dataset.value === input.value);
      list.hidden = !any;
      input.setAttribute("aria-expanded", String(any));
      mark(any ? options()[0] : null);
    };

    input.addEventListener("input", (event) => { clearTimeout(timer); if (!event.isComposing) timer = setTimeout(ask, 120); });
    input.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
    input.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => { event.preventDefault(); const option = event.target.closest("[role=option]"); if (option) choose(option); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229 || list.hidden) return;
      const present = options();
      const at = present.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(present[(at + (event.key === "ArrowDown" ? 1 : present.length - 1)) % present.length]);
      } else if (event.key === "Escape") { event.stopPropagation(); close(); }
      else if ((event.key === "Enter" && !event.ctrlKey || event.key === "Tab") && at >= 0) choose(present[at]);
    });
  }

  document.addEventListener("DOMContentLoaded", () => { ready(document); follow(); });
})();
