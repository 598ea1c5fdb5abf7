// A page that nobody has built anew: after their last day numbers give way to one that is always shown,
// and the page says that it is old. Without script the sentence in the footer says until when the page holds.
(() => {
  const idag = new Date().toLocaleDateString("sv", {timeZone: "Europe/Stockholm"})
  const iOrd = dag => new Date(dag).toLocaleDateString("sv", {timeZone: "UTC", day: "numeric", month: "long", year: "numeric"})
  const nytt = (slag, klass, text) => Object.assign(document.createElement(slag), {className: klass, textContent: text})
  for (const a of document.querySelectorAll("[data-till]")) {
    const {till, ring, text, tel} = a.dataset
    if (idag <= till) continue
    a.before(nytt("span", "dov", "Numret som stod här gällde till och med " + iOrd(till) + ". Kontakta " + ring + (ring == text ? "" : ": ")))
    a.textContent = text
    a.href = tel
    const ruta = a.matches(".nummer") && a.closest(".linje, .kontakt, .tva-spalter, td")
    if (ruta) ruta.querySelectorAll(".fakta, .uppgifter, .vagar").forEach(e => e.hidden = true)
  }
  const slut = document.querySelector(".fot time")
  if (slut && idag > slut.dateTime)
    document.querySelector("main").before(nytt("aside", "utkast", "Sidan är gammal. Uppgifterna på den gällde till och med " + iOrd(slut.dateTime) + "."))
})()
