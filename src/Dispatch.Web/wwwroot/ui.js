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
    if (event.detail.ctx.sourceElement.closest("#book")) document.dispatchEvent(new CustomEvent("desk:sending"));
    const more = event.detail.ctx.sourceElement.closest("#more");
    if (more) event.detail.ctx.request.headers["Desk-Day"] = more.previousElementSibling?.dataset.day ?? "";
  });

  document.addEventListener("htmx:after:swap", () => { follow(); ready(document); document.dispatchEvent(new CustomEvent("desk:swapped")); });
  document.addEventListener("htmx:error", () => { say($("#status").dataset.offline); document.dispatchEvent(new CustomEvent("desk:unsent")); });

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
    for (const field of all("[data-date], [data-proposes], [data-combobox]", root)) if (!echo(field)) {
      const place = Object.assign(document.createElement("span"), { className: "echo" });
      place.setAttribute("role", "status");
      field.closest(".field").append(place);
    }
    secrecy();
    $("#scan")?.classList.toggle("filled", $("#scan [name=fileIds]") !== null);
    all("[data-combobox]", root).forEach(combobox);
  }

  const echo = (field) => $(".echo", field.closest(".field"));
  const secret = () => Boolean($("#secrecy")) && $("#secrecy").value !== "none";

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.isComposing || event.keyCode === 229) return;
    if (event.altKey && !event.ctrlKey && ["PageUp", "PageDown"].includes(event.code) && $("#scan")) {
      event.preventDefault();
      turn(event.code === "PageDown" ? 1 : -1);
    }
    if (!field.form || field.form.id !== "book") return;
    if ((event.ctrlKey && event.key === "Enter") || event.key === "F8") {
      event.preventDefault();
      field.form.requestSubmit($("[data-submit]", field.form));
    } else if (event.ctrlKey && event.code === "KeyD") {
      event.preventDefault();
      if (last.has(field.name)) { field.value = last.get(field.name); field.dispatchEvent(new Event("change", { bubbles: true })); }
    } else if (event.key === "Enter" && !event.ctrlKey && !event.altKey && !event.defaultPrevented
      && (field.matches("input, select") || field.matches("textarea") && event.shiftKey)) {
      event.preventDefault();
      const stops = [...field.form.elements].filter((e) => e.matches("input:not([type=hidden]):not([type=file]):not([type=checkbox]), select, textarea, [data-submit]")
        && !e.disabled && e.offsetParent);
      const next = stops[stops.indexOf(field) + (event.shiftKey ? -1 : 1)];
      next?.focus();
      // As the Tab key does: what is typed next takes the place of what was kept.
      if (next?.matches("input")) next.select();
    }
  });

  // A level of secrecy closes what must not be written or sent.
  function secrecy() {
    const level = $("#secrecy");
    if (!level) return;
    const closed = secret();
    for (const field of [$("#subject[name]"), $("#scans"), $("#files")]) if (field) field.disabled = closed;
    $("#drop")?.toggleAttribute("inert", closed);
    if (closed) $("#alike")?.replaceChildren();
  }

  document.addEventListener("change", async (event) => {
    const field = event.target;
    if (field.id === "secrecy") secrecy();
    if (field.dataset.date) {
      echo(field).textContent = field.value ? await text(`/van-ban-den/vao-so?handler=Date&text=${encodeURIComponent(field.value)}&lean=${field.dataset.date}`) : "";
    }
    if (field.dataset.proposes && field.value) propose(field.value);
    if (field.dataset.looked) look(field.form);
    if (field.id === "scans" && field.files.length) send(field.files);
  });

  // How a symbol parts, while it is typed.
  let parting = 0;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.dataset?.proposes || secret()) return;
    clearTimeout(parting);
    parting = setTimeout(async () => {
      const symbol = field.value.trim();
      const said = symbol ? await text(`/van-ban-den/vao-so?handler=Split&symbol=${encodeURIComponent(symbol)}`) : "";
      if (field.isConnected && field.value.trim() === symbol) echo(field).textContent = said;
    }, 150);
  });

  // 1287/SXD-QLĐT is from Sở Xây dựng: proposed when it can be nobody else, in place of nothing or of an issuer that was only kept from the letter
  // before, never of one that somebody typed or is typing.
  async function propose(symbol) {
    if (secret()) return;
    const options = fragment(await text(`/van-ban-den/vao-so?handler=Issuers&symbol=${encodeURIComponent(symbol)}`));
    const found = all("[data-value]", options);
    const issuer = $("#issuer");
    if (found.length !== 1 || !issuer || document.activeElement === issuer && issuer.value !== issuer.dataset.kept) return;
    const name = found[0].dataset.value;
    if (issuer.value === name || issuer.value && issuer.value !== issuer.dataset.kept) return;
    issuer.value = issuer.dataset.kept = name;
    if (document.activeElement === issuer) issuer.select();
    echo(issuer).textContent = issuer.dataset.proposed;
    issuer.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // What the letter looks like so far: asked on leaving a field, said below the form; warnings only.
  let looks = 0;
  async function look(form) {
    if (!form?.dataset.look || secret()) return;
    const number = ++looks;
    const html = await posted(form.dataset.look, typed(form));
    if (number === looks && form.isConnected && !secret()) $("#alike").replaceChildren(fragment(html));
  }

  document.addEventListener("click", async (event) => {
    const add = event.target.closest("[data-add-issuer]");
    if (!add) return;
    const form = $("#book");
    const said = await posted(add.dataset.addIssuer, typed(form));
    if (said) say(said);
    look(form);
  });

  const typed = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

  async function posted(address, body) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
      return answer.ok ? await answer.text() : "";
    } catch { return ""; }
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
      const idle = document.activeElement === document.body || $("#scan").contains(document.activeElement);
      scanned(request.responseText);
      // Somebody who has begun to type stays where they are.
      if (idle) $("#symbol")?.focus();
    };
    request.onerror = () => { progress.hidden = true; };
    request.send(form);
  }

  function scanned(html) {
    const scan = $("#scan");
    scan.replaceChildren(fragment(html));
    scan.classList.toggle("filled", all("[name=fileIds]", scan).length > 0);
    const pages = $("[data-pages]", scan)?.dataset.pages;
    const count = $("#pageCount");
    if (pages && count && (!count.value || count.value === count.dataset.counted)) count.value = count.dataset.counted = pages;
    document.dispatchEvent(new CustomEvent("desk:changed"));
  }

  // Another main file, another order: by buttons, so that it needs no mouse.
  document.addEventListener("click", async (event) => {
    const arrange = event.target.closest("[data-arrange]");
    if (!arrange) return;
    event.preventDefault();
    const html = await posted(arrange.formAction, typed(arrange.form));
    if (!html) return;
    scanned(html);
    ($(`[data-arrange="${arrange.dataset.arrange}"]`) ?? $("[data-arrange]"))?.focus();
  });

  // The scans of a form that came back from the net under the draft.
  document.addEventListener("desk:scans", async (event) => {
    const body = new URLSearchParams([["__RequestVerificationToken", $("#book [name=__RequestVerificationToken]").value]]);
    for (const line of event.detail) body.append("fileIds", line);
    const html = await posted("/van-ban-den/vao-so?handler=Arrange", body);
    if (html) scanned(html);
  });

  // The next page of the scan, without leaving the field.
  function turn(step) {
    const bar = $("[data-leaf]");
    const frame = $("#scan iframe");
    if (!bar || !frame) { $("#scan .paper")?.scrollBy(0, step * 300); return; }
    const leaves = Number(bar.dataset.leaves);
    const leaf = Math.min(Math.max(Number(bar.dataset.leaf) + step, 1), leaves);
    if (leaf === Number(bar.dataset.leaf)) return;
    bar.dataset.leaf = leaf;
    $("[role=status]", bar).textContent = bar.dataset.say.replace("{0}", leaf).replace("{1}", leaves);
    frame.src = `${frame.src.split("#")[0]}#page=${leaf}&toolbar=0&navpanes=0&view=FitH`;
  }
  document.addEventListener("click", (event) => { const button = event.target.closest("[data-turn]"); if (button) turn(Number(button.dataset.turn)); });

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
    let asked = 0, timer = 0, composing = false, answered = null;

    const options = () => all("[role=option]", list);
    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const mark = (option) => {
      options().forEach((o) => o.setAttribute("aria-selected", String(o === option)));
      if (option) input.setAttribute("aria-activedescendant", option.id);
    };
    const choose = (option) => {
      input.value = option.dataset.value;
      delete input.dataset.kept;
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const ask = async () => {
      const number = ++asked;
      const typed = input.value.trim();
      timer = 0;
      if (!typed) return close();
      const html = await text(`${input.dataset.combobox}&q=${encodeURIComponent(typed)}`);
      // An answer that comes late, or while a word is being composed, changes nothing.
      if (number !== asked || composing || input.value.trim() !== typed) return;
      if (document.activeElement !== input) return settle(typed, all("[role=option]", fragment(html)));
      answered = typed;
      list.replaceChildren(fragment(html));
      const any = options().length > 0 && !(options().length === 1 && options()[0].dataset.value === input.value);
      list.hidden = !any;
      input.setAttribute("aria-expanded", String(any));
      mark(any ? options()[0] : null);
    };

    // Left before the answer came: initials still become the name they stand for; a name somebody wrote out stays as written.
    const settle = (typed, found) => {
      if (!/^[a-z]{2,8}$/.test(typed)) return;
      const meant = found.length === 1 ? found[0] : found.find((option) => $("small", option).textContent.toLowerCase() === typed);
      if (meant) choose(meant);
    };

    input.addEventListener("input", (event) => {
      delete input.dataset.kept;
      echo(input).textContent = "";
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(ask, 120);
    });
    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => { composing = false; clearTimeout(timer); timer = setTimeout(ask, 120); });
    input.addEventListener("blur", () => { composing = false; if (timer) { clearTimeout(timer); ask(); } setTimeout(close, 150); });
    list.addEventListener("mousedown", (event) => { event.preventDefault(); const option = event.target.closest("[role=option]"); if (option) choose(option); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229 || list.hidden) return;
      const present = options();
      const at = present.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(present[(at + (event.key === "ArrowDown" ? 1 : present.length - 1)) % present.length]);
      } else if (event.key === "Escape") { event.stopPropagation(); close(); }
      else if ((event.key === "Enter" && !event.ctrlKey || event.key === "Tab") && at >= 0 && answered === input.value.trim()) choose(present[at]);
    });
  }

  // A stock sentence goes into its box, after what stands there.
  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-say]");
    if (!chip) return;
    const box = document.getElementById(chip.dataset.into);
    box.value = box.value.trim() ? `${box.value.trim()} ${chip.dataset.say}` : chip.dataset.say;
    box.focus();
  });

  document.addEventListener("DOMContentLoaded", () => { ready(document); follow(); });
})();
