// The minutes of urgent items go on counting while the page stands open, by the server's clock. Without this they are as of the page's loading.
"use strict";

(() => {
  const seen = new WeakMap();
  const Minute = 60000;

  function count() {
    for (const item of document.querySelectorAll("[data-received]")) {
      if (!seen.has(item)) seen.set(item, performance.now());
      const { received, by, now, left, over } = item.dataset;
      const present = Date.parse(now) + performance.now() - seen.get(item);
      const since = Math.floor((present - Date.parse(received)) / Minute);
      const past = present - Date.parse(by);
      const late = Math.max(1, Math.floor(past / Minute));
      if (since >= 120 || late >= 120) continue;
      item.textContent = past > 0 ? over.replace("{0}", late)
        : left.replace("{0}", since).replace("{1}", Math.floor((Date.parse(by) - Date.parse(received)) / Minute) - since);
      if (past > 0) item.className = "due-over";
    }
  }

  document.addEventListener("DOMContentLoaded", () => { count(); setInterval(count, 10000); });
})();
