// Leave quickly: cover the page at once, then put another in its place, so that Back does not lead here.
// A click on the link does it, and Shift three times. The history keeps the visit; the page says so.
(function () {
  var link = document.querySelector(".ut a"), presses = 0, first = 0;
  document.querySelector(".med-skift").hidden = false;

  function leave(event) {
    event.preventDefault();
    document.documentElement.className = "borta";
    document.title = "\u2026";
    location.replace(link.href);
  }

  link.addEventListener("click", leave);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") presses = event.shiftKey ? -1 : 0; // the Shift of a capital letter is no press
  });
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift") return;
    if (presses > 0 && event.timeStamp - first > 3000) presses = 0; // milliseconds for all three
    if (!presses) first = event.timeStamp;
    presses += 1;
    if (presses === 3) leave(event);
  });
})();
