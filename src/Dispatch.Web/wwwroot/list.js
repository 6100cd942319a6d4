// The list of incoming documents: ticks and the place in the list survive opening an entry and coming back. Kept for this tab only, and only the
// ids: what a letter says never stays on a shared computer.
"use strict";

(() => {
  const list = () => document.getElementById("list");
  const ticks = () => [...document.querySelectorAll("input[name=chon]")];

  // One memory per filter: another filter is another list.
  function key() {
    const query = new URLSearchParams(location.search);
    for (const name of ["id", "sau", "handler"]) query.delete(name);
    query.sort();
    return `list?${query}`;
  }

  function keep() {
    const bulk = document.getElementById("bulk");
    if (!list() || !bulk) return;
    sessionStorage.setItem(key(), JSON.stringify({ ticked: ticks().filter((tick) => tick.checked).map((tick) => tick.value.split(":")[0]), top: list().scrollTop }));
    count();
  }

  function restore() {
    if (!list() || document.getElementById("moved")) { sessionStorage.removeItem(key()); count(); return; }
    const kept = JSON.parse(sessionStorage.getItem(key()) ?? "null");
    if (kept) {
      const ticked = new Set(kept.ticked);
      for (const tick of ticks()) if (ticked.has(tick.value.split(":")[0])) tick.checked = true;
      if (!list().scrollTop && kept.top) list().scrollTop = kept.top;
    }
    count();
  }

  function count() {
    const words = document.querySelector("[data-ticked]");
    const all = document.querySelector("[data-tick-all]");
    const number = ticks().filter((tick) => tick.checked).length;
    if (words && number) words.textContent = words.dataset.ticked.replace("{0}", number);
    if (all) { all.checked = number > 0 && number === ticks().length; all.indeterminate = number > 0 && number < ticks().length; }
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) for (const tick of ticks()) tick.checked = event.target.checked;
    if (event.target.matches("[data-tick-all], input[name=chon]")) keep();
  });
  let timer = 0;
  document.addEventListener("scroll", (event) => { if (event.target === list()) { clearTimeout(timer); timer = setTimeout(keep, 100); } }, true);
  document.addEventListener("DOMContentLoaded", restore);
  document.addEventListener("desk:swapped", restore);
})();
