// The draft of a form: saved by itself while somebody types, so that a reload, a crash or an expired session costs no letter. The server keeps it; the
// window's own sessionStorage is the net under it, only until the server has answered. Of a secret document nothing is kept in either.
// Nothing here touches a field while somebody is in it.
"use strict";

(() => {
  const Net = "dispatch-draft";
  const Pause = 800, Again = 5000;
  const Ours = ["__RequestVerificationToken", "draftWindow", "draftStamp"];
  let dirty = false, sending = null, paused = false, timer = 0;

  const current = () => document.querySelector("form[data-draft]");
  const secret = (form) => Boolean(form.elements.secrecy) && form.elements.secrecy.value !== "none";
  const typed = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");

  function say(form, words, link) {
    const place = document.getElementById("draft-said");
    if (!place || !form.isConnected) return;
    place.textContent = words;
    if (link) place.append(" ", Object.assign(document.createElement("a"), { href: link, textContent: form.dataset.signIn }));
  }

  function later(wait) { clearTimeout(timer); timer = setTimeout(save, wait); }

  // ---- the net

  function hold(form) {
    try {
      sessionStorage.setItem(Net, JSON.stringify({ person: form.dataset.person, follows: form.elements.draftStamp.value, fields: typed(form).filter(([name]) => name !== Ours[0]) }));
    } catch { /* A full or forbidden store: the server alone then. */ }
  }

  const drop = () => sessionStorage.removeItem(Net);

  // What the server never got, back into the form it came from: the same person's, and no later draft there.
  async function restore() {
    const form = current();
    let net = null;
    try { net = JSON.parse(sessionStorage.getItem(Net)); } catch { drop(); }
    if (!form || !net) return;
    if (net.person !== form.dataset.person || net.follows !== form.elements.draftStamp.value) return drop();
    const fields = net.fields.filter(([name]) => !Ours.includes(name));
    const now = typed(form).filter(([name]) => !Ours.includes(name) && name !== "key");
    if (JSON.stringify(now) === JSON.stringify(fields.filter(([name]) => name !== "key"))) return drop();
    for (const element of form.elements) {
      if (!element.name || Ours.includes(element.name) || ["file", "submit", "button"].includes(element.type)) continue;
      const values = fields.filter(([name]) => name === element.name).map(([, value]) => value);
      if (element.type === "checkbox") element.checked = values.includes(element.value);
      else if (values.length) element.value = values[0];
    }
    const scans = fields.filter(([name]) => name === "fileIds");
    say(form, form.dataset.resumed);
    dirty = true;
    if (scans.length) document.dispatchEvent(new CustomEvent("desk:scans", { detail: scans.map(([, value]) => value) }));
    later(Pause);
  }

  // ---- saving

  async function save(leaving = false) {
    const form = current();
    clearTimeout(timer);
    if (!form || !dirty || paused) return;
    if (sending && !leaving) return later(100);
    dirty = false;
    const closed = secret(form);
    // Of a secret document only its level goes out, and which scans were sent: what was kept before is thrown away.
    const body = closed ? typed(form).filter(([name]) => [...Ours, "key", "secrecy", "fileIds"].includes(name)) : typed(form);
    if (closed) drop(); else hold(form);
    const request = sending = new AbortController();
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body: new URLSearchParams(body), headers: { "HX-Request": "true", "HX-Current-URL": location.href },
        keepalive: leaving, redirect: "manual", signal: request.signal,
      });
      if ([400, 401].includes(answer.status)) {
        say(form, form.dataset.session, "/dang-nhap?returnUrl=" + encodeURIComponent(location.pathname));
      } else if (answer.ok || [409, 413, 422].includes(answer.status)) {
        const { stamp, said } = await answer.json();
        if (answer.ok) form.elements.draftStamp.value = stamp ?? "";
        if (!closed) say(form, said);
        if (!dirty && answer.status !== 413) drop();
      } else throw new Error(String(answer.status));
    } catch {
      if (request.signal.aborted) return;
      dirty = true;
      say(form, form.dataset.offline);
      later(Again);
    } finally {
      if (sending === request) sending = null;
    }
  }

  function changed(event) {
    const form = current();
    if (!form || event.target.form !== form || event.target.type === "file") return;
    const level = event.target.name === "secrecy";
    if (secret(form) && !level) return;
    dirty = true;
    if (secret(form)) { sending?.abort(); sending = null; say(form, ""); save(); } else later(Pause);
  }

  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("desk:changed", () => { const form = current(); if (form && !secret(form)) { dirty = true; later(Pause); } });
  document.addEventListener("focusout", (event) => { if (dirty && event.target.form && event.target.form === current()) save(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  addEventListener("pagehide", () => save(true));

  document.addEventListener("keydown", (event) => {
    const form = current();
    if (!form || event.isComposing || event.keyCode === 229 || !event.ctrlKey || event.altKey || event.shiftKey || event.code !== "KeyS") return;
    event.preventDefault();
    if (!secret(form)) { dirty = true; save(); }
  });
  document.addEventListener("click", (event) => {
    const now = event.target.closest("[data-draft-now]");
    if (!now) return;
    event.preventDefault();
    if (!secret(now.form)) { dirty = true; save(); }
  });

  // ---- the form is sent, or thrown away: no autosave may bring it back

  document.addEventListener("desk:sending", () => {
    const form = current();
    if (!form) return;
    paused = true;
    clearTimeout(timer);
    sending?.abort();
    sending = null;
    if (secret(form)) drop(); else hold(form);
  });
  document.addEventListener("desk:swapped", () => {
    if (!paused) return;
    paused = false;
    const form = current();
    let net = null;
    try { net = JSON.parse(sessionStorage.getItem(Net)); } catch { /* nothing held */ }
    const refused = form && net?.fields.some(([name, value]) => name === "key" && value === form.elements.key.value);
    dirty = Boolean(refused) && !secret(form);
    if (dirty) later(Pause); else drop();
  });
  document.addEventListener("desk:unsent", () => {
    if (!paused) return;
    paused = false;
    dirty = true;
    later(Again);
  });
  // Leaving the field for the button saved it: what is on its way has to arrive before it is thrown away, not after.
  document.addEventListener("submit", async (event) => {
    if (!event.target.matches("[data-draft-drop]")) return;
    paused = true;
    clearTimeout(timer);
    if (sending) {
      event.preventDefault();
      while (sending) await new Promise((done) => setTimeout(done, 20));
      event.target.submit();
    }
    drop();
  });

  document.addEventListener("DOMContentLoaded", restore);
})();
