// Print pages: the button opens the browser's print window; after the print was noted in the log it opens by itself.
"use strict";

(() => {
  document.documentElement.classList.add("js");
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
  addEventListener("load", () => { if (document.querySelector("[data-print-now]")) window.print(); });
})();
