// The paper beside an entry: a frame with the PDF where there is room and a mouse, otherwise the pictures of its pages, which the stylesheet
// shows and the browser fetches as they are scrolled to. Never both: a frame gets its address here, and only where it is seen.
"use strict";

(() => {
  const roomy = matchMedia("(min-width: 1000px) and (pointer: fine)");

  function show() {
    if (!roomy.matches) return;
    for (const frame of document.querySelectorAll("iframe[data-src]:not([src])")) frame.src = frame.dataset.src;
  }

  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("desk:swapped", show);
  roomy.addEventListener("change", show);
})();
